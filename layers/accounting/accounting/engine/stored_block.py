"""One block as a sync works with it: its invoices once it is opened, its summary when asked for.

A scan changes the same block page after page. Its summary is made anew where somebody looks at it,
at the latest when it is stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from accounting.domain.counters import Counters
from accounting.domain.errors import LeaseLost
from accounting.domain.invoices import Invoice
from accounting.domain.summaries import Summary, summarize
from accounting.engine.merge import Span, merge
from accounting.engine.ports import BlockChange


class StoredBlock:
    """`first_id`, `last_id`: 0 when it holds nothing. `rows`: by id, once it is opened.

    `marked`: ids that a Sync is to read again by their position, whatever the summary says.
    `dirty`: it is not as it is stored.
    """

    def __init__(self, number: int, today: date, summary: Summary | None = None) -> None:
        self.number = number
        self.rows: dict[int, Invoice] = {}
        self.count, self.first_id, self.last_id = 0, 0, 0
        if summary:
            self.count, self.first_id = summary.count, summary.first_id
            self.last_id = summary.last_id
        self.verified = summary.verified if summary else None
        self.marked: set[int] = set()
        self.dirty = False
        self._suspects = set(summary.suspects if summary else ())
        self._today = today
        self._summary = summary
        self._stale = False
        self._rewrite = False

    @property
    def summary(self) -> Summary | None:
        """None when the block holds nothing."""
        if self._stale:
            rows, suspects = self.rows.values(), self._suspects
            self._summary = summarize(self.number, rows, self._today, suspects, self.verified)
            self._stale = False
        return self._summary

    def having(self, status: str) -> int:
        """How many invoices have this status."""
        return self.summary.statuses.get(status, 0) if self.summary else 0

    def listed(self, status: str) -> Sequence[int]:
        """The ids that have this status, if it is an open one."""
        return self.summary.open.get(status, ()) if self.summary else ()

    def within(self, span: Span) -> bool:
        """Whether all it holds is in the span."""
        return span.after < self.first_id and self.last_id <= span.up_to

    def open(self, rows: Sequence[Invoice]) -> None:
        """What may still be refunded changes with the day, and something else may have broken the
        summary, so it is looked over. Raises LeaseLost."""
        self.rows = {row.id: row for row in rows}
        if len(self.rows) != self.count:
            raise LeaseLost(f"Block {self.number} was changed by another run.")
        before, self._stale = self._summary, True
        self.dirty = self.summary != before

    def clear(self) -> Counters:
        """Nothing of it is left at the source; it need not be open for that."""
        done = Counters(deleted=self.count)
        self.rows, self.marked, self._suspects = {}, set(), set()
        self._changed()
        return done

    def compare(self, span: Span, rows: Sequence[Invoice]) -> Counters:
        """`rows` are all that the source holds in the span, compared as whole rows."""
        after, up_to = span.after, span.up_to
        stored = {key: row for key, row in self.rows.items() if after < key <= up_to}
        self.marked = {key for key in self.marked if key not in span}
        return self._merge(rows, stored)

    def put(self, rows: Sequence[Invoice]) -> Counters:
        """Rows that the source holds, whatever else it holds."""
        return self._merge(rows, {row.id: self.rows[row.id] for row in rows if row.id in self.rows})

    def _merge(self, rows: Sequence[Invoice], stored: dict[int, Invoice]) -> Counters:
        """`stored`: what we hold of the ids that the rows are all of."""
        changes = merge(rows, stored)
        self.rows.update((row.id, row) for row in changes.put)
        for invoice_id in changes.delete:
            del self.rows[invoice_id]
        if changes.put or changes.delete:
            self._changed()
        if not self._suspects.isdisjoint(stored):
            self._suspects -= stored.keys()
            self._stale = self.dirty = True
        return changes.counters

    def _changed(self) -> None:
        self.count = len(self.rows)
        self.verified = self.verified if self.rows else None
        self.first_id, self.last_id = min(self.rows, default=0), max(self.rows, default=0)
        self._stale = self.dirty = self._rewrite = True

    def suspect(self, invoice_ids: Iterable[int]) -> None:
        """The source no longer lists these with the status we hold."""
        self._suspects.update(invoice_ids)
        self._stale = self.dirty = True

    def verify(self, moment: datetime) -> None:
        """All of it has been compared as whole rows as of this moment."""
        if self.verified is None or self.verified < moment:
            self.verified, self.dirty = moment, True
            if self._summary:
                self._summary = replace(self._summary, verified=moment)

    def change(self) -> BlockChange:
        rows = tuple(row for _, row in sorted(self.rows.items()))
        return BlockChange(self.number, self.summary, rows, self._rewrite)

    def stored(self) -> None:
        """It is stored as it is now."""
        self.dirty = self._rewrite = False
