"""What happened to a system: kept as its audit, and published for others."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounting.domain.clock import utc_text
from accounting.domain.credentials import CredentialsChange
from accounting.domain.errors import SyncInterrupted
from accounting.domain.event_types import (
    AUDIT_ONLY,
    ConnectionTested,
    Detail,
    FieldChange,
    RevenueChanged,
    SyncCancelled,
    SyncCancelRequested,
    SyncFailed,
    SyncStarted,
    SyncSucceeded,
    SystemChanged,
    SystemCreated,
    SystemDeleted,
)
from accounting.domain.rates import Rate
from accounting.domain.syncs import Failure, Sync
from accounting.domain.systems import Settings, System

KEPT = timedelta(days=365)
FORMAT = 1
LONGEST_VALUE = 1000
# The identifier of an API credential is half of it.
CREDENTIALS = frozenset({"username"})


@dataclass(frozen=True, slots=True)
class Event:
    """`event_id` sorts by time, and is the same whenever the same thing is recorded again. `name`:
    the system's. `actor`: who did it; see `domain.actors`."""

    event_id: str
    system_id: str
    name: str
    at: datetime
    actor: str
    detail: Detail

    @property
    def type(self) -> str:
        return type(self.detail).__name__

    @property
    def published(self) -> bool:
        return type(self.detail) not in AUDIT_ONLY


def event(system: System, at: datetime, actor: str, detail: Detail, key: str = "") -> Event:
    """`key`: what tells it apart from others of its type and system at this moment."""
    digest = hashlib.sha256(f"{system.system_id} {type(detail).__name__} {key}".encode())
    event_id = f"{_sortable(at)}-{digest.hexdigest()[:12]}"
    return Event(event_id, system.system_id, system.settings.name, at, actor, detail)


def created(system: System, actor: str) -> Event:
    detail = SystemCreated(system.settings.kind, system.settings.url)
    return event(system, system.created_at, actor, detail)


def changed(before: System, after: System, entered: CredentialsChange, actor: str) -> Event | None:
    """None when all is as it was."""
    changes = (*_changes(before.settings, after.settings), *map(_hidden, entered.fields))
    if not changes:
        return None
    return event(after, after.updated_at, actor, SystemChanged(changes), str(after.version))


def hook_key_changed(before: System, after: str, actor: str, at: datetime) -> Event:
    """`after`: what became of the key, in a word; empty when there is none any more."""
    change = FieldChange("hook_key", "set" if before.hook else "", after)
    return event(before, at, actor, SystemChanged((change,)), "hook_key")


def tested(
    system: System,
    settings: Settings,
    entered: CredentialsChange,
    failure: Failure | None,
    actor: str,
    at: datetime,
) -> Event:
    """`settings` and `entered`: what was tested in place of what is stored."""
    names = (*(change.field for change in _changes(system.settings, settings)), *entered.fields)
    code = failure.code if failure else None
    return event(system, at, actor, ConnectionTested(not failure, code, names), actor)


def deleted(system: System) -> Event:
    return event(system, system.updated_at, system.deleted_by, SystemDeleted())


def started(system: System, sync: Sync) -> Event:
    detail = SyncStarted(sync.sync_id, sync.mode, sync.started_at, sync.resumed_from)
    return event(system, sync.started_at, sync.started_by, detail, sync.sync_id)


def cancel_requested(system: System, sync: Sync, at: datetime) -> Event:
    return event(system, at, sync.cancelled_by, SyncCancelRequested(sync.sync_id), sync.sync_id)


def ended(system: System, sync: Sync) -> Event:
    """Of a system that does not yet remember this sync as its last one."""
    at, actor = sync.ended_at or sync.updated_at, sync.started_by
    of_sync = sync.sync_id, sync.mode, sync.started_at, at
    last = system.last_sync
    failures = last.failures if last and last.sync_id != sync.sync_id else ()
    detail: Detail
    match sync.state:
        case "succeeded":
            detail = SyncSucceeded(*of_sync, sync.progress.counters, recovered=bool(failures))
        case "cancelled":
            actor = sync.cancelled_by
            detail = SyncCancelled(*of_sync, sync.progress.counters)
        case _:
            error = sync.error or Failure.of(SyncInterrupted())
            detail = SyncFailed(*of_sync, error, repeated=error.code in failures)
    return event(system, at, actor, detail, sync.sync_id)


def revenue_changed(system: System, change: RevenueChanged, actor: str, at: datetime) -> Event:
    return event(system, at, actor, change, repr(change.months))


def published_detail(event: Event) -> str:
    """What EventBridge carries, as JSON."""
    envelope = {
        "format": FORMAT,
        "event_id": event.event_id,
        "system_id": event.system_id,
        "name": event.name,
        "at": event.at,
        "actor": event.actor,
    }
    return _json({**envelope, **asdict(event.detail)})


def detail_text(event: Event) -> str:
    """What the type has of its own, as JSON."""
    return _json(asdict(event.detail))


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, default=utc_text, ensure_ascii=False, separators=(",", ":"))


def _sortable(at: datetime) -> str:
    moment = at.astimezone(UTC)
    return f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03}"


def _changes(before: Settings, after: Settings) -> Iterable[FieldChange]:
    for name in (field.name for field in fields(Settings)):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield (
                _hidden(name) if name in CREDENTIALS else FieldChange(name, _text(old), _text(new))
            )


def _hidden(name: str) -> FieldChange:
    return FieldChange(name, None, None)


def _text(value: object) -> str:
    """As a person writes it."""
    match value:
        case bool():
            text = "on" if value else "off"
        case tuple():
            text = "; ".join(map(_rate_text, value))
        case Decimal():
            text = f"{value:f}"
        case _:
            text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _rate_text(rate: Rate) -> str:
    since = "" if rate.start == date.min else f" from {rate.start}"
    return f"{rate.currency} {rate.rate:f}{since}"
