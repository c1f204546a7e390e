"""Lists the open invoices by their status and takes them as they are."""

from collections.abc import Iterable, Sequence
from itertools import batched

from accounting.domain.blocks import block_of
from accounting.domain.counters import Counters
from accounting.domain.invoices import OPEN, Invoice
from accounting.domain.positions import Listing, Skipping
from accounting.engine import guards
from accounting.engine.fetcher import Request
from accounting.engine.merge import NO_END, Span, within
from accounting.engine.ports import Page
from accounting.engine.session import PART_BLOCKS, Session
from accounting.engine.status_filter import StatusFilter


class StatusList:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._filter = StatusFilter(session)

    def read(self, at: Listing) -> None:
        """The next page of invoices with this status, taken as they are. What is beyond the tail is
        new and left to the scan. What we hold with this status and is not listed is suspect."""
        session = self._session
        began = session.clock.monotonic()
        request = Request(max(at.rank - 1, 0), 0, at.status)
        page = self._filter.page(at.status, lambda: self._page(request))
        if page is None:
            return
        if page.start > 0 and (not page.invoices or page.invoices[0].id > at.after):
            session.move(Listing(at.status, at.after, at.rank // 2))  # Rows before have gone.
            return
        last = page.invoices[-1].id if page.invoices else at.after
        span = Span(at.after, min(NO_END if page.is_last else last, session.progress.tail))
        rows = within(page.invoices, span)
        gone = set(session.index.ids_with(at.status, span)) - {row.id for row in rows}
        known = session.progress.invoices_total or session.index.total
        guards.check_unreadable(rows, session.index.unreadable_with(rows), known)
        done = self._put(rows)
        self._suspect(gone)
        session.step_done(f"{at.status}: ", done, began)
        if page.is_last:
            session.move(self._after_list(at.status))
        else:
            session.move(Listing(at.status, max(last, at.after), page.end))
        session.commit_if_due(0)

    def _page(self, request: Request) -> Page:
        session = self._session
        reading = session.reader.read(request, session.size, lambda _size: (), lambda _page: None)
        session.resize(reading.size)
        return reading.page

    def _put(self, rows: Sequence[Invoice]) -> Counters:
        session = self._session
        done = Counters()
        for ids in _parts(row.id for row in rows):
            session.make_room()
            new = session.index.put([row for row in rows if row.id in ids])
            session.count(new)
            done += new
        return done

    def _suspect(self, invoice_ids: set[int]) -> None:
        for ids in _parts(invoice_ids):
            self._session.make_room()
            self._session.index.suspect(ids)

    def _after_list(self, status: str) -> Listing | Skipping:
        following = OPEN[OPEN.index(status) + 1 :] if status in OPEN else ()
        return Listing(following[0]) if following else Skipping()


def _parts(invoice_ids: Iterable[int]) -> list[set[int]]:
    """The ids, so many blocks at a time that their changes fit into one commit."""
    by_block: dict[int, set[int]] = {}
    for invoice_id in invoice_ids:
        by_block.setdefault(block_of(invoice_id), set()).add(invoice_id)
    return [set().union(*part) for part in batched(by_block.values(), PART_BLOCKS, strict=False)]
