"""The engine's store in memory, with the promise of the tables: all of a commit or nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from accounting.domain.blocks import block_of
from accounting.domain.errors import LeaseLost
from accounting.domain.invoices import Invoice
from accounting.domain.summaries import Summary, summarize
from accounting.domain.syncs import Progress
from accounting.engine.ports import BlockChange, Store

MOST_ITEMS = 100  # DynamoDB's limit for a transaction.


@dataclass
class StoreState:
    """What is stored of a system, the number of the run that has the lease, and the revision of the
    record it writes. `opened`: the blocks that were read, in order."""

    blocks: dict[int, tuple[Invoice, ...]] = field(default_factory=dict)
    summaries: dict[int, Summary] = field(default_factory=dict)
    holder: int = 0
    revision: int = 0
    opened: list[int] = field(default_factory=list)
    blocks_written: int = 0
    summaries_written: int = 0
    commits: int = 0


class MemoryStore(Store):
    """`on_commit("before" | "after")` may raise: a process that dies there."""

    def __init__(self, state: StoreState | None = None) -> None:
        self.state = state or StoreState()
        self.state.holder += 1
        self._holder, self._revision = self.state.holder, self.state.revision
        self.progress: Progress | None = None
        self.cancel = False
        self.on_commit: Callable[[str], None] = lambda _when: None

    @classmethod
    def holding(
        cls,
        invoices: Iterable[Invoice],
        today: date,
        verified: datetime = datetime(2026, 1, 1, tzinfo=UTC),
    ) -> "MemoryStore":
        """As after a Full sync at that moment."""
        store, blocks = cls(), dict[int, list[Invoice]]()
        for row in sorted(invoices, key=lambda row: row.id):
            blocks.setdefault(block_of(row.id), []).append(row)
        for number, rows in blocks.items():
            store.state.blocks[number] = tuple(rows)
            if summary := summarize(number, rows, today, verified=verified):
                store.state.summaries[number] = summary
        return store

    def another_run(self) -> "MemoryStore":
        """The store of a run that takes the lease from this one."""
        return MemoryStore(self.state)

    def delivered_again(self) -> "MemoryStore":
        """The store of a run for which the same step was delivered a second time."""
        return copy(self)

    @property
    def stored(self) -> dict[int, Invoice]:
        return {row.id: row for rows in self.state.blocks.values() for row in rows}

    def summaries(self) -> Sequence[Summary]:
        return list(self.state.summaries.values())

    def blocks(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Invoice]]:
        self.state.opened += numbers
        return {number: self.state.blocks.get(number, ()) for number in numbers}

    def commit(self, progress: Progress, changes: Sequence[BlockChange]) -> bool:
        self.on_commit("before")
        if self._holder != self.state.holder or self._revision != self.state.revision:
            raise LeaseLost("Another run holds the system.")
        assert 2 + sum(map(_items, changes)) <= MOST_ITEMS
        for change in changes:
            self._put(change)
        self.progress = progress
        self.state.commits += 1
        self.state.revision += 1
        self._revision = self.state.revision
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
        self.state.summaries_written += 1
        self.state.summaries[change.number] = change.summary


def _items(change: BlockChange) -> int:
    return 2 if change.rewrite or change.summary is None else 1
