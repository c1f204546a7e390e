"""What one iteration of a sync works with: what is held, how to read, how far it has come."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from accounting.domain.clock import Clock
from accounting.domain.counters import Counters
from accounting.domain.errors import SourceMalformed
from accounting.domain.positions import Position, Scanning
from accounting.domain.syncs import Mode, Progress, Proof
from accounting.engine.guards import NOTED_SHARE
from accounting.engine.ports import Store
from accounting.engine.reader import Reader
from accounting.engine.stored_index import StoredIndex
from accounting.engine.to_read import ToRead

MOST_SCANS = 3
COMMIT_SECONDS, COMMIT_BLOCKS = 2.0, 8
PART_BLOCKS = 40  # A transaction takes 100 items: two a block, the system and the sync's record.


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a run: invoices a page, pages at the same time, whether the source may
    shrink; within `full_sync_days` a Sync verifies every block (0: never)."""

    mode: Mode
    step: int
    parallel: int
    allow_shrink: bool
    full_sync_days: int
    started_at: datetime
    today: date


class Session:
    def __init__(
        self,
        order: Order,
        store: Store,
        reader: Reader,
        progress: Progress,
        clock: Clock,
        chance: Random,
    ) -> None:
        self.order, self.reader, self.clock, self.chance = order, reader, clock, chance
        self.progress = progress
        self.index = StoredIndex(store, order.today)
        self.to_read = ToRead(self.index)
        self._store = store
        self._committed, self._committed_at = progress, clock.monotonic()

    @property
    def position(self) -> Position:
        if self.progress.position is None:
            raise ValueError("the run has not begun")
        return self.progress.position

    @property
    def size(self) -> int:
        return self.progress.size

    @property
    def skips(self) -> bool:
        """It trusts what is settled; otherwise everything is read."""
        return self.progress.full_since is None

    def move(self, position: Position) -> None:
        self.progress = replace(self.progress, position=position)

    def resize(self, size: int) -> None:
        if size < self.size:
            self.note(f"The server gives no more: going on with {size} invoices a step.")
        if size != self.size:
            self.progress = replace(self.progress, size=size)

    def searched(self) -> None:
        self.progress = replace(self.progress, searched=self.progress.searched + 1)

    def note(self, message: str, *, step: bool = False) -> None:
        self.progress = self.progress.noted(self.clock.now(), message, step=step)

    def count(self, done: Counters, lost: int = 0) -> None:
        self.progress = replace(
            self.progress,
            counters=self.progress.counters + done,
            lost=self.progress.lost + lost,
            waits=0,
            wait_left=0,
        )

    def step_done(self, what: str, done: Counters, began: float, total: int | None = None) -> None:
        """A line of the log for a page that was compared, if it brought anything."""
        if total is not None:
            self.progress = replace(self.progress, invoices_total=total)
        step, milliseconds = self.progress.steps_done + 1, 1000 * (self.clock.monotonic() - began)
        if step == 1 or done != Counters():
            self.progress = replace(self.progress, steps_done=step)
            words = f"{what}{done.describe()} ({round(milliseconds)} ms)"
            self.note(f"Step {step} - OK: {words}", step=True)

    def scan_all(self, reason: str) -> None:
        """Reads everything from the first invoice on. Raises SourceMalformed after a few times."""
        scans = self.progress.scans + 1
        if scans > MOST_SCANS:
            raise SourceMalformed(
                f"{reason}, also after reading all of its invoices {MOST_SCANS} times."
            )
        self.note(f"{reason}: reading all invoices.")
        self.reader.forget()
        self.progress = replace(
            self.progress,
            position=Scanning(),
            scans=scans,
            end_confirmed=False,
            full_since=self.clock.now(),
        )

    def succeed(self, statuses: dict[str, int] | None) -> None:
        held, before, lost = self.index.total, self.progress.stored_before, self.progress.lost
        if before and lost > before * NOTED_SHARE:
            self.note(f"{lost} of the {before} invoices were deleted at the source.")
        total = self.progress.invoices_total or 0
        proof = Proof(total, held, self.index.last_id, statuses, self.index.oldest)
        self.progress = replace(self.progress, proof=proof, outcome="succeeded", steps_left=0)

    def make_room(self) -> None:
        """Before a part: so that it fits into a transaction with what has changed already, and into
        memory with what has not."""
        if self.index.dirty > COMMIT_BLOCKS:
            self.commit()
        elif self.index.opened > PART_BLOCKS:
            self.index.close_unchanged()

    def commit_if_due(self, after: int) -> None:
        late = self.clock.monotonic() - self._committed_at >= COMMIT_SECONDS
        many = self.index.dirty > COMMIT_BLOCKS
        if late or many or self.progress.outcome:
            self.commit(after)

    def commit(self, after: int = 0) -> None:
        """Keeps what has changed, all of it or nothing, and ends when somebody asked for it."""
        if self.progress is self._committed and not self.index.dirty:
            return
        cancelled = self._store.commit(self.progress, self.index.changes())
        self.index.committed(keep=after)
        self._committed, self._committed_at = self.progress, self.clock.monotonic()
        if cancelled and not self.progress.outcome:
            self.progress = replace(self.progress, outcome="cancelled")
