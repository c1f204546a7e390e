"""What we hold of a system, by rank, by id and by status, with the blocks at work opened.

The lease makes us the only writer: a block that was read and changed here is as it will be stored.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import accumulate

from accounting.domain.blocks import BLOCK_SIZE, block_of
from accounting.domain.counters import Counters
from accounting.domain.errors import LeaseLost
from accounting.domain.invoices import Invoice
from accounting.domain.summaries import summarize
from accounting.engine.merge import Span, merge
from accounting.engine.ports import BlockChange, Store


class StoredIndex:
    def __init__(self, store: Store, today: date) -> None:
        self._store = store
        self._today = today
        self._opened: dict[int, dict[int, Invoice]] = {}
        self._dirty: dict[int, bool] = {}
        self._current: set[int] = set()
        self._marked: dict[int, set[int]] = {}
        self._summaries = {summary.number: summary for summary in store.summaries()}
        self._index()

    def _index(self) -> None:
        self._numbers = sorted(self._summaries)
        counts = (self._summaries[number].count for number in self._numbers)
        self._ranks = [0, *accumulate(counts)]

    # What there is

    @property
    def total(self) -> int:
        return self._ranks[-1]

    @property
    def last_id(self) -> int:
        """0 when we hold nothing."""
        return self._summaries[self._numbers[-1]].last_id if self._numbers else 0

    @property
    def oldest(self) -> datetime | None:
        """Since when all of it is verified; None when some of it never was."""
        moments = [summary.verified for summary in self._summaries.values()]
        return None if None in moments else min(filter(None, moments), default=None)

    def statuses(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for summary in self._summaries.values():
            found.update(summary.statuses)
        return found

    def unreadable_with(self, rows: Sequence[Invoice]) -> int:
        """How many invoices would be unreadable if these were stored."""
        spoiled = {row.id for row in rows if row.unreadable}
        if not spoiled:
            return 0
        known = (summary.unreadable.keys() for summary in self._summaries.values())
        return len(spoiled.union(*known) - {row.id for row in rows if not row.unreadable})

    def rank(self, invoice_id: int) -> int:
        """How many invoices we hold with smaller ids."""
        number = block_of(invoice_id)
        index = bisect_left(self._numbers, number)
        if index == len(self._numbers) or self._numbers[index] != number:
            return self._ranks[index]
        summary = self._summaries[number]
        if invoice_id <= summary.first_id:
            return self._ranks[index]
        if invoice_id >= summary.last_id:
            return self._ranks[index + 1] - (invoice_id == summary.last_id)
        return self._ranks[index] + bisect_left(self._ids(number), invoice_id)

    def id_at(self, rank: int) -> int:
        """The id of the invoice with this rank (0 ≤ rank < total)."""
        index = bisect_right(self._ranks, rank) - 1
        summary, at = self._summaries[self._numbers[index]], rank - self._ranks[index]
        if at == 0:
            return summary.first_id
        return summary.last_id if at == summary.count - 1 else self._ids(summary.number)[at]

    def block_start(self, low: int, high: int) -> int:
        """The middle of these ranks, or a block's first before it: its id is known unread."""
        middle = (low + high - 1) // 2
        nearest = self._ranks[bisect_right(self._ranks, middle) - 1]
        return nearest if low < nearest else middle

    def status_id_at(self, status: str, rank: int) -> int | None:
        """The id of the invoice with this rank among those of a status; None beyond the last."""
        for number in self._numbers:
            count = self._summaries[number].statuses.get(status, 0)
            if rank < count:
                self._open([number])
                rows = self._opened[number].values()
                return sorted(row.id for row in rows if row.status == status)[rank]
            rank -= count
        return None

    def invoice(self, invoice_id: int) -> Invoice | None:
        number = block_of(invoice_id)
        if number not in self._summaries:
            return None
        self._open([number])
        return self._opened[number].get(invoice_id)

    def known(self, invoice_ids: Sequence[int]) -> int:
        """How many of these we hold."""
        self._open(sorted(set(map(block_of, invoice_ids))))
        return sum(key in self._opened[block_of(key)] for key in invoice_ids)

    def open_ids(self, status: str, span: Span) -> list[int]:
        """Ids in the span that we hold with this open status."""
        return [
            invoice_id
            for number in self._between(span)
            for invoice_id in self._summaries[number].open.get(status, ())
            if invoice_id in span
        ]

    def closed_ids(self, status: str, span: Span) -> list[int]:
        """The same of a closed status; opens the blocks that hold any."""
        held = [n for n in self._between(span) if self._summaries[n].statuses.get(status)]
        self._open(held)
        rows = (row for number in held for row in self._opened[number].values())
        return sorted(row.id for row in rows if row.status == status and row.id in span)

    def parts(self, span: Span, rows: Sequence[Invoice], most: int) -> list[Span]:
        """The span, cut between blocks so that no part touches more than `most` of them, with what
        we hold or with these rows."""
        touched = {block_of(row.id) for row in rows if row.id in span} | set(self._between(span))
        parts, after = [], span.after
        for number in sorted(touched)[most::most]:
            parts.append(Span(after, number * BLOCK_SIZE - 1))
            after = number * BLOCK_SIZE - 1
        return [*parts, Span(after, span.up_to)]

    # What must be read again

    def mark(self, first_rank: int, count: int) -> None:
        """A Sync is to read these as well."""
        ranks = range(max(first_rank, 0), min(first_rank + count, self.total))
        self._mark(map(self.id_at, ranks))

    def mark_newest(self, count: int) -> None:
        """The newest `count` that a Sync would not read anyway: they show another history first."""
        for number in reversed(self._numbers):
            summary = self._summaries[number]
            others = {*summary.pending, *(key for ids in summary.open.values() for key in ids)}
            if len(others) < summary.count:
                found = [key for key in self._ids(number) if key not in others][-count:]
                self._mark(found)
                count -= len(found)
            if count <= 0:
                return

    def _mark(self, invoice_ids: Iterable[int]) -> None:
        for invoice_id in invoice_ids:
            self._marked.setdefault(block_of(invoice_id), set()).add(invoice_id)

    def mark_oldest(self, days: int, now: datetime) -> None:
        """A day's share of the blocks, those verified longest ago, unless that is done today."""
        share = -(-len(self._numbers) // days) if days else 0
        ages = sorted(
            (summary.verified.timestamp() if summary.verified else 0.0, number)
            for number, summary in self._summaries.items()
        )
        done = sum(
            bool(summary.verified and summary.verified.date() == now.date())
            for summary in self._summaries.values()
        )
        for _, number in ages[: max(0, share - done)]:
            self._mark(self._ids(number))

    def next_to_read(self, after: int, *, listable: bool) -> int | None:
        """The first id beyond `after` that a Sync must read by its position. `listable`: open
        invoices were listed by their status and need not be."""
        for number in self._numbers[bisect_left(self._numbers, block_of(after)) :]:
            wanted = (found for found in self._to_read(number, listable) if found > after)
            if (first := min(wanted, default=None)) is not None:
                return first
        return None

    def _to_read(self, number: int, listable: bool) -> Iterable[int]:
        summary = self._summaries[number]
        yield from summary.pending
        yield from summary.suspects
        if not listable:
            for ids in summary.open.values():
                yield from ids
        yield from self._marked.get(number, ())

    def left_to_read(self, after: int, size: int, *, listable: bool) -> int:
        """About how many pages of `size` that takes: more where ids have gaps."""
        pages = up_to = 0
        for number in self._numbers[bisect_left(self._numbers, block_of(after)) :]:
            for found in sorted(set(self._to_read(number, listable))):
                if found > max(after, up_to):
                    pages, up_to = pages + 1, found + size - 1
        return pages

    # Changes

    def apply(self, span: Span, rows: Sequence[Invoice]) -> Counters:
        """`rows` are all that the source holds in the span, compared as whole rows."""
        done = Counters()
        by_block = _by_block(rows)
        numbers = sorted(by_block.keys() | set(self._between(span)))
        self._open([number for number in numbers if not self._vanishes(number, span, by_block)])
        for number in numbers:
            if self._vanishes(number, span, by_block):
                done += Counters(deleted=self._summaries.pop(number).count)
                self._opened[number], self._dirty[number] = {}, True
            else:
                opened = self._opened.setdefault(number, {})
                after, up_to = span.after, span.up_to
                stored = {key: row for key, row in opened.items() if after < key <= up_to}
                done += self._merge(number, by_block.get(number, []), stored)
            self._unmark(number, span)
        self._index()
        return done

    def _unmark(self, number: int, span: Span) -> None:
        if marked := self._marked.get(number):
            self._marked[number] = {key for key in marked if key not in span}

    def _vanishes(self, number: int, span: Span, rows: dict[int, list[Invoice]]) -> bool:
        summary = self._summaries.get(number)
        gone = summary and number not in rows and summary.first_id in span
        return bool(gone and summary and summary.last_id in span)

    def put(self, rows: Sequence[Invoice]) -> Counters:
        """Rows that the source listed by status, whatever else it holds."""
        done, by_block = Counters(), _by_block(rows)
        self._open(sorted(by_block))
        for number, found in by_block.items():
            opened = self._opened[number]
            stored = {row.id: opened[row.id] for row in found if row.id in opened}
            done += self._merge(number, found, stored)
        self._index()
        return done

    def _merge(
        self, number: int, rows: Sequence[Invoice], stored: Mapping[int, Invoice]
    ) -> Counters:
        """`stored`: what the block holds of the ids that the rows are all of."""
        opened, changes = self._opened[number], merge(rows, stored)
        for row in changes.put:
            opened[row.id] = row
        for invoice_id in changes.delete:
            del opened[invoice_id]
        old = self._summaries.get(number)
        before = old.suspects if old else ()
        suspects = tuple(found for found in before if found not in stored)
        rewrite = bool(changes.put or changes.delete)
        if rewrite or suspects != before or number not in self._current:
            self._replace(number, suspects, rewrite=rewrite)
        return changes.counters

    def suspect(self, invoice_ids: Iterable[int]) -> None:
        """The source no longer lists these with the status we hold."""
        by_block: dict[int, set[int]] = {}
        for invoice_id in invoice_ids:
            by_block.setdefault(block_of(invoice_id), set()).add(invoice_id)
        self._open(sorted(by_block))
        for number, ids in by_block.items():
            suspects = {*self._summaries[number].suspects, *ids}
            self._replace(number, suspects, rewrite=False)

    def verify(self, since: int, page: Span, moment: datetime) -> None:
        """Of the blocks on this page, those are verified as of `moment` that lie wholly in what was
        read in one go: everything beyond `since` up to the page's end."""
        read = Span(since, page.up_to)
        for number in self._between(page):
            summary = self._summaries[number]
            whole = summary.first_id in read and summary.last_id in read
            if whole and (summary.verified is None or summary.verified < moment):
                self._open([number])
                self._summaries[number] = replace(summary, verified=moment)
                self._dirty.setdefault(number, False)

    def _replace(self, number: int, suspects: Iterable[int], *, rewrite: bool) -> None:
        """`_current` holds the blocks whose summary says what is so today."""
        self._current.add(number)
        old = self._summaries.get(number)
        rows = self._opened[number].values()
        new = summarize(number, rows, self._today, suspects, old.verified if old else None)
        if new is None:
            self._summaries.pop(number, None)
        else:
            self._summaries[number] = new
        if rewrite or new != old:
            self._dirty[number] = self._dirty.get(number, False) or rewrite

    @property
    def dirty(self) -> int:
        return len(self._dirty)

    def changes(self) -> list[BlockChange]:
        return [
            BlockChange(
                number,
                self._summaries.get(number),
                tuple(row for _, row in sorted(self._opened[number].items())),
                rewrite,
            )
            for number, rewrite in sorted(self._dirty.items())
        ]

    def committed(self, keep: Iterable[int] = ()) -> None:
        """All changes are stored; what is opened is closed but for the blocks of these ids."""
        self._dirty.clear()
        kept = set(map(block_of, keep))
        self._opened = {number: rows for number, rows in self._opened.items() if number in kept}

    # Opening

    def _between(self, span: Span) -> list[int]:
        left = bisect_left(self._numbers, block_of(span.after + 1))
        right = bisect_right(self._numbers, block_of(span.up_to))
        return self._numbers[left:right]

    def _ids(self, number: int) -> list[int]:
        self._open([number])
        return sorted(self._opened[number])

    def _open(self, numbers: Sequence[int]) -> None:
        missing = [number for number in numbers if number not in self._opened]
        held = [number for number in missing if number in self._summaries]
        if held:
            found = self._store.blocks(held)
            for number in held:
                self._opened[number] = {row.id: row for row in found[number]}
                if len(found[number]) != self._summaries[number].count:
                    raise LeaseLost(f"Block {number} was changed by another run.")
        for number in missing:
            self._opened.setdefault(number, {})


def _by_block(rows: Sequence[Invoice]) -> dict[int, list[Invoice]]:
    found: dict[int, list[Invoice]] = {}
    for row in rows:
        found.setdefault(block_of(row.id), []).append(row)
    return found
