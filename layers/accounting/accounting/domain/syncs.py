"""A sync: one run over one system, its record and how far it has come."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from accounting.domain.counters import Counters
from accounting.domain.errors import AccountingError, SyncInterrupted

Mode = Literal["full", "incremental"]
State = Literal["queued", "running", "succeeded", "failed", "cancelled"]
ENDED = frozenset({"succeeded", "failed", "cancelled"})

KEPT = timedelta(days=90)
LOG_LINES = 40
NOTHING = Counters()


@dataclass(frozen=True, slots=True)
class LogLine:
    at: datetime
    message: str


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
    """Counted in one answer of the source that held its last invoices: equal totals, equal sets."""

    remote_total: int
    stored_total: int
    last_id: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the next page is taken from, after everything up to here is written.

    `after`: last invoice id compared. `offset`: how many invoices the source lists up to it.
    `shift`: by how much our ranks exceed remote ones: what was deleted there is still stored.
    `walk_from`: from this id on no page is skipped; None until the first step has looked.
    `low`, `high`: ranks between which the first invoice deleted at the source is searched; None:
    not searching. `size`: invoices a page, as far as the server could deliver it. `passes`: full
    passes begun because what we held did not fit the source's list.
    `searched`: requests spent on the search. `doubted`: the list's end was looked at a second time.
    `waits`: pauses in a row without progress.
    """

    after: int = 0
    offset: int = 0
    shift: int = 0
    walk_from: int | None = None
    low: int | None = None
    high: int = 0
    size: int = 0
    passes: int = 0
    searched: int = 0
    doubted: bool = False
    waits: int = 0

    @property
    def walked(self) -> int:
        """Up to here an unfinished full pass has compared everything."""
        return max(self.after, self.walk_from or 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """All that a step changes; written as one value after each page.

    `stored_before`: invoices we held when the sync began, None until the first step has looked.
    `full_since`: when the full pass began that this sync makes or completes; None when it skips.
    """

    checkpoint: Checkpoint = Checkpoint()
    counters: Counters = NOTHING
    stored_before: int | None = None
    full_since: datetime | None = None
    invoices_total: int | None = None
    steps_done: int = 0
    steps_left: int | None = None
    log: tuple[LogLine, ...] = ()
    proof: Proof | None = None
    outcome: Literal["succeeded", "cancelled"] | None = None

    def noted(self, at: datetime, message: str) -> "Progress":
        return replace(self, log=(*self.log, LogLine(at, message))[-LOG_LINES:])


@dataclass(frozen=True, slots=True)
class Sync:
    """`revision` grows with every checkpoint; only who saw the last one may write the next."""

    system_id: str
    sync_id: str
    mode: Mode
    state: State
    url: str
    started_at: datetime
    updated_at: datetime
    allow_shrink: bool = False
    cancel_requested: bool = False
    resumed_from: str | None = None
    ended_at: datetime | None = None
    error: Failure | None = None
    revision: int = 0
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
        return self.failed(Failure.of(SyncInterrupted()), self.updated_at)


class SyncPosition(NamedTuple):
    """Where a sync stands among those of its system. Its id alone would not say: one started by
    hand has any name."""

    started_at: datetime
    sync_id: str


@dataclass(frozen=True, slots=True)
class LastSync:
    """What a system remembers of its latest sync that ended."""

    sync_id: str
    mode: Mode
    state: State
    started_at: datetime
    ended_at: datetime

    @classmethod
    def of(cls, sync: Sync) -> "LastSync":
        ended_at = sync.ended_at or sync.updated_at
        return cls(sync.sync_id, sync.mode, sync.state, sync.started_at, ended_at)


def queued(
    system_id: str, sync_id: str, mode: Mode, url: str, now: datetime, *, allow_shrink: bool
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
    )


def new_sync_id(now: datetime, random_hex: str) -> str:
    """Readable, and in the order of time; also the name of the execution."""
    return f"{_sortable(now)}-{random_hex[:8]}"


def daily_sync_id(due: datetime, system_id: str) -> str:
    """The same for each start of a system at the same time of the schedule; in the order of time
    among all others."""
    return f"{_sortable(due)}-daily-{system_id}"


def _sortable(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S}"


def resumed(previous: Sync | None, mode: Mode, url: str, now: datetime) -> Progress:
    """The progress a new sync begins with.

    A full pass that failed is continued: below the place it reached only unsettled invoices are
    read again, above it everything. A Sync skips what is settled anyway, so it has nothing to
    continue unless it had gone over to a full pass. Another address may be another installation.
    """
    unfinished = previous is not None and previous.state == "failed" and previous.mode == mode
    if unfinished and previous and previous.progress.full_since and previous.url == url:
        checkpoint = Checkpoint(walk_from=previous.progress.checkpoint.walked)
        return Progress(checkpoint=checkpoint, full_since=previous.progress.full_since)
    if mode == "full":
        return Progress(checkpoint=Checkpoint(walk_from=0), full_since=now)
    return Progress()
