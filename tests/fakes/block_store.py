"""The engine's store in memory, with the promise of the tables: all of a commit or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from accounting.domain.blocks import block_of
from accounting.domain.errors import LeaseLost
from accounting.domain.invoices import Invoice
from accounting.domain.summaries import Summary
from accounting.domain.syncs import Progress
from accounting.engine.ports import BlockChange, Store


@dataclass
class StoreState:
    """What is stored of a system, and the number of the run that may write it."""

    blocks: dict[int, tuple[Invoice, ...]] = field(default_factory=dict)
    summaries: dict[int, Summary] = field(default_factory=dict)
    holder: int = 0
    blocks_written: int = 0
    commits: int = 0


class BlockStore(Store):
    """`on_commit("before" | "after")` may raise: a process that dies there."""

    def __init__(self, state: StoreState | None = None) -> None:
        self.state = state or StoreState()
        self.state.holder += 1
        self._number = self.state.holder
        self.progress: Progress | None = None
        self.cancel = False
        self.on_commit: Callable[[str], None] = lambda _when: None

    def another_run(self) -> "BlockStore":
        """The store of a run that takes the lease from this one."""
        return BlockStore(self.state)

    @property
    def stored(self) -> dict[int, Invoice]:
        return {row.id: row for rows in self.state.blocks.values() for row in rows}

    def summaries(self) -> Sequence[Summary]:
        return list(self.state.summaries.values())

    def blocks(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Invoice]]:
        return {number: self.state.blocks.get(number, ()) for number in numbers}

    def commit(self, progress: Progress, changes: Sequence[BlockChange]) -> bool:
        self.on_commit("before")
        if self._number != self.state.holder:
            raise LeaseLost("Another run holds the system.")
        for change in changes:
            self._put(change)
        self.progress = progress
        self.state.commits += 1
        self.on_commit("after")
        return self.cancel

    def _put(self, change: BlockChange) -> None:
        if change.summary is None:
            assert not change.invoices
            self.state.blocks.pop(change.number, None)
            self.state.summaries.pop(change.number, None)
            return
        assert all(block_of(row.id) == change.number for row in change.invoices)
        if change.rewrite:
            self.state.blocks_written += 1
            self.state.blocks[change.number] = change.invoices
        else:
            assert self.state.blocks[change.number] == change.invoices
        self.state.summaries[change.number] = change.summary
