"""One iteration of a sync: page after page until the end, the deadline, or a request to cancel.

A Full sync scans from the first invoice to the last. A Sync lists what is open by its status, reads
what may have changed besides by its position, scans what is new, and compares the counts of what is
closed. Both end with a proof.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from random import Random

from accounting.domain.clock import Clock
from accounting.domain.errors import PageTooLarge, SourceError, SourceUnavailable
from accounting.domain.invoices import OPEN
from accounting.domain.positions import (
    Counting,
    Listing,
    Scanning,
    SearchingRank,
    SearchingStatus,
    Skipping,
)
from accounting.domain.syncs import Progress
from accounting.engine.by_position import ByPosition
from accounting.engine.census import Census
from accounting.engine.fetcher import Fetcher, OutOfTime, threads
from accounting.engine.ports import Source, Store
from accounting.engine.reader import Reader
from accounting.engine.session import Order, Session
from accounting.engine.status_list import StatusList


class Run:
    """`progress` is how far it has come; without an outcome there is more to do."""

    def __init__(
        self,
        source: Source,
        store: Store,
        order: Order,
        progress: Progress,
        clock: Clock,
        pool: Callable[[int], Executor] = threads,
        chance: Random | None = None,
    ) -> None:
        self._source, self._store, self._order, self._clock = source, store, order, clock
        self._pool = pool(order.parallel)
        self._chance = chance or Random()
        self.progress = progress

    def work(self, deadline: float) -> Progress:
        """Works until the deadline (monotonic seconds), then takes in what was already asked for.

        Everything up to the last page is kept even when a SourceError is raised. Raises LeaseLost.
        """

        def in_time() -> bool:
            return self._clock.monotonic() < deadline

        with Fetcher(self._source, self._pool, in_time) as fetcher:
            reader = Reader(fetcher, self._clock, deadline)
            session = Session(
                self._order, self._store, reader, self.progress, self._clock, self._chance
            )
            try:
                self._begin(session)
                self._go_on(session)
            except SourceError as error:
                if isinstance(error, PageTooLarge) and reader.fits:
                    session.resize(reader.fits)
                session.commit()
                raise
            finally:
                self.progress = session.progress
            session.commit()
            self.progress = session.progress
        return self.progress

    def _go_on(self, session: Session) -> None:
        """Raises a SourceError when the time sufficed for nothing: else a server that is too
        slow would be asked for ever."""
        begun = session.progress
        try:
            while not session.progress.outcome:
                self._next(session)
        except OutOfTime as error:
            if session.progress == begun:
                raise error.__cause__ or SourceUnavailable(
                    "The server answers so slowly that the time did not suffice for one page.",
                    "Look into what slows the server down; a smaller step asks less of it.",
                ) from None

    def _begin(self, session: Session) -> None:
        progress, index = session.progress, session.index
        size = min(progress.size or self._order.step, self._order.step)
        session.progress = replace(progress, size=size)
        if progress.position is None:
            full = self._order.mode == "full" or bool(progress.full_since) or not index.total
            since = progress.full_since or (self._order.started_at if full else None)
            session.progress = replace(
                session.progress,
                position=Scanning() if full else Listing(OPEN[0]),
                full_since=since,
            )
        if progress.stored_before is None:
            session.progress = replace(
                session.progress, stored_before=index.total, tail=index.last_id
            )
        if session.skips and isinstance(session.position, Listing | Skipping):
            session.to_read.mark_newest(size)
            random = session.chance.randrange(index.total) if index.total else 0
            session.to_read.mark(random, size)
            session.to_read.mark_oldest(self._order.full_sync_days, self._clock.now())

    def _next(self, session: Session) -> None:
        by_position, census = ByPosition(session), Census(session)
        match session.position:
            case Listing() as at:
                StatusList(session).read(at)
            case Skipping() as at:
                by_position.skip(at)
            case Scanning() as at:
                by_position.scan(at)
            case SearchingRank() as at:
                by_position.search(at)
            case Counting() as at:
                census.count(at)
            case SearchingStatus() as at:
                census.search(at)
