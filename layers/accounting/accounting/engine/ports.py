"""What the engine needs of the world: a source to read and a store to write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from accounting.domain.invoices import Invoice
from accounting.domain.summaries import Summary
from accounting.domain.syncs import Progress


@dataclass(frozen=True, slots=True)
class Page:
    """Consecutive invoices of the source, ascending by id, from rank `start` on (0-based).

    `total`: how many invoices the source counted in the same answer; of a page of one status, how
    many of that status.
    """

    start: int
    invoices: tuple[Invoice, ...]
    total: int

    @property
    def end(self) -> int:
        """The rank after the last row."""
        return self.start + len(self.invoices)

    @property
    def is_last(self) -> bool:
        return self.end >= self.total


class Source(Protocol):
    """An accounting system. A second kind is a second implementation of this."""

    def page(self, start: int, limit: int, status: str = "") -> Page:
        """Up to `limit` invoices from rank `start` on, by id, of all or of those with this status.
        One attempt; called from threads.

        Raises SourceRejected, SourceMalformed, SourceUnavailable, PageTooLarge.
        """


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block as it is to be stored. `summary`: None when it holds nothing any more.

    `rewrite`: its invoices have changed, not only what the summary says of them.
    """

    number: int
    summary: Summary | None
    invoices: tuple[Invoice, ...]
    rewrite: bool


class Store(Protocol):
    """What we hold of one system, writable for as long as the sync has the lease."""

    def summaries(self) -> Sequence[Summary]:
        """Of all blocks."""

    def blocks(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Invoice]]:
        """The invoices of these blocks, as the last commit left them; ids ascend."""

    def commit(self, progress: Progress, changes: Sequence[BlockChange]) -> bool:
        """All of it or nothing. Says whether somebody asked to cancel. Raises LeaseLost."""
