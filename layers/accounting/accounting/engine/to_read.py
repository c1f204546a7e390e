"""What a Sync must read again by its position: what may have changed, and what is marked to be."""

from collections.abc import Iterator
from datetime import datetime

from accounting.engine.stored_block import StoredBlock
from accounting.engine.stored_index import StoredIndex


class ToRead:
    def __init__(self, index: StoredIndex) -> None:
        self.index = index

    def mark(self, first_rank: int, count: int) -> None:
        """So many invoices from this rank on."""
        index = self.index
        for rank in range(max(first_rank, 0), min(first_rank + count, index.total)):
            invoice_id = index.id_at(rank)
            index.block(invoice_id).marked.add(invoice_id)

    def mark_newest(self, count: int) -> None:
        """The newest `count` that a Sync would not read anyway: they show another history first."""
        for block in reversed(self.index.blocks()):
            others = set(_changeable(block))
            if len(others) < block.count:
                found = [key for key in self.index.ids(block) if key not in others][-count:]
                block.marked.update(found)
                count -= len(found)
            if count <= 0:
                return

    def mark_oldest(self, days: int, now: datetime) -> None:
        """A day's share of the blocks, those verified longest ago, unless that is done today."""
        blocks = self.index.blocks()
        share = -(-len(blocks) // days) if days else 0
        done = sum(
            block.verified is not None and block.verified.date() == now.date() for block in blocks
        )
        for block in sorted(blocks, key=_age)[: max(0, share - done)]:
            block.marked.update(self.index.ids(block))

    def following(self, after: int, *, listable: bool) -> int | None:
        """The first id beyond `after` that must be read. `listable`: open invoices were listed by
        their status and need not be."""
        for block in self.index.blocks(after):
            wanted = (found for found in _wanted(block, listable) if found > after)
            if (first := min(wanted, default=None)) is not None:
                return first
        return None

    def pages(self, after: int, size: int, *, listable: bool) -> int:
        """About how many pages of `size` it takes: more where ids have gaps."""
        pages = up_to = 0
        for block in self.index.blocks(after):
            for found in sorted(set(_wanted(block, listable))):
                if found > max(after, up_to):
                    pages, up_to = pages + 1, found + size - 1
        return pages


def _age(block: StoredBlock) -> tuple[float, int]:
    return (block.verified.timestamp() if block.verified else 0.0, block.number)


def _wanted(block: StoredBlock, listable: bool) -> Iterator[int]:
    if summary := block.summary:
        yield from summary.pending
        yield from summary.suspects
        if not listable:
            yield from _open(block)
    yield from block.marked


def _changeable(block: StoredBlock) -> Iterator[int]:
    """What may have changed at any time; the source may list some of it by status."""
    if summary := block.summary:
        yield from summary.pending
    yield from _open(block)


def _open(block: StoredBlock) -> Iterator[int]:
    for ids in block.summary.open.values() if block.summary else ():
        yield from ids
