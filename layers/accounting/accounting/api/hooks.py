"""What an accounting system says when it asks for a Sync: signed, and no more than why."""

import base64
import binascii
import re
from typing import Any, Literal, Self

from pydantic import ConfigDict, Field

from accounting.api import ids
from accounting.api.model import Model
from accounting.domain.clock import utc_now
from accounting.domain.errors import WebhookRefused
from accounting.domain.webhooks import Webhook, parse
from accounting.services.hooks import Answered

_SYSTEM_ID = re.compile(ids.SYSTEM_ID)


class HookRequest(Model):
    """Nothing but the event's name: no data of a client can come in this way."""

    model_config = ConfigDict(extra="forbid")
    event: Literal["DailyCronJob", "InvoicePaid", "InvoiceRefunded", "InvoiceCancelled"] = Field(
        description="The hook of WHMCS that fired", examples=["DailyCronJob"]
    )


class AskedView(Model):
    sync_id: str = Field(json_schema_extra=ids.SYNC)
    state: Literal["started", "coalesced", "wanted"] = Field(
        description="started: this sync; coalesced: it was about to begin anyway; wanted: it has "
        "begun, so the schedule starts another one within 15 minutes",
        examples=["started"],
    )

    @classmethod
    def of(cls, answered: Answered) -> Self:
        return cls(sync_id=answered.sync_id, state=answered.state)


def webhook_of(event: dict[str, Any]) -> tuple[str, Webhook]:
    """For which system, and the message, as far as can be said without the key. Raises
    WebhookRefused."""
    system_id = str((event.get("pathParameters") or {}).get("system_id"))
    if not _SYSTEM_ID.fullmatch(system_id):
        raise WebhookRefused("system")
    text = event.get("body") or ""
    try:
        body = base64.b64decode(text) if event.get("isBase64Encoded") else text.encode()
    except (binascii.Error, UnicodeEncodeError):
        raise WebhookRefused("body") from None
    return system_id, parse(event.get("headers", {}), body, utc_now())
