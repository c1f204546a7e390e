"""A source, a store, and syncs run over them to their end."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from accounting.domain.invoices import Invoice
from accounting.domain.summaries import summarize
from accounting.domain.syncs import Mode, Progress
from accounting.engine.fetcher import threads
from accounting.engine.run import Run
from accounting.engine.session import Order
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_source import TODAY, FakeSource
from tests.fakes.memory_store import MemoryStore


class ChosenRank(Random):
    """The page that a Sync reads at random begins at this rank."""

    def __init__(self, rank: int) -> None:
        super().__init__()
        self._rank = rank

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        return self._rank


@dataclass
class SyncHarness:
    source: FakeSource = field(default_factory=FakeSource)
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: FakeClock = field(default_factory=FakeClock)
    step: int = 10
    parallel: int = 1
    full_sync_days: int = 30
    pool: Callable[[int], Executor] = threads
    chance: Random = field(default_factory=lambda: Random(7))

    @classmethod
    def synced(
        cls, *invoices: Invoice, step: int = 10, parallel: int = 1, full_sync_days: int = 30
    ) -> "SyncHarness":
        """Both sides hold the same, as after a Full sync today."""
        verified = FakeClock().now()
        store = MemoryStore.holding(invoices, TODAY, verified)
        source = FakeSource(*invoices)
        return cls(source, store, FakeClock(), step, parallel, full_sync_days)

    def run(
        self,
        mode: Mode,
        progress: Progress,
        *,
        allow_shrink: bool = False,
        started_at: datetime | None = None,
    ) -> Run:
        now = self.clock.now()
        order = Order(
            mode,
            self.step,
            self.parallel,
            allow_shrink,
            self.full_sync_days,
            started_at or now,
            now.date(),
        )
        return Run(self.source, self.store, order, progress, self.clock, self.pool, self.chance)

    def iteration(
        self,
        mode: Mode,
        progress: Progress,
        *,
        allow_shrink: bool = False,
        seconds: float = 45,
        started_at: datetime | None = None,
    ) -> Progress:
        run = self.run(mode, progress, allow_shrink=allow_shrink, started_at=started_at)
        return run.work(self.clock.monotonic() + seconds)

    def sync(
        self,
        mode: Mode,
        progress: Progress | None = None,
        *,
        allow_shrink: bool = False,
        started_at: datetime | None = None,
    ) -> Progress:
        """Iterations until there is an outcome; errors come through."""
        started_at = started_at or self.clock.now()
        progress = progress or Progress()
        while not progress.outcome:
            progress = self.iteration(
                mode, progress, allow_shrink=allow_shrink, started_at=started_at
            )
        return progress

    def days_pass(self, days: int) -> None:
        self.clock.seconds += timedelta(days=days).total_seconds()

    @property
    def equal(self) -> bool:
        return self.store.stored == self.source.rows

    def differing(self) -> set[int]:
        stored, rows = self.store.stored, self.source.rows
        return {key for key in stored | rows if stored.get(key) != rows.get(key)}

    @property
    def summaries_right(self) -> bool:
        """But for what a summary knows besides its invoices, and what settled as time passed."""
        today = self.clock.now().date()
        for number, summary in self.store.state.summaries.items():
            fresh = summarize(number, self.store.state.blocks[number], today)
            if fresh is None:
                return False
            known = replace(summary, suspects=(), verified=None, pending=fresh.pending)
            if known != fresh or not set(fresh.pending) <= set(summary.pending):
                return False
        return self.store.state.summaries.keys() == self.store.state.blocks.keys()
