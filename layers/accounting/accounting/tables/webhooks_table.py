"""Which signed messages were answered: in the table Idempotency, under a prefix of their own.

An item that has expired is none, whether or not DynamoDB has removed it by then, which takes it up
to two days.
"""

import os
from datetime import datetime
from functools import cache

from accounting.domain.webhooks import REMEMBERED
from accounting.tables import dynamodb


@cache
def _table() -> str:
    return os.environ["IDEMPOTENCY_TABLE"]


def is_answered(system_id: str, webhook_id: str, now: datetime) -> bool:
    item = dynamodb.get(_table(), _key(system_id, webhook_id))
    return item is not None and item["expiration"] >= int(now.timestamp())


def remember(system_id: str, webhook_id: str, now: datetime) -> None:
    expiration = int((now + REMEMBERED).timestamp())
    dynamodb.put(_table(), _key(system_id, webhook_id) | {"expiration": expiration})


def _key(system_id: str, webhook_id: str) -> dict[str, str | int]:
    return {"id": f"webhook#{system_id}#{webhook_id}"}
