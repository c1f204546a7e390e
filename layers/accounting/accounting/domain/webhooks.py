"""Signed messages, as Standard Webhooks says: https://www.standardwebhooks.com

The signature is of the message's id, its time stamp and its body, with a dot between each. An id
has no dot here, so that no part of one message can be taken for another part.
"""

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from accounting.domain.errors import WebhookRefused

TOLERANCE = timedelta(minutes=5)
# Longer than a message can be of this moment: from the tolerance before to the tolerance after.
REMEMBERED = 2 * TOLERANCE + timedelta(minutes=1)
MOST_BYTES = 4096
MOST_SIGNATURES = 10
KEY_BYTES = 32

_KEY_PREFIX, _VERSION = "whsec_", "v1"
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class WebhookKey:
    """24 to 64 random bytes, which both sides know and nobody else."""

    secret: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError."""
        if not text.startswith(_KEY_PREFIX):
            raise ValueError(f"A key begins with {_KEY_PREFIX}.")
        secret = b64decode(text.removeprefix(_KEY_PREFIX), validate=True)
        if not 24 <= len(secret) <= 64:
            raise ValueError("A key has 24 to 64 bytes.")
        return cls(secret)

    @property
    def text(self) -> str:
        return _KEY_PREFIX + b64encode(self.secret).decode()


@dataclass(frozen=True, slots=True)
class Webhook:
    """`timestamp`: seconds since 1970, as they were written. `signatures`: any of them may be the
    right one, as while a key is changed."""

    webhook_id: str
    timestamp: str
    signatures: tuple[str, ...] = field(repr=False)
    body: bytes = field(repr=False)

    def signature(self, key: WebhookKey) -> str:
        """What it should be."""
        content = f"{self.webhook_id}.{self.timestamp}.".encode() + self.body
        digest = hmac.digest(key.secret, content, "sha256")
        return f"{_VERSION},{b64encode(digest).decode()}"

    def check(self, key: WebhookKey) -> None:
        """In a time that says nothing about the right signature. Raises WebhookRefused."""
        expected = self.signature(key).encode()
        given = [signature.encode(errors="replace") for signature in self.signatures]
        fits = [hmac.compare_digest(expected, each) for each in given]
        if not any(fits):
            raise WebhookRefused("signature")


def parse(headers: Mapping[str, str], body: bytes, now: datetime) -> Webhook:
    """What can be said without the key. Names of headers are in lower case.

    Raises WebhookRefused.
    """
    if len(body) > MOST_BYTES:
        raise WebhookRefused("size")
    webhook_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    signatures = tuple(headers.get("webhook-signature", "").split(" "))
    if not _ID.fullmatch(webhook_id) or not _TIMESTAMP.fullmatch(timestamp):
        raise WebhookRefused("headers")
    if len(signatures) > MOST_SIGNATURES:
        raise WebhookRefused("headers")
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE.total_seconds():
        raise WebhookRefused("time")
    return Webhook(webhook_id, timestamp, signatures, body)
