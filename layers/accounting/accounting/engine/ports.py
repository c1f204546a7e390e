"""What the engine needs of the world: a source to read and a store to write."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from accounting.domain.blocks import Block
from accounting.domain.invoices import Invoice
from accounting.domain.syncs import Progress


@dataclass(frozen=True, slots=True)
class Page:
    """Consecutive invoices of the source, ascending by id, from rank `start` on (0-based).

    `total`: how many invoices the source counted in the same answer.
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

    def page(self, start: int, limit: int) -> Page:
        """Up to `limit` invoices from rank `start` on, by id. One attempt; called from threads.

        Raises SourceRejected, SourceMalformed, SourceUnavailable, PageTooLarge.
        """


class Store(Protocol):
    """What we hold of one system, writable for as long as the sync has the lease."""

    def blocks(self) -> Sequence[Block]:
        """All blocks, ascending."""

    def invoices(self, first_id: int, last_id: int) -> Sequence[Invoice]:
        """The stored invoices with ids in [first_id, last_id], as the last write left them."""

    def unfinished_write(self) -> tuple[int, int] | None:
        """The range (after, up to) of the last write begun."""

    def begin_write(self, after: int, up_to: int) -> None:
        """Renews the lease and notes the range, before anything in it changes. Raises LeaseLost."""

    def write_invoices(self, put: Sequence[Invoice], delete: Sequence[int]) -> None:
        """Idempotent; returns when everything is written."""

    def write_blocks(self, put: Sequence[Block], delete: Sequence[int]) -> None:
        """Idempotent; `delete`: numbers of blocks that hold nothing any more."""

    def checkpoint(self, progress: Progress) -> bool:
        """Keeps the progress; says whether somebody asked to cancel. Raises LeaseLost."""
