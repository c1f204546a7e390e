"""Reads invoices by their status: lists the open, counts the closed, finds those that differ."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import batched
from math import ceil, log2

from accounting.domain.blocks import block_of
from accounting.domain.counters import Counters
from accounting.domain.errors import SourceMalformed
from accounting.domain.invoices import CLOSED, OPEN, Invoice
from accounting.domain.positions import Counting, Listing, Scanning, SearchingStatus, Skipping
from accounting.engine import guards
from accounting.engine.fetcher import Request
from accounting.engine.merge import NO_END, Span
from accounting.engine.ports import Page
from accounting.engine.session import PART_BLOCKS, Session

MOST_ROUNDS = 3


class ByStatus:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self, at: Listing) -> None:
        """The next page of invoices with this status, taken as they are. What is beyond the tail is
        new and left to the scan. What we hold with this status and is not listed is suspect."""
        session = self._session
        began = session.clock.monotonic()
        request = Request(max(at.rank - 1, 0), 0, at.status)
        page = self._trusted(at.status, lambda: self._read(request))
        if page is None:
            return
        if page.start > 0 and (not page.invoices or page.invoices[0].id > at.after):
            session.move(Listing(at.status, at.after, at.rank // 2))  # Rows before have gone.
            return
        last = page.invoices[-1].id if page.invoices else at.after
        span = Span(at.after, min(NO_END if page.is_last else last, session.progress.tail))
        rows = [row for row in page.invoices if row.id in span]
        gone = self._held(at.status, span) - {row.id for row in rows}
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

    def _read(self, request: Request) -> Page:
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

    def _held(self, status: str, span: Span) -> set[int]:
        return set(self._session.index.ids_with(status, span))

    def _after_list(self, status: str) -> Listing | Skipping:
        following = OPEN[OPEN.index(status) + 1 :] if status in OPEN else ()
        return Listing(following[0]) if following else Skipping()

    def count(self, at: Counting) -> None:
        """How many of each closed status there are; when all are counted, whether we agree."""
        session = self._session
        left = [status for status in CLOSED if status not in dict(at.totals)]
        if left:
            page = self._trusted(left[0], lambda: session.reader.probe(0, left[0]))
            if page is not None:
                session.move(Counting((*at.totals, (left[0], page.total))))
            return
        self._compare(dict(at.totals))
        session.commit_if_due(0)

    def _compare(self, totals: dict[str, int]) -> None:
        session = self._session
        held = session.index.statuses()
        more = {status: total - held[status] for status, total in totals.items()}
        differing = sorted(
            (status for status in CLOSED if more[status]), key=lambda s: (more[s] < 0, abs(more[s]))
        )
        if not differing:
            session.succeed(totals)
        elif session.progress.rounds >= MOST_ROUNDS:
            session.note("The counts by status keep changing; the next Sync looks again.")
            session.succeed(None)
        else:
            status = differing[0]
            self._find(totals, status, min(held[status], totals[status]), abs(more[status]))

    def _find(self, totals: dict[str, int], status: str, common: int, differing: int) -> None:
        session = self._session
        pages = ceil(max(totals[status], 1) / session.size)
        if differing * (ceil(log2(max(common, 1))) + 2) <= pages + 20:
            session.move(SearchingStatus(tuple(totals.items()), status, 0, common))
        elif not totals[status] and self._unlisted(status):
            self._distrust(f"it lists no invoice that is {status}")
        else:
            self._another_round()
            session.move(Listing(status))

    def _unlisted(self, status: str) -> bool:
        """Whether the first that we hold with this status still has it."""
        ours = self._session.index.status_id_at(status, 0)
        if ours is None:
            return False
        page = self._session.reader.probe(self._session.index.rank(ours))
        return any(row.id == ours and row.status == status for row in page.invoices)

    def search(self, at: SearchingStatus) -> None:
        """By bisection for the first rank at which the ids of this status differ."""
        session = self._session
        rank = (at.low + at.high) // 2
        page = self._trusted(at.status, lambda: session.reader.probe(rank, at.status))
        if page is None:
            return
        ours = session.index.status_id_at(at.status, rank)
        theirs = page.invoices[0] if page.invoices else None
        if at.low < at.high:
            agrees = theirs is not None and theirs.id == ours
            low, high = (rank + 1, at.high) if agrees else (at.low, rank)
            session.move(replace(at, low=low, high=high))
        else:
            self._found(at, theirs, ours)
        session.searched()  # Only now: `_found` may run out of time, and then nothing was gained.

    def _found(self, at: SearchingStatus, theirs: Invoice | None, ours: int | None) -> None:
        """`theirs`, `ours`: the first that differ."""
        session = self._session
        if theirs and (ours is None or theirs.id < ours):
            if session.index.invoice(theirs.id):
                self._take(at, theirs)
            elif theirs.id > session.index.last_id:
                self._end_again()
            else:
                session.scan_all(f"The accounting system lists invoice {theirs.id}, which we lack")
        elif ours is not None:
            page = session.reader.probe(session.index.rank(ours))
            row = page.invoices[0] if page.invoices else None
            if page.total != session.index.total:
                self._end_again()
            elif row is None or row.id != ours:
                session.scan_all(f"The accounting system does not list invoice {ours}")
            elif row.status == at.status:
                self._distrust(f"{at.status} lacks invoice {ours}")
            else:
                self._take(at, row)
        else:
            self._another_round()
            session.move(Counting())

    def _take(self, at: SearchingStatus, row: Invoice) -> None:
        session = self._session
        done = session.index.put([row])
        session.count(done)
        session.note(f"Invoice {row.id} is {row.status} now.")
        if done.updated:
            session.move(Counting(at.totals))
        else:
            self._another_round()
            session.move(Counting())

    def _end_again(self) -> None:
        """Something came or went since the end was read."""
        session = self._session
        self._another_round()
        last = session.index.last_id
        session.move(Scanning(last, session.index.total, last))

    def _another_round(self) -> None:
        session = self._session
        session.progress = replace(session.progress, rounds=session.progress.rounds + 1)

    def _trusted(self, status: str, read: Callable[[], Page]) -> Page | None:
        """None where the filter gives what it was not asked for, or counts what it does not list:
        then it is done without."""
        try:
            page = read()
        except SourceMalformed as error:
            self._distrust(f"{status}: {error.detail}")
            return None
        other = next((row for row in page.invoices if row.status != status), None)
        if other is None:
            return page
        self._distrust(f"{status} lists invoice {other.id}, which is {other.status}")
        return None

    def _distrust(self, why: str) -> None:
        session = self._session
        session.note(
            f"The filter by status is not to be trusted ({why}): reading open invoices by position."
        )
        session.progress = replace(session.progress, filter_trusted=False)
        session.move(Skipping())


def _parts(invoice_ids: Iterable[int]) -> list[set[int]]:
    """The ids, so many blocks at a time that their changes fit into one commit."""
    by_block: dict[int, set[int]] = {}
    for invoice_id in invoice_ids:
        by_block.setdefault(block_of(invoice_id), set()).add(invoice_id)
    return [set().union(*part) for part in batched(by_block.values(), PART_BLOCKS, strict=False)]
