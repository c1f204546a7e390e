"""The table Events: what happened to each system, kept for a year, also after its deletion.

An event that nobody has heard of yet is in the index `outbox` too, which is nearly always empty.

Beside the events of a system is an item with what others were told of its revenue. It would make
the system's own item dearer, which every commit of a sync writes.
"""

import json
import os
from datetime import datetime
from functools import cache
from typing import Any

from accounting.domain.clock import utc_text
from accounting.domain.errors import NewerFormat
from accounting.domain.event_types import TYPES
from accounting.domain.events import FORMAT, KEPT, Event, detail_text
from accounting.domain.month_totals import MonthTotals
from accounting.domain.packing import pack, unpack
from accounting.tables import dynamodb
from accounting.tables.adapters import adapter
from accounting.tables.dynamodb import Item

TOLD = "told"  # Sorts behind every event.
OUTBOX, WAITING = "outbox", "waiting"


@cache
def table() -> str:
    return os.environ["EVENTS_TABLE"]


def put(event: Event, *, told: bool) -> None:
    """The same event is the same item. `told`: whether nobody else is waiting to hear of it."""
    values = {
        "system_id": event.system_id,
        "event_id": event.event_id,
        "format": FORMAT,
        "type": event.type,
        "name": event.name,
        "at": utc_text(event.at),
        "actor": event.actor,
        "detail": detail_text(event),
        "told": told,
        "outbox": None if told else WAITING,
        "expires_at": int((event.at + KEPT).timestamp()),
    }
    dynamodb.put(table(), values)


def is_told(event: Event) -> bool:
    """Whether it is kept, and was published."""
    key = {"system_id": event.system_id, "event_id": event.event_id}
    stored = dynamodb.get(table(), key)
    return stored is not None and bool(stored["told"])


def untold(limit: int) -> list[Event]:
    """Up to `limit` events that are kept and were not published, oldest first."""
    answer = dynamodb.client().query(
        TableName=table(),
        IndexName=OUTBOX,
        KeyConditionExpression="outbox = :waiting",
        ExpressionAttributeValues={":waiting": {"S": WAITING}},
        Limit=limit,
    )
    return [_event(item) for item in answer["Items"]]


def newest(system_id: str, before: str | None, limit: int) -> list[Event]:
    """Up to `limit` events with ids below that one, latest first."""
    place: Any = {}
    if before:
        key = {"system_id": system_id, "event_id": before}
        place = {"ExclusiveStartKey": dynamodb.to_item(key)}
    answer = dynamodb.client().query(
        TableName=table(),
        KeyConditionExpression="system_id = :system AND event_id < :told",
        ExpressionAttributeValues={":system": {"S": system_id}, ":told": {"S": TOLD}},
        ScanIndexForward=False,
        Limit=limit,
        **place,
    )
    return [_event(item) for item in answer["Items"]]


def told_months(system_id: str) -> MonthTotals:
    """What others were told of a system's revenue, nothing at first."""
    stored = dynamodb.get(table(), {"system_id": system_id, "event_id": TOLD})
    if stored is None:
        return MonthTotals("")
    currency, months = unpack(stored["months"])
    return MonthTotals(currency, {month: (net, gross) for month, (net, gross) in months.items()})


def keep_told_months(system_id: str, totals: MonthTotals, until: datetime | None = None) -> None:
    """`until`: when it may be forgotten, for the system goes."""
    values = {
        "system_id": system_id,
        "event_id": TOLD,
        "format": FORMAT,
        "months": pack([totals.currency, totals.months]),
        "expires_at": int(until.timestamp()) if until else None,
    }
    dynamodb.put(table(), values)


def _event(item: Item) -> Event:
    """Raises NewerFormat."""
    dynamodb.check_format(table(), item, FORMAT)
    values = dynamodb.from_item(item)
    if values["type"] not in TYPES:
        raise NewerFormat(table())
    detail = adapter(TYPES[values["type"]]).validate_python(json.loads(values["detail"]))
    return Event(
        event_id=values["event_id"],
        system_id=values["system_id"],
        name=values["name"],
        at=datetime.fromisoformat(values["at"]),
        actor=values["actor"],
        detail=detail,
    )
