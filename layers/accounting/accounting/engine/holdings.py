"""What we hold of a system, by rank and by id, with the blocks under the current page opened.

The lease makes us the only writer: a block that was read once and changed here is as it is stored.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate

from accounting.domain.blocks import BLOCK_SIZE, Block, block_of, compute_block
from accounting.domain.errors import LeaseLost
from accounting.domain.invoices import Invoice
from accounting.engine.merge import Changes, Span
from accounting.engine.ports import Store


class Holdings:
    """`rows_at_once`: how many invoices of ours may be opened for one part of a page."""

    def __init__(self, store: Store, today: date, rows_at_once: int) -> None:
        self._store = store
        self._today = today
        self._rows_at_once = rows_at_once
        self._open: dict[int, dict[int, Invoice]] = {}
        self._blocks = {block.number: block for block in store.blocks()}
        self._index()

    def _index(self) -> None:
        self._numbers = sorted(self._blocks)
        counts = (self._blocks[number].count for number in self._numbers)
        self._ranks = [0, *accumulate(counts)]

    @property
    def total(self) -> int:
        return self._ranks[-1]

    @property
    def last_id(self) -> int:
        """0 when we hold nothing."""
        return self._blocks[self._numbers[-1]].last_id if self._numbers else 0

    def rank(self, invoice_id: int) -> int:
        """How many invoices we hold with smaller ids."""
        index = bisect_left(self._numbers, block_of(invoice_id))
        if index == len(self._numbers) or self._numbers[index] != block_of(invoice_id):
            return self._ranks[index]
        return self._ranks[index] + self._position(self._blocks[self._numbers[index]], invoice_id)

    def _position(self, block: Block, invoice_id: int) -> int:
        """In the block; known unread of those that must be read again, and of the last."""
        if invoice_id == block.last_id:
            return block.count - 1
        at = bisect_left(block.unsettled, invoice_id, key=lambda entry: entry[0])
        if at < len(block.unsettled) and block.unsettled[at][0] == invoice_id:
            return block.unsettled[at][1]
        return bisect_left(self._ids(block.number), invoice_id)

    def id_at(self, rank: int) -> int:
        """The id of the invoice with this rank (0 ≤ rank < total). Raises LeaseLost."""
        index = bisect_right(self._ranks, rank) - 1
        block = self._blocks[self._numbers[index]]
        position = rank - self._ranks[index]
        if position == 0:
            return block.first_id
        ids = self._ids(block.number)
        if position >= len(ids):
            raise LeaseLost(
                f"Block {block.number} has fewer invoices than at the beginning of this run: "
                "another one has changed it."
            )
        return ids[position]

    def block_start(self, low: int, high: int) -> int:
        """The middle of these ranks, or a block's first before it: its id is known unread."""
        middle = (low + high - 1) // 2
        nearest = self._ranks[bisect_right(self._ranks, middle) - 1]
        return nearest if low < nearest else middle

    def unsettled_after(self, invoice_id: int) -> int | None:
        """The first id beyond `invoice_id` that a Sync must read again."""
        for number in self._numbers[bisect_left(self._numbers, block_of(invoice_id)) :]:
            unsettled = self._blocks[number].unsettled
            index = bisect_right(unsettled, invoice_id, key=lambda entry: entry[0])
            if index < len(unsettled):
                return unsettled[index][0]
        return None

    def unsettled_from(self, rank: int) -> int | None:
        """The first rank from `rank` on whose invoice a Sync must read again."""
        for index in range(max(0, bisect_right(self._ranks, rank) - 1), len(self._numbers)):
            unsettled = self._blocks[self._numbers[index]].unsettled
            base = self._ranks[index]
            at = bisect_left(unsettled, rank - base, key=lambda entry: entry[1])
            if at < len(unsettled):
                return base + unsettled[at][1]
        return None

    def parts(self, span: Span) -> list[Span]:
        """The span, cut between blocks so that no part holds many more rows of ours than fit."""
        parts, after, rows = [], span.after, 0
        for number in sorted(self._numbers_in(span)):
            border = number * BLOCK_SIZE - 1
            if rows >= self._rows_at_once and border > after:
                parts.append(Span(after, border))
                after, rows = border, 0
            rows += self._blocks[number].count
        return [*parts, Span(after, span.up_to)]

    def stored(self, span: Span, *, whole_blocks: bool) -> dict[int, Invoice]:
        """What we hold in the span. Who goes on right behind it reads whole blocks at once."""
        if not whole_blocks:
            return {row.id: row for row in self._store.invoices(span.after + 1, span.up_to)}
        self._read_between(block_of(span.after + 1), block_of(span.up_to))
        rows = (row for opened in self._open.values() for row in opened.values())
        return {row.id: row for row in rows if span.after < row.id <= span.up_to}

    def changed(
        self, changes: Changes, span: Span, rows: Sequence[Invoice], *, passed: bool
    ) -> dict[int, Block | None]:
        """Takes in the changes; says which blocks are different now (None: holds nothing now).

        `passed`: the span was read as whole blocks. Those that end in it are computed anew even
        without a change, so that a walk also mends a block that was wrong.
        """
        put, delete = changes.put, changes.delete
        touched = {block_of(row.id) for row in put} | set(map(block_of, delete))
        touched |= self._with_settled(span, rows)
        if passed:
            touched |= {number for number in self._known() if _ends_in(number, span)}
        self._read(touched)
        for row in put:
            self._open[block_of(row.id)][row.id] = row
        for invoice_id in delete:
            self._open[block_of(invoice_id)].pop(invoice_id, None)
        return self._recomputed(touched)

    def recompute(self, after: int, up_to: int) -> dict[int, Block | None]:
        """Reads the range from the store; says which of its blocks are not what they should be."""
        first, last = block_of(after + 1), block_of(up_to)
        self._read_between(first, last)
        return self._recomputed({number for number in self._known() if first <= number <= last})

    def close_all_but(self, *invoice_ids: int) -> None:
        """Forgets the opened blocks except those that hold these ids."""
        keep = set(map(block_of, invoice_ids))
        self._open = {number: rows for number, rows in self._open.items() if number in keep}

    def _recomputed(self, numbers: Iterable[int]) -> dict[int, Block | None]:
        fresh = {
            number: compute_block(number, self._open[number].values(), self._today)
            for number in sorted(numbers)
        }
        different = {n: block for n, block in fresh.items() if block != self._blocks.get(n)}
        for number, block in different.items():
            if block is None:
                del self._blocks[number]
            else:
                self._blocks[number] = block
        self._index()
        return different

    def _with_settled(self, span: Span, rows: Sequence[Invoice]) -> set[int]:
        """Blocks whose unsettled invoices, as these rows show, have settled as time passed."""
        settled = {row.id for row in rows if row.settled(self._today)}
        return {
            number
            for number in self._numbers_in(span)
            if any(invoice_id in settled for invoice_id, _ in self._blocks[number].unsettled)
        }

    def _numbers_in(self, span: Span) -> set[int]:
        return self._numbers_between(block_of(span.after + 1), block_of(span.up_to))

    def _numbers_between(self, first: int, last: int) -> set[int]:
        left, right = bisect_left(self._numbers, first), bisect_right(self._numbers, last)
        return set(self._numbers[left:right])

    def _ids(self, number: int) -> list[int]:
        self._read({number})
        return sorted(self._open[number])

    def _known(self) -> set[int]:
        return self._open.keys() | self._blocks.keys()

    def _read(self, numbers: set[int]) -> None:
        missing = sorted(numbers - self._open.keys())
        if missing:
            self._fill(missing[0], missing[-1], set(missing))

    def _read_between(self, first: int, last: int) -> None:
        """Opens all blocks from `first` to `last`, also those we know nothing of."""
        while first in self._open and first <= last:
            first += 1
        if first <= last:
            self._fill(first, last, None)

    def _fill(self, first: int, last: int, only: set[int] | None) -> None:
        """Opens these blocks (all between `first` and `last`, or `only` some) by one read."""
        opened = set(self._open)
        wanted = self._numbers_between(first, last) if only is None else only
        self._open.update({number: {} for number in wanted - opened})
        for invoice in self._store.invoices(first * BLOCK_SIZE, (last + 1) * BLOCK_SIZE - 1):
            number = block_of(invoice.id)
            if number not in opened and (only is None or number in only):
                self._open.setdefault(number, {})[invoice.id] = invoice


def _ends_in(number: int, span: Span) -> bool:
    return span.after < (number + 1) * BLOCK_SIZE - 1 <= span.up_to
