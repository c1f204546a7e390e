"""A sync: one run over one system, its record and how far it has come."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from accounting.domain.actors import UNKNOWN
from accounting.domain.counters import Counters
from accounting.domain.errors import AccountingError, SyncInterrupted
from accounting.domain.positions import Position, Scanning

Mode = Literal["full", "incremental"]
State = Literal["queued", "running", "succeeded", "failed", "cancelled"]
ENDED = frozenset({"succeeded", "failed", "cancelled"})

KEPT = timedelta(days=90)
LOG_LINES = 40
NOTHING = Counters()


@dataclass(frozen=True, slots=True)
class LogLine:
    """`step`: says of a page that it was compared; of too many lines, those are the first to go."""

    at: datetime
    message: str
    step: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a sync failed, in the words of the error that ended it."""

    code: str
    title: str
    detail: str
    advice: str

    @classmethod
    def of(cls, error: AccountingError) -> "Failure":
        return cls(error.code, error.title, error.detail, error.advice)

    @property
    def text(self) -> str:
        """For where there is one place for both."""
        return f"{self.detail} {self.advice}".strip()


@dataclass(frozen=True, slots=True)
class Proof:
    """Counted in one answer of the source that held its last invoices: equal totals, equal sets.

    `statuses`: how many of each closed status the source counted after that, as many as we hold;
    None where its filter by status was not asked or is not to be trusted. `verified_since`: how old
    the oldest figure is; None: some were never compared.
    """

    remote_total: int
    stored_total: int
    last_id: int
    statuses: dict[str, int] | None = None
    verified_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """`position`: None until the first step has looked.

    `full_since`: when the reading of everything began that this sync makes; None when it skips.
    `tail`: the last id we held when a Sync began; what is beyond is new and is scanned.
    `stored_before`: invoices held when the sync began; `lost`: those of them that it has deleted.
    `size`: invoices a page, as far as the server could deliver it. `scans`: how often everything
    had to be read. `rounds`: how often a Sync looked again because the counts by status differed.
    `searched`: requests spent on searches. `end_confirmed`: the end of the list was looked at a
    second time. `filter_trusted`: the source's filter by status gives what it is asked for.
    `waits`: pauses in a row without progress; of the last one `wait_left` seconds are left.
    """

    position: Position | None = None
    counters: Counters = NOTHING
    full_since: datetime | None = None
    tail: int = 0
    stored_before: int | None = None
    lost: int = 0
    size: int = 0
    scans: int = 0
    rounds: int = 0
    searched: int = 0
    end_confirmed: bool = False
    filter_trusted: bool = True
    waits: int = 0
    wait_left: int = 0
    invoices_total: int | None = None
    steps_done: int = 0
    steps_left: int | None = None
    log: tuple[LogLine, ...] = ()
    proof: Proof | None = None
    outcome: Literal["succeeded", "cancelled"] | None = None

    def noted(self, at: datetime, message: str, *, step: bool = False) -> "Progress":
        log = [*self.log, LogLine(at, message, step)]
        if len(log) > LOG_LINES:
            del log[next((number for number, line in enumerate(log) if line.step), 0)]
        return replace(self, log=tuple(log))


