"""Signed messages as a WHMCS sends them."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex

import requests

from accounting.domain.webhooks import Webhook, WebhookKey
from tests.integration.http import Http


@dataclass(frozen=True)
class Sender:
    """What a WHMCS knows of a system: where to send, and the key."""

    url: str
    key: WebhookKey

    def send(
        self,
        event: str = "DailyCronJob",
        *,
        webhook_id: str = "",
        late: int = 0,
        body: bytes | None = None,
        signed: bytes | None = None,
        key: WebhookKey | None = None,
        url: str = "",
        headers: Mapping[str, str | None] | None = None,
    ) -> requests.Response:
        """`late`: seconds. `signed`: what the signature is of, where it is not the body. `headers`
        replace others; None leaves one out."""
        body = json.dumps({"event": event}).encode() if body is None else body
        timestamp = str(int(time.time()) - late)
        webhook = Webhook(
            webhook_id or token_hex(8), timestamp, (), body if signed is None else signed
        )
        sent: dict[str, str | None] = {
            "content-type": "application/json",
            "webhook-id": webhook.webhook_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": webhook.signature(key or self.key),
        }
        sent |= headers or {}
        given = {name: value for name, value in sent.items() if value is not None}
        return requests.post(url or self.url, data=body, headers=given, timeout=30)


def sender_of(http: Http, path: str) -> Sender:
    """With a new key of the system at this path."""
    made = http.post(f"{path}/hook-key").json()
    return Sender(made["url"], WebhookKey.parse(made["key"]))
