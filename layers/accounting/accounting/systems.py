"""A connected accounting system."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from accounting.rates import Rate, RateTable
from accounting.syncs import LastSync, Mode

LEASE = timedelta(
    minutes=5
)  # More than twice the life of a Lambda: whoever lost it is dead by then.


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
class System:
    """`writing`: the range of invoice ids (after, up to) of the last write begun; whoever goes on
    recomputes its blocks, in case the write was cut off.
    """

    system_id: str
    kind: str
    name: str
    description: str
    url: str
    username: str
    step: int
    parallel: int
    auto_sync: bool
    exchange_rate: Decimal
    rates: tuple[Rate, ...]
    full_sync_days: int
    secret_arn: str
    version: int
    created_at: datetime
    updated_at: datetime
    has_access_key: bool = False
    deleting: bool = False
    lease: Lease | None = None
    writing: tuple[int, int] | None = None
    last_sync: LastSync | None = None
    last_full: LastFull | None = None

    def rate_table(self) -> RateTable:
        return RateTable(self.exchange_rate, self.rates)

    def running_sync(self, now: datetime) -> str | None:
        return self.lease.sync_id if self.lease and self.lease.held(now) else None

    def daily_mode(self, now: datetime) -> Mode:
        """Sync, or Full sync when none succeeded within `full_sync_days` (0: never by itself)."""
        if not self.full_sync_days:
            return "missing"
        period = timedelta(days=self.full_sync_days)
        return "missing" if self.last_full and now < self.last_full.started_at + period else "full"
