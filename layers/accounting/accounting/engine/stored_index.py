"""What we hold of a system, by rank, by id and by status.

The lease makes us the only writer: a block that was read and changed here is as it will be stored.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from datetime import date, datetime
from itertools import accumulate, groupby

from accounting.domain.blocks import BLOCK_SIZE, block_of
from accounting.domain.counters import Counters
from accounting.domain.invoices import Invoice
from accounting.domain.summaries import Summary
from accounting.engine.merge import Span, within
from accounting.engine.ports import BlockChange, Store
from accounting.engine.stored_block import StoredBlock


class StoredIndex:
    def __init__(self, store: Store, today: date) -> None:
        self._store, self._today = store, today
        stored = store.summaries()
        self._blocks = {each.number: StoredBlock(each.number, today, each) for each in stored}
        self._opened: dict[int, StoredBlock] = {}
        self._index()

    def _index(self) -> None:
        self._numbers = sorted(number for number, block in self._blocks.items() if block.count)
        counts = (self._blocks[number].count for number in self._numbers)
        self._ranks = [0, *accumulate(counts)]

    # What there is

    @property
    def total(self) -> int:
        return self._ranks[-1]

    @property
    def last_id(self) -> int:
        """0 when we hold nothing."""
        return self._blocks[self._numbers[-1]].last_id if self._numbers else 0

    @property
    def oldest(self) -> datetime | None:
        """Since when all of it is verified; None when some of it never was."""
        moments = [block.verified for block in self.blocks()]
        return None if None in moments else min(filter(None, moments), default=None)

    def blocks(self, after: int = 0) -> list[StoredBlock]:
        """Those with something in it, ascending, from the block of this id on."""
        first = bisect_left(self._numbers, block_of(after))
        return [self._blocks[number] for number in self._numbers[first:]]

    def block(self, invoice_id: int) -> StoredBlock:
        return self._blocks[block_of(invoice_id)]

    def ids(self, block: StoredBlock) -> list[int]:
        self._open([block.number])
        return sorted(block.rows)

    def _summaries(self) -> list[Summary]:
        return [block.summary for block in self.blocks() if block.summary]

    def statuses(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for summary in self._summaries():
            found.update(summary.statuses)
        return found

    def unreadable_with(self, rows: Sequence[Invoice]) -> int:
        """How many invoices would be unreadable if these were stored."""
        spoiled = {row.id for row in rows if row.unreadable}
        if not spoiled:
            return 0
        known = (summary.unreadable.keys() for summary in self._summaries())
        return len(spoiled.union(*known) - {row.id for row in rows if not row.unreadable})

    def rank(self, invoice_id: int) -> int:
        """How many invoices we hold with smaller ids."""
        number = block_of(invoice_id)
        index = bisect_left(self._numbers, number)
        if index == len(self._numbers) or self._numbers[index] != number:
            return self._ranks[index]
        block = self._blocks[number]
        if invoice_id <= block.first_id:
            return self._ranks[index]
        if invoice_id >= block.last_id:
            return self._ranks[index + 1] - (invoice_id == block.last_id)
        return self._ranks[index] + bisect_left(self.ids(block), invoice_id)

    def id_at(self, rank: int) -> int:
        """The id of the invoice with this rank (0 ≤ rank < total)."""
        index = bisect_right(self._ranks, rank) - 1
        block, at = self._blocks[self._numbers[index]], rank - self._ranks[index]
        if at == 0:
            return block.first_id
        return block.last_id if at == block.count - 1 else self.ids(block)[at]

    def block_start(self, low: int, high: int) -> int:
        """The middle of these ranks, or a block's first before it: its id is known unread."""
        middle = (low + high - 1) // 2
        nearest = self._ranks[bisect_right(self._ranks, middle) - 1]
        return nearest if low < nearest else middle

    def status_id_at(self, status: str, rank: int) -> int | None:
        """The id of the invoice with this rank among those of a status; None beyond the last."""
        for block in self.blocks():
            if rank < block.having(status):
                self._open([block.number])  # Now its summary is right, whatever broke it.
            if rank < (count := block.having(status)):
                return self._ids_with(status, [block])[rank]
            rank -= count
        return None

    def invoice(self, invoice_id: int) -> Invoice | None:
        number = block_of(invoice_id)
        if number not in self._blocks:
            return None
        self._open([number])
        return self._blocks[number].rows.get(invoice_id)

    def known(self, invoice_ids: Sequence[int]) -> int:
        """How many of these we hold."""
        self._open(sorted(set(map(block_of, invoice_ids))))
        return sum(key in self.block(key).rows for key in invoice_ids)

    def ids_with(self, status: str, span: Span) -> list[int]:
        """Ids in the span that we hold with this status; opens the blocks with a closed one."""
        held = self._between(span)
        found = [key for block in held for key in block.listed(status)]
        if not found:
            found = self._ids_with(status, [block for block in held if block.having(status)])
        return [key for key in found if key in span]

    def _ids_with(self, status: str, blocks: Sequence[StoredBlock]) -> list[int]:
        self._open([block.number for block in blocks])
        rows = (row for block in blocks for row in block.rows.values())
        return sorted(row.id for row in rows if row.status == status)

    def parts(self, span: Span, rows: Sequence[Invoice], most: int) -> list[Span]:
        """The span, cut between blocks so that no part touches more than `most` of them, with what
        we hold or with these rows."""
        held = {block.number for block in self._between(span)}
        touched = held | {block_of(row.id) for row in within(rows, span)}
        parts, after = [], span.after
        for number in sorted(touched)[most::most]:
            parts.append(Span(after, number * BLOCK_SIZE - 1))
            after = number * BLOCK_SIZE - 1
        return [*parts, Span(after, span.up_to)]

    # Changes

    def apply(self, span: Span, rows: Sequence[Invoice]) -> Counters:
        """`rows` are all that the source holds in the span, compared as whole rows."""
        by_block = _by_block(rows)
        held = {block.number: block for block in self._between(span)}
        gone = {n: block for n, block in held.items() if n not in by_block and block.within(span)}
        self._opened |= gone
        numbers = sorted(by_block.keys() | held.keys() - gone.keys())
        self._open(numbers)
        done = sum((block.clear() for block in gone.values()), Counters())
        for number in numbers:
            done += self._blocks[number].compare(span, by_block.get(number, []))
        self._index()
        return done

    def put(self, rows: Sequence[Invoice]) -> Counters:
        """Rows that the source listed by status, whatever else it holds."""
        done, by_block = Counters(), _by_block(rows)
        self._open(list(by_block))
        for number, found in by_block.items():
            done += self._blocks[number].put(found)
        self._index()
        return done

    def suspect(self, invoice_ids: Iterable[int]) -> None:
        """The source no longer lists these with the status we hold."""
        wanted = sorted(invoice_ids)
        self._open(sorted(set(map(block_of, wanted))))
        for number, ids in groupby(wanted, block_of):
            self._blocks[number].suspect(ids)

    def verify(self, since: int, page: Span, moment: datetime) -> None:
        """Of the blocks on this page, those are verified as of `moment` that lie wholly in what was
        read in one go: everything beyond `since` up to the page's end."""
        read = Span(since, page.up_to)
        for block in self._between(page):
            if block.within(read):
                self._open([block.number])
                block.verify(moment)

    @property
    def dirty(self) -> int:
        """How many blocks are not as they are stored."""
        return sum(block.dirty for block in self._opened.values())

    @property
    def opened(self) -> int:
        """How many blocks are held with their invoices."""
        return len(self._opened)

    def close_unchanged(self) -> None:
        """What is needed again is read again."""
        self._close_all_but({number for number, block in self._opened.items() if block.dirty})

    def changes(self) -> list[BlockChange]:
        return [block.change() for _, block in sorted(self._opened.items()) if block.dirty]

    def committed(self, keep: int) -> None:
        """All changes are stored; what is opened is closed but for the block of this id."""
        for block in self._opened.values():
            block.stored()
        self._close_all_but({block_of(keep)})

    # Opening and closing

    def _between(self, span: Span) -> list[StoredBlock]:
        left = bisect_left(self._numbers, block_of(span.after + 1))
        right = bisect_right(self._numbers, block_of(span.up_to))
        return [self._blocks[number] for number in self._numbers[left:right]]

    def _open(self, numbers: Sequence[int]) -> None:
        missing = [number for number in numbers if number not in self._opened]
        for number in missing:
            self._blocks.setdefault(number, StoredBlock(number, self._today))
        stored = [block for block in map(self._blocks.__getitem__, missing) if block.count]
        found = self._store.blocks([block.number for block in stored]) if stored else {}
        for block in stored:
            block.open(found[block.number])
        self._opened.update((number, self._blocks[number]) for number in missing)

    def _close_all_but(self, kept: Set[int]) -> None:
        for number in self._opened.keys() - kept:
            self._opened.pop(number).rows = {}


def _by_block(rows: Sequence[Invoice]) -> dict[int, list[Invoice]]:
    found: dict[int, list[Invoice]] = {}
    for row in rows:
        found.setdefault(block_of(row.id), []).append(row)
    return found
