"""What an event says besides where, when and who. The name of its class is the event's type.

Nothing here holds a secret or anything about clients.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounting.domain.counters import Counters
from accounting.domain.syncs import Failure, Mode
from accounting.domain.systems import Kind


@dataclass(frozen=True, slots=True)
class SystemCreated:
    """A system was connected."""

    kind: Kind
    url: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Of one setting, as text; both are null for a part of the credential."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class SystemChanged:
    """Settings of a system were changed."""

    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ConnectionTested:
    """Somebody tested the connection of a system. `entered`: the fields in place of stored ones."""

    ok: bool
    code: str | None
    entered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SystemDeleted:
    """A system was deleted, with its invoices, syncs and secret; `at` is when it was asked for."""


@dataclass(frozen=True, slots=True)
class SyncStarted:
    """A sync has begun. `resumed_from`: the full sync that it continues."""

    sync_id: str
    mode: Mode
    started_at: datetime
    resumed_from: str | None


@dataclass(frozen=True, slots=True)
class SyncCancelRequested:
    """Somebody cancelled a sync; it ends a moment later."""

    sync_id: str


@dataclass(frozen=True, slots=True)
class SyncSucceeded:
    """A sync has succeeded. `recovered`: since the one before that did, some had failed."""

    sync_id: str
    mode: Mode
    started_at: datetime
    ended_at: datetime
    counters: Counters
    recovered: bool


@dataclass(frozen=True, slots=True)
class SyncFailed:
    """A sync has failed. `repeated`: since one succeeded, another had for the same code."""

    sync_id: str
    mode: Mode
    started_at: datetime
    ended_at: datetime
    error: Failure
    repeated: bool


@dataclass(frozen=True, slots=True)
class SyncCancelled:
    """A sync has ended because somebody cancelled it; what it copied stays."""

    sync_id: str
    mode: Mode
    started_at: datetime
    ended_at: datetime
    counters: Counters


@dataclass(frozen=True, slots=True)
class Amounts:
    """In the reporting currency, as text."""

    net: str
    gross: str


@dataclass(frozen=True, slots=True)
class MonthChange:
    """Of the paid invoices that were issued in this month (2026-01)."""

    month: str
    before: Amounts
    after: Amounts


@dataclass(frozen=True, slots=True)
class RevenueChanged:
    """Totals of months are other than those that were told before, after a sync, a change of rates
    or a deletion."""

    currency: str
    months: tuple[MonthChange, ...]


type Detail = (
    SystemCreated
    | SystemChanged
    | ConnectionTested
    | SystemDeleted
    | SyncStarted
    | SyncCancelRequested
    | SyncSucceeded
    | SyncFailed
    | SyncCancelled
    | RevenueChanged
)
TYPES: Mapping[str, type[Detail]] = {each.__name__: each for each in Detail.__value__.__args__}
AUDIT_ONLY = frozenset({ConnectionTested, SyncCancelRequested})
