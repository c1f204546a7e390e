"""A system in miniature: a source, a store, and syncs run over them to their end."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from accounting.domain.summaries import summarize
from accounting.domain.syncs import Mode, Progress
from accounting.engine.fetcher import threads
from accounting.engine.run import Run
from accounting.engine.session import Order
from tests.fakes.block_store import BlockStore
from tests.fakes.fake_clock import FakeClock
from tests.fakes.filtered_source import FilteredSource


@dataclass
class BlockHarness:
    source: FilteredSource = field(default_factory=FilteredSource)
    store: BlockStore = field(default_factory=BlockStore)
    clock: FakeClock = field(default_factory=FakeClock)
    step: int = 10
    parallel: int = 1
    full_sync_days: int = 30
    pool: Callable[[int], Executor] = threads

    def iteration(
        self, mode: Mode, progress: Progress, *, allow_shrink: bool = False, seconds: float = 45
    ) -> Progress:
        now = self.clock.now()
        days = self.full_sync_days
        order = Order(mode, self.step, self.parallel, allow_shrink, days, now, now.date())
        run = Run(self.source, self.store, order, progress, self.clock, self.pool, Random(7))
        return run.work(self.clock.monotonic() + seconds)

    def sync(
        self, mode: Mode, progress: Progress | None = None, *, allow_shrink: bool = False
    ) -> Progress:
        """Iterations until there is an outcome; errors come through."""
        progress = progress or Progress()
        while not progress.outcome:
            progress = self.iteration(mode, progress, allow_shrink=allow_shrink)
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
