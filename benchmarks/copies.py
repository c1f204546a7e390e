"""Makes many of what a sync has stored: systems, and records of syncs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from accounting.tables import dynamodb
from accounting.tables.dynamodb import BATCH, Item

TABLES = ("INVOICES_TABLE", "REVENUE_TABLE", "SYNCS_TABLE")


def copy_system(system_id: str, copies: int) -> None:
    """With its invoices and syncs."""
    system = _get(os.environ["SYSTEMS_TABLE"], {"system_id": {"S": system_id}})
    stored = {name: list(_of_system(os.environ[name], system_id)) for name in TABLES}
    for number in range(1, copies + 1):
        changed: Item = {"system_id": {"S": f"{number:012}"}}
        _put(os.environ["SYSTEMS_TABLE"], [system | changed | {"name": {"S": f"Copy {number}"}}])
        for name, items in stored.items():
            _put(os.environ[name], [item | changed for item in items])


def copy_sync(system_id: str, copies: int) -> None:
    """Its newest record, of each day before."""
    table = os.environ["SYNCS_TABLE"]
    newest = max(_of_system(table, system_id), key=lambda item: str(item["started_at"]["S"]))
    _put(table, [_days_before(newest, days) for days in range(1, copies + 1)])


def _days_before(sync: Item, days: int) -> Item:
    started = datetime.fromisoformat(sync["started_at"]["S"]) - timedelta(days=days)
    text = started.isoformat(timespec="microseconds").replace("+00:00", "Z")
    name = f"{started:%Y%m%dT%H%M%S}-{days:08}"
    return sync | {"sync_id": {"S": name}, "started_at": {"S": text}}


def _of_system(table: str, system_id: str) -> Iterator[Item]:
    return dynamodb.query(
        table,
        KeyConditionExpression="system_id = :system",
        ExpressionAttributeValues={":system": {"S": system_id}},
    )


def _get(table: str, key: Mapping[str, Any]) -> Item:
    found: Item = dynamodb.client().get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    return found


def _put(table: str, items: list[Item]) -> None:
    for batch in batched(items, BATCH, strict=False):
        requests: Any = [{"PutRequest": {"Item": item}} for item in batch]
        dynamodb.client().batch_write_item(RequestItems={table: requests})
