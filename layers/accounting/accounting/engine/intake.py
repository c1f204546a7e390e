"""Takes a page in: compares it with what we hold, and writes the differences part by part.

A page may tell of more invoices than it lists: all those deleted between two of its rows or behind
its last one. A part holds no more of them than fit into memory, and what is written of a part stays
written when there is no time for the next one.
"""

from collections.abc import Callable, Sequence

from accounting.domain.blocks import Block
from accounting.domain.counters import Counters
from accounting.domain.invoices import Invoice
from accounting.engine.holdings import Holdings
from accounting.engine.merge import Changes, Span, merge
from accounting.engine.ports import Store


class OutOfTime(Exception):
    """The rest of the page is left to the next iteration, which meets this part as unchanged."""


class Intake:
    """`in_time` says whether another part may be begun."""

    def __init__(self, store: Store, holdings: Holdings, in_time: Callable[[], bool]) -> None:
        self._store = store
        self._holdings = holdings
        self._in_time = in_time

    def repair(self) -> None:
        """Puts right the blocks that a write which was cut off may have left behind."""
        unfinished = self._store.unfinished_write()
        if unfinished:
            self._write_blocks(self._holdings.recompute(*unfinished))

    def take(self, rows: Sequence[Invoice], span: Span, *, walking: bool) -> Counters:
        """`rows`: all that the source holds in the span. `walking`: what follows is taken in next.

        What was done is returned, and durable. Raises OutOfTime, LeaseLost.
        """
        done = Counters()
        parts = self._holdings.parts(span)
        for number, part in enumerate(parts, 1):
            new = self._take_part(part.of(rows), part, walking=walking)
            done += new
            if number < len(parts):
                self._holdings.close_all_but()
                self._go_on_if_in_time(new)
        return done

    def _go_on_if_in_time(self, done: Counters) -> None:
        """Only a part that changed something is a reason to stop: it will not do so again."""
        if done.unchanged < done.seen + done.deleted and not self._in_time():
            raise OutOfTime

    def _take_part(self, rows: Sequence[Invoice], part: Span, *, walking: bool) -> Counters:
        changes = merge(rows, self._holdings.stored(part, whole_blocks=walking))
        highest = max([self._holdings.last_id, *(row.id for row in changes.put)])
        blocks = self._holdings.changed(changes, part, rows, passed=walking)
        if changes or blocks:
            self._store.begin_write(part.after, min(part.up_to, highest))
        self._write(changes, blocks)
        return changes.counters

    def _write(self, changes: Changes, blocks: dict[int, Block | None]) -> None:
        if changes:
            self._store.write_invoices(changes.put, changes.delete)
        self._write_blocks(blocks)

    def _write_blocks(self, blocks: dict[int, Block | None]) -> None:
        put = [block for block in blocks.values() if block]
        delete = [number for number, block in blocks.items() if block is None]
        if blocks:
            self._store.write_blocks(put, delete)
