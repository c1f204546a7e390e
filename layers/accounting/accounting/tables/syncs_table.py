"""The table Syncs: one item a sync, kept for 90 days. What steps change is one JSON text in it.

The index `by_start` lists the keys in the order of time, so that a page costs no more than its own
records. It holds nothing else, so no checkpoint has to be written twice.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from accounting.domain.clock import utc_text
from accounting.domain.errors import SyncNotFound, SyncNotRunning
from accounting.domain.syncs import KEPT, Progress, Sync, SyncPosition
from accounting.tables import dynamodb
from accounting.tables.adapters import adapter
from accounting.tables.dynamodb import Item
from accounting.tables.formats import with_current_mode

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import UpdateTypeDef

INDEX = "by_start"


@cache
def _table() -> str:
    return os.environ["SYNCS_TABLE"]


def create(sync: Sync) -> bool:
    """Whether it is new; nothing happens when it is there already."""
    return dynamodb.create(_table(), "sync_id", _values(sync))


def find(system_id: str, sync_id: str) -> Sync | None:
    values = dynamodb.get(_table(), _key(system_id, sync_id))
    return _sync(values) if values else None


def get(system_id: str, sync_id: str) -> Sync:
    sync = find(system_id, sync_id)
    if sync is None:
        raise SyncNotFound(sync_id)
    return sync


def newest(system_id: str, before: SyncPosition | None, limit: int) -> list[SyncPosition]:
    """Up to `limit` syncs that started before that one, latest first. One that was started a
    moment ago may be missing: DynamoDB writes an index a little later."""
    place: Any = {}
    if before:
        place = {"ExclusiveStartKey": dynamodb.to_item(_index_key(system_id, before))}
    answer = dynamodb.client().query(
        TableName=_table(),
        IndexName=INDEX,
        KeyConditionExpression="system_id = :system",
        ExpressionAttributeValues={":system": {"S": system_id}},
        ScanIndexForward=False,
        Limit=limit,
        **place,
    )
    return [_position(item) for item in answer["Items"]]


def read(system_id: str, sync_ids: Sequence[str]) -> list[Sync]:
    """These syncs in this order, without those that have expired meanwhile."""
    keys = [_key(system_id, sync_id) for sync_id in sync_ids]
    found = (_sync(dynamodb.from_item(item)) for item in dynamodb.batch_get(_table(), keys))
    by_id = {sync.sync_id: sync for sync in found}
    return [by_id[sync_id] for sync_id in sync_ids if sync_id in by_id]


def begin(sync: Sync) -> Sync:
    """Queued becomes running, with this progress to start from. Can be repeated."""
    begun = dynamodb.update(
        _table(),
        _key(sync.system_id, sync.sync_id),
        "#state = :queued",
        "SET #state = :running, #progress = :progress, #url = :url, #updated_at = :now"
        + (", #resumed_from = :from" if sync.resumed_from else ""),
        {
            ":queued": "queued",
            ":running": "running",
            ":progress": _text(sync.progress),
            ":url": sync.url,
            ":now": utc_text(sync.updated_at),
            ":from": sync.resumed_from,
        },
    )
    return _sync(begun) if begun else get(sync.system_id, sync.sync_id)


def checkpoint(sync: Sync, progress: Progress, now: datetime, writer: str) -> "UpdateTypeDef":
    """Part of a commit: keeps the progress of the one writer that saw the last revision, and knows
    whether somebody asked to cancel."""
    return dynamodb.operation(
        _table(),
        _key(sync.system_id, sync.sync_id),
        "#state = :running AND #revision = :seen AND #cancel_requested = :cancel",
        "SET #progress = :progress, #updated_at = :now, #revision = :revision, #writer = :writer",
        {
            ":running": "running",
            ":seen": sync.revision,
            ":cancel": sync.cancel_requested,
            ":revision": sync.revision + 1,
            ":writer": writer,
            ":progress": _text(progress),
            ":now": utc_text(now),
        },
    )


def end(sync: Sync) -> bool:
    """Whether it closed the record: one that has ended, or has been committed to since it was read,
    stays as it is."""
    closed = replace(sync, revision=sync.revision + 1, writer="")  # No commit of the last writer.
    key = _key(sync.system_id, sync.sync_id)
    values = {name: value for name, value in _values(closed).items() if name not in key}
    done = dynamodb.update(
        _table(),
        key,
        "attribute_not_exists(#ended_at) AND #revision = :seen",
        "SET " + ", ".join(f"#{name} = :{name}" for name in values),
        {":seen": sync.revision} | {f":{name}": value for name, value in values.items()},
        ours=values,
    )
    return done is not None


def request_cancel(system_id: str, sync_id: str, actor: str) -> Sync:
    """Raises SyncNotFound, and SyncNotRunning when it has ended."""
    asked = dynamodb.update(
        _table(),
        _key(system_id, sync_id),
        "#state IN (:queued, :running)",
        "SET #cancel_requested = :yes, #cancelled_by = :actor",
        {":queued": "queued", ":running": "running", ":yes": True, ":actor": actor},
    )
    if asked is None:
        raise SyncNotRunning(sync_id, get(system_id, sync_id).state)
    return _sync(asked)


def keys(system_id: str) -> Iterator[Item]:
    return dynamodb.keys(_table(), system_id, "sync_id")


def remove(items: Sequence[Item]) -> None:
    dynamodb.batch_delete(_table(), items)


def _key(system_id: str, sync_id: str) -> dict[str, str]:
    return {"system_id": system_id, "sync_id": sync_id}


def _position(item: Item) -> SyncPosition:
    return SyncPosition(datetime.fromisoformat(item["started_at"]["S"]), item["sync_id"]["S"])


def _index_key(system_id: str, position: SyncPosition) -> dict[str, str]:
    """With all six decimals, as 0.1.0 wrote them: text sorts by time in one form only."""
    started_at = position.started_at.astimezone(UTC).isoformat(timespec="microseconds")
    return {
        **_key(system_id, position.sync_id),
        "started_at": started_at.replace("+00:00", "Z"),
    }


def _text(progress: Progress) -> str:
    return adapter(Progress).dump_json(progress).decode()


def _values(sync: Sync) -> dict[str, Any]:
    plain = adapter(dict[str, Any]).dump_python({**asdict(sync), "progress": None}, mode="json")
    values = {name: value for name, value in plain.items() if value is not None}
    return {
        **values,
        **_index_key(sync.system_id, SyncPosition(sync.started_at, sync.sync_id)),
        "progress": _text(sync.progress),
        "expires_at": int((sync.started_at + KEPT).timestamp()),
    }


def _sync(values: dict[str, Any]) -> Sync:
    progress = adapter(Progress).validate_json(values["progress"])
    return adapter(Sync).validate_python({**with_current_mode(values), "progress": progress})
