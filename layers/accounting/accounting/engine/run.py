"""One iteration of a sync: page after page until the end, the deadline, or a request to cancel.

A Full sync walks from the first invoice to the last. A Sync is the same walk that skips the pages
on which everything is settled. Both end with a proof: see `_close`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from math import ceil

from accounting.blocks import Block
from accounting.clock import Clock
from accounting.engine import search
from accounting.engine.aim import Aim, Request, ahead, contradicts, corrected, next_aim, serves
from accounting.engine.fetcher import Fetcher
from accounting.engine.holdings import Holdings
from accounting.engine.merge import Changes, Span, covered, merge
from accounting.engine.ports import Page, Source, Store
from accounting.engine.reader import Reader, Reading
from accounting.errors import SourceGarbled, SourceShrank
from accounting.invoices import Invoice
from accounting.syncs import Checkpoint, Progress, Proof

MOST_PASSES = 3
GROW_EVERY = 16
SHRUNK_SHARE, SHRUNK_LEAST = 0.8, 100


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a run: invoices a page, pages ahead, whether the source may shrink."""

    step: int
    parallel: int
    allow_shrink: bool
    today: date


class Run:
    """`progress` is how far it has come; without an outcome there is more to do."""

    def __init__(
        self, source: Source, store: Store, order: Order, progress: Progress, clock: Clock
    ) -> None:
        self._source, self._store, self._order, self._clock = source, store, order, clock
        self.progress = progress
        self._saved: Progress | None = None

    @property
    def _at(self) -> Checkpoint:
        return self.progress.checkpoint

    def work(self, deadline: float) -> Progress:
        """Works until the deadline (monotonic seconds), then takes in what was already asked for.

        Everything up to the last page is kept even when an error is raised: SourceError, LeaseLost.
        """
        self._holdings = Holdings(self._store, self._order.today)
        self._prepare()
        with Fetcher(self._source, self._order.parallel) as fetcher:
            self._reader = Reader(fetcher, self._clock, deadline)
            while not self.progress.outcome and (
                self._clock.monotonic() < deadline or fetcher.pending
            ):
                self._next()
        if self.progress is not self._saved:
            self._save()
        return self.progress

    def _prepare(self) -> None:
        """Repairs what a write that was cut off left behind, and looks at what we hold."""
        unfinished = self._store.unfinished_write()
        if unfinished:
            self._write_blocks(self._holdings.recompute(*unfinished))
        at = self._at
        walk_from = self._holdings.last_id if at.walk_from is None else at.walk_from
        size = min(at.size or self._order.step, self._order.step)
        self._move(replace(at, walk_from=walk_from, size=size))
        if self.progress.stored_before is None:
            self.progress = replace(self.progress, stored_before=self._holdings.total)
            self._save()

    def _next(self) -> None:
        """One request to the source, and what follows from it."""
        rank = search.probe(self._at, self._holdings) if self._at.low is not None else None
        if rank is None:
            self._read(next_aim(self._at, self._holdings))
        else:
            self._move(search.narrowed(self._at, self._holdings, rank, self._reader.probe(rank)))

    def _read(self, aim: Aim) -> None:
        """Reads until a page serves the aim, and takes that one in."""
        began = self._clock.monotonic()
        reading = self._reader.read(aim.start, self._size(), partial(self._ahead, aim))
        page = reading.page
        self._guard(page)
        if contradicts(aim, page):
            self._contradicted(aim, reading)
        elif not serves(aim, page):
            total = self.progress.invoices_total or page.total
            self._read(corrected(aim, page, max(0, total - page.total)))
        else:
            self._resize(reading.size)
            self._take(aim, page, began)
            if page.is_last and not self.progress.outcome:
                self._close(page, reading.fresh)

    def _ahead(self, aim: Aim, size: int) -> Iterator[Request]:
        total = self.progress.invoices_total or 0
        following = ahead(aim, replace(self._at, size=size), self._holdings, total)
        return islice(following, self._order.parallel)

    def _guard(self, page: Page) -> None:
        """Nothing is deleted on the word of a source that suddenly lists far fewer invoices."""
        held = self._holdings.total
        shrunk = page.total < held * SHRUNK_SHARE and held - page.total >= SHRUNK_LEAST
        if shrunk and not self._order.allow_shrink:
            raise SourceShrank(
                f"The accounting system lists {page.total} invoices, we hold {held}.",
                "If they were deleted on purpose, start a sync with allow_shrink. If the address "
                "now leads to another installation, create a new system for that one.",
            )

    def _contradicted(self, aim: Aim, reading: Reading) -> None:
        """A page that cannot follow what we know.

        Asked for ahead it may just be older news, so it is read again. A Sync goes over to a full
        pass, because we lack invoices; a full pass cannot go on.
        """
        first = reading.page.invoices[0].id
        if not reading.fresh:
            self._read(aim)
        elif aim.skipped:
            self._full_pass("The accounting system lists invoices that we lack")
        else:
            raise SourceGarbled(
                f"Position {reading.page.start} holds invoice {first}, where invoice {aim.anchor} "
                "stood before; positions only ever fall."
            )

    def _take(self, aim: Aim, page: Page, began: float) -> None:
        """Compares the page with what we hold, writes the differences, and leaves a checkpoint."""
        span = covered(page, aim.after, aim.skipped)
        rows = [row for row in page.invoices if row.id > span.after]
        changes = merge(rows, self._holdings.stored(span, whole_blocks=not aim.skipped))
        self._write(changes, span, rows)
        self._move(self._beyond(aim, page))
        self._count(page, changes, began)
        self._holdings.close_all_but(self._at.after, self._at.walk_from or 0)
        self._save()

    def _write(self, changes: Changes, span: Span, rows: Sequence[Invoice]) -> None:
        last = max([self._holdings.last_id, *(row.id for row in changes.put)])
        blocks = self._holdings.changed(changes, span, rows)
        if changes or blocks:
            self._store.begin_write(span.after, min(span.up_to, last))
        if changes:
            self._store.write_invoices(changes.put, changes.delete)
        self._write_blocks(blocks)

    def _write_blocks(self, blocks: dict[int, Block | None]) -> None:
        put = [block for block in blocks.values() if block]
        delete = [number for number, block in blocks.items() if block is None]
        if blocks:
            self._store.write_blocks(put, delete)

    def _beyond(self, aim: Aim, page: Page) -> Checkpoint:
        """The place behind a page that was taken in."""
        at = replace(self._at, waits=0)
        if at.low is not None:
            return search.continued(at, page, self._holdings.total)
        after = max([at.after, *(row.id for row in page.invoices[-1:])])
        before = sum(row.id < aim.anchor for row in page.invoices)
        shift = self._holdings.rank(aim.anchor) - page.start - before if aim.skipped else at.shift
        return replace(at, after=after, offset=page.end, shift=shift)

    def _count(self, page: Page, changes: Changes, began: float) -> None:
        counters = self.progress.counters.plus(
            added=changes.added,
            updated=changes.updated,
            deleted=len(changes.delete),
            unchanged=changes.unchanged,
        ).settled(self._holdings.total - (self.progress.stored_before or 0))
        step = self.progress.steps_done + 1
        self.progress = replace(
            self.progress,
            counters=counters,
            invoices_total=page.total,
            steps_done=step,
            steps_left=self._steps_left(page),
        )
        milliseconds = round(1000 * (self._clock.monotonic() - began))
        self._note(f"Step {step} - OK: {changes.describe()} ({milliseconds} ms)")

    def _steps_left(self, page: Page) -> int:
        at = self._at
        if page.is_last:
            return 0
        if at.low is not None or at.after >= (at.walk_from or 0):
            return ceil((page.total - at.offset) / at.size)
        following = ahead(next_aim(at, self._holdings), at, self._holdings, page.total)
        return 2 + sum(1 for _ in islice(following, 500))

    def _close(self, page: Page, fresh: bool) -> None:
        """At the end of the source's list.

        We hold all they do: every row up to here was read, rows are never inserted in the middle,
        and this answer holds the last ones. So equal counts are equal sets. It must have been asked
        for after all other pages had come in, or rows deleted in between could cancel out.
        """
        held = self._holdings.total
        if not fresh:
            self._move(replace(self._at, low=None))
        elif held == page.total:
            proof = Proof(page.total, held, self._holdings.last_id)
            self.progress = replace(self.progress, proof=proof, outcome="succeeded")
        elif held < page.total:
            self._full_pass(f"The accounting system counts {page.total} invoices, we hold {held}")
        elif search.worth_searching(self._at, page.total):
            self._move(search.begun(self._at, held))
        else:
            self._full_pass(f"{held - page.total} invoices were deleted in the accounting system")

    def _full_pass(self, reason: str) -> None:
        """Reads everything from the first invoice on."""
        passes = self._at.passes + 1
        if passes > MOST_PASSES:
            raise SourceGarbled(
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
