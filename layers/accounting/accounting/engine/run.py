"""One iteration of a sync: page after page until the end, the deadline, or a request to cancel.

A Full sync walks from the first invoice to the last. A Sync is the same walk that skips the pages
on which everything is settled. Both end with a proof: see `_close`.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice

from accounting.domain.clock import Clock
from accounting.domain.errors import SourceMalformed, SourceShrank
from accounting.domain.syncs import Checkpoint, Progress, Proof
from accounting.engine import search
from accounting.engine.aim import (
    Aim,
    Contradicted,
    Request,
    ahead,
    check_order,
    corrected,
    next_aim,
    serves,
)
from accounting.engine.bookkeeping import Taken, booked
from accounting.engine.fetcher import Fetcher, threads
from accounting.engine.holdings import Holdings
from accounting.engine.intake import Intake, OutOfTime
from accounting.engine.merge import covered
from accounting.engine.ports import Page, Source, Store
from accounting.engine.reader import Reader, Reading

MOST_PASSES = 3
GROW_EVERY = 16
SHRUNK_SHARE, SHRUNK_LEAST = 0.8, 100


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a run: invoices a page, pages ahead, whether the source may shrink.

    `rows_at_once`: invoices of ours in memory for one part of a page; 10,000 take about 10 MB.
    """

    step: int
    parallel: int
    allow_shrink: bool
    today: date
    rows_at_once: int = 10_000


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
    ) -> None:
        self._source, self._store, self._order, self._clock = source, store, order, clock
        self._pool = pool(order.parallel)
        self.progress = progress
        self._saved: Progress | None = None
        # Of the last two answers: one alone may have told too large a total.
        self._totals = deque(filter(None, [progress.invoices_total]), maxlen=2)

    @property
    def _at(self) -> Checkpoint:
        return self.progress.checkpoint

    def work(self, deadline: float) -> Progress:
        """Works until the deadline (monotonic seconds), then takes in what was already asked for.

        Everything up to the last page is kept even when an error is raised: SourceError, LeaseLost.
        """
        self._holdings = Holdings(self._store, self._order.today, self._order.rows_at_once)
        with Fetcher(self._source, self._pool) as fetcher, suppress(OutOfTime):
            self._reader = Reader(fetcher, self._clock, deadline)
            self._intake = Intake(self._store, self._holdings, self._reader.in_time)
            self._prepare()
            while not self.progress.outcome and (self._reader.in_time() or fetcher.pending):
                self._next()
        if self.progress is not self._saved:
            self._save()
        return self.progress

    def _prepare(self) -> None:
        self._intake.repair()
        at = self._at
        walk_from = self._holdings.last_id if at.walk_from is None else at.walk_from
        size = min(at.size or self._order.step, self._order.step)
        self._move(search.within(replace(at, walk_from=walk_from, size=size), self._holdings))
        if self.progress.stored_before is None:
            self.progress = replace(self.progress, stored_before=self._holdings.total)
            self._save()

    def _next(self) -> None:
        """The next page, or in a search the next comparison, and what follows from it."""
        rank = search.probe(self._at, self._holdings) if self._at.low is not None else None
        if rank is not None:
            page = self._reader.probe(rank)
            self._move(search.narrowed(self._at, self._holdings, rank, page))
            return
        began = self._clock.monotonic()
        try:
            aim, reading = self._read(next_aim(self._at, self._holdings))
        except Contradicted as error:
            self._full_pass(error.detail)
        else:
            self._take(aim, reading, began)

    def _read(self, aim: Aim) -> tuple[Aim, Reading]:
        """Reads until a page serves the aim, which is corrected on the way."""
        while True:
            following = partial(self._ahead, aim)
            reading = self._reader.read(
                aim.start, self._size(), following, partial(self._check, aim)
            )
            if serves(aim, reading.page):
                return aim, reading
            total = reading.page.total
            aim = corrected(
                aim, reading.page, max(0, (self.progress.invoices_total or total) - total)
            )

    def _ahead(self, aim: Aim, size: int) -> Iterator[Request]:
        total = self.progress.invoices_total or 0
        following = ahead(aim, replace(self._at, size=size), self._holdings, total)
        return islice(following, self._order.parallel)

    def _check(self, aim: Aim, page: Page) -> None:
        """Nothing is deleted on the word of a source that suddenly lists far fewer invoices."""
        known = max(self._holdings.total, min(self._totals, default=0))
        shrunk = page.total < known * SHRUNK_SHARE and known - page.total >= SHRUNK_LEAST
        if shrunk and not self._order.allow_shrink:
            raise SourceShrank(
                f"The accounting system lists {page.total} invoices, we know of {known}.",
                "If they were deleted on purpose, start a sync with allow_shrink. If the address "
                "now leads to another installation, create a new system for that one.",
            )
        check_order(aim, page)
        self._totals.append(page.total)

    def _take(self, aim: Aim, reading: Reading, began: float) -> None:
        """Takes the page in and leaves a checkpoint behind it."""
        page = reading.page
        self._resize(reading.size)
        span = covered(page, aim.after, aim.skipped)
        done = self._intake.take(span.of(page.invoices), span, walking=not aim.skipped)
        self._move(self._beyond(aim, page))
        taken = Taken(page, done, self._clock.now(), self._clock.monotonic() - began)
        self.progress = booked(self.progress, taken, self._holdings)
        self._holdings.close_all_but(self._at.after, self._at.walk_from or 0)
        if page.is_last:
            self._close(page, reading.fresh)
        self._save()

    def _beyond(self, aim: Aim, page: Page) -> Checkpoint:
        """The place behind a page that was taken in."""
        at = replace(self._at, waits=0)
        if at.low is not None:
            return search.continued(at, page, self._holdings.total)
        after = max([at.after, *(row.id for row in page.invoices[-1:])])
        before = sum(row.id < aim.anchor for row in page.invoices)
        shift = self._holdings.rank(aim.anchor) - page.start - before if aim.skipped else at.shift
        return replace(at, after=after, offset=page.end, shift=shift)

    def _close(self, page: Page, fresh: bool) -> None:
        """At the end of the source's list.

        We hold all they do: every row up to here was read, rows are never inserted in the middle,
        and this answer holds the last ones. So equal counts are equal sets. It must have been asked
        for after all other pages had come in, or rows deleted in between could cancel out.
        """
        held = self._holdings.total
        if not fresh:
            self._move(replace(self._at, low=None))
        elif held == page.total and self._doubtful():
            self._move(replace(self._at, low=None, doubted=True))
        elif held == page.total:
            proof = Proof(page.total, held, self._holdings.last_id)
            self.progress = replace(self.progress, proof=proof, outcome="succeeded")
        elif held < page.total:
            self._full_pass(f"The accounting system counts {page.total} invoices, we hold {held}")
        elif search.worth_searching(self._at, page.total):
            self._move(search.begun(self._at, held))
        else:
            self._full_pass(f"{held - page.total} invoices were deleted in the accounting system")

    def _doubtful(self) -> bool:
        """Whether the end must be seen twice: on the word of one answer nothing stays deleted, and
        no first sync ends. Servers slip: a replica that lags, a backup just being restored."""
        unusual = bool(self.progress.counters.deleted) or not self.progress.stored_before
        return unusual and not self._at.doubted

    def _full_pass(self, reason: str) -> None:
        """Reads everything from the first invoice on."""
        passes = self._at.passes + 1
        if passes > MOST_PASSES:
            raise SourceMalformed(
                f"{reason}, also after reading all of its invoices {MOST_PASSES} times."
            )
        self._note(f"{reason}: reading all invoices.")
        self._move(Checkpoint(walk_from=0, size=self._at.size, passes=passes))
        self.progress = replace(self.progress, full_since=self._clock.now())

    def _size(self) -> int:
        """Invoices a page; now and then twice as many again, when it had to be made smaller."""
        grow = self.progress.steps_done % GROW_EVERY == GROW_EVERY - 1
        return min(self._at.size * (2 if grow else 1), self._order.step)

    def _resize(self, size: int) -> None:
        if size < self._at.size:
            self._note(f"The server gives no more: going on with {size} invoices a step.")
        if size != self._at.size:
            self._move(replace(self._at, size=size))

    def _move(self, at: Checkpoint) -> None:
        self.progress = replace(self.progress, checkpoint=at)

    def _note(self, message: str) -> None:
        self.progress = self.progress.noted(self._clock.now(), message)

    def _save(self) -> None:
        """Keeps the progress, and ends when somebody asked for it."""
        cancelled = self._store.checkpoint(self.progress)
        self._saved = self.progress
        if cancelled and not self.progress.outcome:
            self.progress = replace(self.progress, outcome="cancelled")
