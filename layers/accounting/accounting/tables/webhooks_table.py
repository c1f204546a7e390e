"""Which signed messages came already: in the table Idempotency, under a prefix of their own.

Nothing but PutItem is needed. An item that has expired is free, whether or not DynamoDB has removed
it by then, which takes it up to two days.
"""

import os
import secrets
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from accounting.domain.webhooks import REMEMBERED
from accounting.tables import dynamodb


@cache
def _table() -> str:
    return os.environ["IDEMPOTENCY_TABLE"]


def claim(system_id: str, webhook_id: str, now: datetime) -> bool:
    """Whether it is the first with this id, which it is by this."""
    claimed = _item(system_id, webhook_id, now + REMEMBERED) | {"claim": secrets.token_hex(8)}
    return dynamodb.create(_table(), "id", claimed, expired=int(now.timestamp()))


def release(system_id: str, webhook_id: str, now: datetime) -> None:
    """It may come again, for nothing was done."""
    dynamodb.put(_table(), _item(system_id, webhook_id, now - timedelta(seconds=1)))


def _item(system_id: str, webhook_id: str, until: datetime) -> dict[str, Any]:
    return {"id": f"webhook#{system_id}#{webhook_id}", "expiration": int(until.timestamp())}
