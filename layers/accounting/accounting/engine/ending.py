"""At the end of the source's list of all invoices: the proof, or a search for what differs."""

from dataclasses import replace
from math import ceil, log2

from accounting.domain.positions import Counting, SearchingRank
from accounting.engine.ports import Page
from accounting.engine.session import Session


class Ending:
    def __init__(self, session: Session) -> None:
        self._session = session

    def reached(self, page: Page, *, fresh: bool) -> None:
        """`page` is the last one, and compared. `fresh`: see Fetcher.get.

        We hold all they do: every row up to here was read, and this answer holds the last ones. So
        equal counts are equal sets. It must have been asked for after all other pages had come in,
        or rows deleted in between could cancel out.
        """
        session = self._session
        held, progress = session.index.total, session.progress
        if not fresh:
            return
        if held == page.total and self._doubtful():
            session.progress = replace(progress, end_confirmed=True)
        elif held == page.total and session.skips and progress.filter_trusted:
            session.move(Counting())
        elif held == page.total:
            session.succeed(None)
        elif self.worth_searching(page.total):
            session.move(SearchingRank(0, held))
        else:
            session.scan_all(f"The accounting system counts {page.total} invoices, we hold {held}")

    def _doubtful(self) -> bool:
        """Whether the end must be seen twice: on the word of one answer nothing stays deleted, and
        no first sync ends. Servers slip: a replica that lags, a backup just being restored."""
        progress = self._session.progress
        unusual = bool(progress.counters.deleted) or not progress.stored_before
        return unusual and not progress.end_confirmed

    def worth_searching(self, rows: int) -> bool:
        """Whether one more search, its page and the end still cost less than reading so many rows,
        all searches so far included: so however many differ, it costs twice the best at most."""
        pages = ceil(rows / max(self._session.size, 1))
        return self._session.progress.searched + ceil(log2(max(pages, 1))) + 2 <= pages
