"""The merge-join of a page of the source with what we hold."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from accounting.domain.counters import Counters
from accounting.domain.invoices import Invoice
from accounting.engine.ports import Page

NO_END = 1 << 62
_id = attrgetter("id")


@dataclass(frozen=True, slots=True)
class Span:
    """The ids in (after, up_to]: of these a page tells all there is at the source."""

    after: int
    up_to: int

    def __contains__(self, invoice_id: int) -> bool:
        return self.after < invoice_id <= self.up_to


@dataclass(frozen=True, slots=True)
class Changes:
    """What to write to hold the same as the page."""

    put: tuple[Invoice, ...]
    delete: tuple[int, ...]
    added: int
    unchanged: int

    @property
    def counters(self) -> Counters:
        return Counters().plus(
            added=self.added,
            updated=len(self.put) - self.added,
            deleted=len(self.delete),
            unchanged=self.unchanged,
        )


def covered(page: Page, after: int, *, skipped: bool) -> Span:
    """The ids of which `page` tells all there is, beyond `after`.

    When rows before the page were skipped, the page knows nothing of ids below its first row. The
    last page knows that nothing follows.
    """
    from_row = page.invoices[0].id - 1 if skipped and page.start > 0 and page.invoices else after
    last = page.invoices[-1].id if page.invoices else after
    return Span(max(after, from_row), NO_END if page.is_last else last)


def within(rows: Sequence[Invoice], span: Span) -> Sequence[Invoice]:
    """Those in the span; ids ascend."""
    first = bisect_right(rows, span.after, key=_id)
    return rows[first : bisect_right(rows, span.up_to, first, key=_id)]


def merge(rows: Sequence[Invoice], stored: Mapping[int, Invoice]) -> Changes:
    """Compare the source's rows of a span with what we hold of the same span."""
    put = tuple(row for row in rows if stored.get(row.id) != row)
    gone = stored.keys() - {row.id for row in rows}
    added = sum(row.id not in stored for row in put)
    return Changes(put, tuple(sorted(gone)), added, len(rows) - len(put))
