"""A source, a store, and syncs run over them to their end."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field

from accounting.domain.blocks import block_of, compute_block
from accounting.domain.syncs import Mode, Progress, resumed
from accounting.engine.fetcher import threads
from accounting.engine.run import Order, Run
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_source import TODAY, FakeSource
from tests.fakes.memory_store import MemoryStore


@dataclass
class SyncHarness:
    source: FakeSource = field(default_factory=FakeSource)
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: FakeClock = field(default_factory=FakeClock)
    step: int = 10
    parallel: int = 1
    rows_at_once: int = 10_000
    pool: Callable[[int], Executor] = threads

    def iteration(
        self, progress: Progress, *, allow_shrink: bool = False, seconds: float = 45
    ) -> Progress:
        order = Order(self.step, self.parallel, allow_shrink, TODAY, self.rows_at_once)
        run = Run(self.source, self.store, order, progress, self.clock, self.pool)
        return run.work(self.clock.monotonic() + seconds)

    def sync(
        self, mode: Mode, progress: Progress | None = None, *, allow_shrink: bool = False
    ) -> Progress:
        """Iterations until there is an outcome; errors come through."""
        progress = progress or resumed(None, mode, "", self.clock.now())
        while not progress.outcome:
            progress = self.iteration(progress, allow_shrink=allow_shrink)
        return progress

    @property
    def equal(self) -> bool:
        return self.store.stored == self.source.rows

    @property
    def blocks_right(self) -> bool:
        rows = self.store.stored.values()
        numbers = {block_of(row.id) for row in rows}
        fresh = {
            n: compute_block(n, [r for r in rows if block_of(r.id) == n], TODAY) for n in numbers
        }
        return self.store.kept == fresh