@dataclass(frozen=True, slots=True)
class Sync:
    """`revision` grows with every commit, `writer` made the last one; only who saw it may write the
    next. `go_on`: it was asked to continue the one before it; `resumed_from`: it did. `started_by`
    and `cancelled_by`: see `actors`."""

    system_id: str
    sync_id: str
    mode: Mode
    state: State
    url: str
    started_at: datetime
    updated_at: datetime
    allow_shrink: bool = False
    go_on: bool = False
    cancel_requested: bool = False
    resumed_from: str | None = None
    ended_at: datetime | None = None
    error: Failure | None = None
    revision: int = 0
    writer: str = ""
    started_by: str = UNKNOWN
    cancelled_by: str = UNKNOWN
    progress: Progress = Progress()

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def steps_total(self) -> int | None:
        left = 0 if self.state == "succeeded" else self.progress.steps_left
        return None if left is None else self.progress.steps_done + left

    def failed(self, failure: Failure, now: datetime) -> "Sync":
        return replace(self, state="failed", error=failure, ended_at=now, updated_at=now)

    def seen(self, running: str | None) -> "Sync":
        """As it is to be shown, given the sync that holds the system's lease: a run that neither
        ended nor holds it any more was interrupted."""
        if self.ended or running == self.sync_id:
            return self
        return self.interrupted(Failure.of(SyncInterrupted()), self.updated_at)

    def ended_by(self, failure: Failure, now: datetime) -> "Sync":
        """As failed, unless it was asked to end: then it is no failure."""
        if self.cancel_requested:
            return replace(self, state="cancelled", ended_at=now, updated_at=now)
        return self.failed(failure, now)

    def interrupted(self, failure: Failure, now: datetime) -> "Sync":
        """Its execution is over, whatever it was at: as failed, unless its work was done."""
        if self.progress.outcome is None:
            return self.ended_by(failure, now)
        return replace(self, state=self.progress.outcome, ended_at=now, updated_at=now)


class SyncPosition(NamedTuple):
    """Where a sync stands among those of its system. Its id alone would not say: one started by
    hand has any name."""

    started_at: datetime
    sync_id: str


@dataclass(frozen=True, slots=True)
class LastSync:
    """What a system remembers of its latest sync that ended. `failures`: the codes of those that
    failed since one succeeded."""

    sync_id: str
    mode: Mode
    state: State
    started_at: datetime
    ended_at: datetime
    failures: tuple[str, ...] = ()

    @classmethod
    def of(cls, sync: Sync, before: "LastSync | None" = None) -> "LastSync":
        ended_at = sync.ended_at or sync.updated_at
        earlier = before.failures if before and sync.state != "succeeded" else ()
        codes = (*earlier, *([sync.error.code] if sync.error else []))
        failures = tuple(dict.fromkeys(codes))
        return cls(sync.sync_id, sync.mode, sync.state, sync.started_at, ended_at, failures)


def queued(
    system_id: str,
    sync_id: str,
    mode: Mode,
    url: str,
    now: datetime,
    *,
    allow_shrink: bool = False,
    go_on: bool = False,
    started_by: str = UNKNOWN,
) -> Sync:
    """The record of a sync that is to begin."""
    return Sync(
        system_id=system_id,
        sync_id=sync_id,
        mode=mode,
        state="queued",
        url=url,
        started_at=now,
        updated_at=now,
        allow_shrink=allow_shrink,
        go_on=go_on,
        started_by=started_by,
    )


def new_sync_id(now: datetime, random_hex: str) -> str:
    """Readable, and in the order of time; also the name of the execution."""
    return f"{_sortable(now)}-{random_hex[:8]}"


def daily_sync_id(due: datetime, system_id: str) -> str:
    """The same for each start of a system for the same due moment; in the order of time among all
    others, unless it is started late."""
    return f"{_sortable(due)}-daily-{system_id}"


def hook_sync_id(now: datetime, system_id: str) -> str:
    """The same within a minute: however often a system asks, one sync is begun in it."""
    return f"{_sortable(now.replace(second=0))}-hook-{system_id}"


def _sortable(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S}"


def continued(previous: Sync | None, url: str) -> Progress | None:
    """Where a full pass goes on that did not come to its end; None when there is nothing to go on
    from. What changed since in what it had compared is the next Sync's."""
    if previous is None or previous.state not in {"failed", "cancelled"} or previous.url != url:
        return None
    progress = previous.progress
    if not progress.full_since or not isinstance(progress.position, Scanning):
        return None
    return Progress(position=progress.position, full_since=progress.full_since, size=progress.size)
