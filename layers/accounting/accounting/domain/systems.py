"""A connected accounting system."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from accounting.domain.actors import UNKNOWN
from accounting.domain.rates import MissingRate, Rate, RateTable
from accounting.domain.schedule import ONCE_A_DAY, Schedule
from accounting.domain.syncs import LastSync, Mode, Sync, continued

# More than twice the life of a Lambda: whoever lost it is dead by then.
LEASE = timedelta(minutes=5)

Kind = Literal["whmcs"]


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write a system's invoices: one sync has it at a time.

    `taken_from`: the sync whose lease had run out, until the new one has begun.
    """

    sync_id: str
    expires_at: datetime
    taken_from: str | None = None

    def held(self, now: datetime) -> bool:
        return now < self.expires_at


@dataclass(frozen=True, slots=True)
class LastFull:
    """The last full sync that succeeded: when it started, and of which installation it was."""

    started_at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class LastSuccess:
    """Since when all of it is right, as far as it was compared: no figure is older than
    `verified_since` (None: some were never compared)."""

    sync_id: str
    ended_at: datetime
    verified_since: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a list of systems shows of one, as of its last sync and its present rates: `net` and
    `gross` of paid invoices, in minor units of the reporting currency. `warnings`: all, in words;
    `missing_rates`: those of them that a rate mends. `unreadable`: the fields of rows that made no
    sense, by id."""

    invoices: int
    net: int
    gross: int
    warnings: tuple[str, ...] = ()
    unreadable: dict[int, str] = field(default_factory=dict)
    missing_rates: tuple[MissingRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Hook:
    """The accounting system may start a Sync by itself, with a key that is in this secret."""

    secret_arn: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Settings:
    """What an administrator says about a system.

    `step`: invoices asked for at once. `parallel`: requests at the same time. `exchange_rate`: to
    the reporting currency, refined by `rates`. `full_sync_days`: within so many days every figure
    is compared with the source; 0: only by a full sync. `sync_at`, `time_zone`, `every`: see
    Schedule; without `auto_sync` they mean nothing.
    """

    name: str
    url: str
    username: str
    description: str = ""
    kind: Kind = "whmcs"
    step: int = 250
    parallel: int = 4
    auto_sync: bool = False
    exchange_rate: Decimal = Decimal(1)
    rates: tuple[Rate, ...] = ()
    full_sync_days: int = 30
    sync_at: str = "06:00"
    time_zone: str = "UTC"
    every: int = ONCE_A_DAY

    @property
    def schedule(self) -> Schedule | None:
        """None: no sync starts by itself."""
        return Schedule(self.sync_at, self.time_zone, self.every) if self.auto_sync else None

    def next_sync_after(self, moment: datetime) -> datetime | None:
        return self.schedule.next_after(moment) if self.schedule else None

    def rate_table(self) -> RateTable:
        return RateTable(self.exchange_rate, self.rates)


@dataclass(frozen=True, slots=True)
class System:
    """`next_sync_at`: as stored; `due_at` also knows of systems stored before there was one.
    `auto_since`: when automatic synchronisation was switched on."""

    system_id: str
    settings: Settings
    secret_arn: str
    version: int
    created_at: datetime
    updated_at: datetime
    has_access_key: bool = False
    deleting: bool = False
    deleted_by: str = UNKNOWN
    lease: Lease | None = None
    last_sync: LastSync | None = None
    last_full: LastFull | None = None
    last_success: LastSuccess | None = None
    figures: Figures | None = None
    next_sync_at: datetime | None = None
    auto_since: datetime | None = None
    hook: Hook | None = None

    @property
    def due_at(self) -> datetime | None:
        """From when on a sync is to start by itself; None: never."""
        if self.deleting:
            return None
        last_seen = self.last_sync.ended_at if self.last_sync else self.created_at
        return self.next_sync_at or self.settings.next_sync_after(last_seen)

    @property
    def secret_arns(self) -> list[str]:
        """All that go with it."""
        return [self.secret_arn, *([self.hook.secret_arn] if self.hook else [])]

    @property
    def complete(self) -> bool:
        """All invoices of this address have been in at least one sync that succeeded."""
        return self.last_success is not None and not self.moved()

    @property
    def verified_since(self) -> datetime | None:
        """No figure is older; None: some were never compared."""
        return self.last_success.verified_since if self.last_success else None

    def running_sync(self, now: datetime) -> str | None:
        return self.lease.sync_id if self.lease and self.lease.held(now) else None

    def can_continue(self, sync: Sync) -> bool:
        """Whether a full sync that is to continue goes on from this one: the latest, of the same
        address, also where it was interrupted and still has its lease."""
        latest = self.lease or self.last_sync
        is_latest = latest is not None and latest.sync_id == sync.sync_id
        goes_on = continued(sync, self.settings.url) is not None
        return is_latest and goes_on and not self.deleting

    def daily(self, now: datetime) -> tuple[Mode, bool]:
        """What the schedule starts, and whether that goes on where the last one stopped: a Sync, or
        the Full sync that failed within a day."""
        last = self.last_sync
        failed = last is not None and last.mode == "full" and last.state == "failed"
        if failed and last and now < last.ended_at + timedelta(days=1):
            return "full", True
        return "incremental", False

    def moved(self) -> bool:
        """The address is another than the one that was last read from end to end."""
        return self.last_full is not None and self.last_full.url != self.settings.url
