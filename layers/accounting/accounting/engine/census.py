"""Compares how many invoices of each closed status there are, and finds those that differ."""

from dataclasses import replace
from math import ceil, log2

from accounting.domain.invoices import CLOSED, Invoice
from accounting.domain.positions import Counting, Listing, Scanning, SearchingStatus
from accounting.engine.session import Session
from accounting.engine.status_filter import StatusFilter

MOST_ROUNDS = 3


class Census:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._filter = StatusFilter(session)

    def count(self, at: Counting) -> None:
        """How many of each closed status there are; when all are counted, whether we agree."""
        session = self._session
        left = [status for status in CLOSED if status not in dict(at.totals)]
        if left:
            page = self._filter.page(left[0], lambda: session.reader.probe(0, left[0]))
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
            self._filter.distrust(f"it lists no invoice that is {status}")
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
        page = self._filter.page(at.status, lambda: session.reader.probe(rank, at.status))
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
                self._filter.distrust(f"{at.status} lacks invoice {ours}")
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
