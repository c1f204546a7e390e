"""Reads invoices by their position in the list of all: scanning, skipping, searching by rank."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from math import ceil
from typing import NamedTuple

from accounting.domain.counters import Counters
from accounting.domain.invoices import Invoice
from accounting.domain.positions import Scanning, SearchingRank, Skipping
from accounting.engine import guards
from accounting.engine.ending import Ending
from accounting.engine.fetcher import Request
from accounting.engine.merge import Span, covered, within
from accounting.engine.ports import Page
from accounting.engine.reader import Reading
from accounting.engine.session import PART_BLOCKS, Session
from accounting.engine.targets import (
    Contradicted,
    Target,
    check_order,
    corrected,
    scan_target,
    scans_ahead,
    search_target,
    serves,
    skip_target,
    skips_ahead,
)

type Ahead = Callable[[int], Iterator[Request]]

GROW_EVERY = 16
PAGES_AHEAD = 3  # Of those read at a time: a commit takes about twice as long as they do.


class Part(NamedTuple):
    """Of a page, what fits into one commit. `lost`: see `_lost`."""

    span: Span
    rows: Sequence[Invoice]
    lost: int


class ByPosition:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._ending = Ending(session)

    def skip(self, at: Skipping) -> None:
        """The next page with something that must be read again; then on to what is new."""
        session = self._session
        tail = session.progress.tail
        listable = session.progress.filter_trusted
        wanted = session.to_read.following(at.after, listable=listable)
        if wanted is None or wanted > tail:
            after = max(at.after, tail)
            rank = session.index.rank(after + 1) - at.shift
            session.move(Scanning(after, max(rank, 0), after))
            return
        target = skip_target(at, wanted, session.index)
        self._page(
            target,
            at.since,
            lambda size: skips_ahead(at, target, size, session.to_read, tail, listable=listable),
        )

    def scan(self, at: Scanning) -> None:
        target = scan_target(at)
        total = self._session.progress.invoices_total or 0
        self._page(target, at.since, lambda size: scans_ahead(target.start, size, total))

    def search(self, at: SearchingRank) -> None:
        """By bisection for the first rank at which the ids differ, then the page there."""
        session = self._session
        if at.high - at.low <= session.size:
            target = search_target(at, session.index)
            self._page(target, target.after, lambda _size: iter(()))
            return
        rank = session.index.block_start(at.low, at.high)
        page = session.reader.probe(rank)
        agrees = bool(page.invoices) and page.invoices[0].id == session.index.id_at(rank)
        session.searched()
        session.move(
            SearchingRank(rank + 1, at.high) if agrees else SearchingRank(at.low, rank + 1)
        )

    def _page(self, target: Target, since: int, ahead: Ahead) -> None:
        session = self._session
        began = session.clock.monotonic()
        try:
            target, reading = self._read(target, ahead)
        except Contradicted as error:
            session.scan_all(error.detail)
            return
        page = reading.page
        session.resize(reading.size)
        span = covered(page, target.after, skipped=target.skipped)
        if session.skips and self._rewritten(page, span):
            return
        parts = self._parts(page, span)
        self._check(page, parts)
        since = since if span.after <= target.after else span.after
        done = self._apply(page, parts, since)
        session.step_done("", done, began, page.total)
        self._beyond(page, span, since)
        if page.is_last and not isinstance(session.position, SearchingRank):
            self._ending.reached(page, fresh=reading.fresh)
        self._estimate(page)
        session.commit_if_due(span.up_to)

    def _read(self, target: Target, ahead: Ahead) -> tuple[Target, Reading]:
        """Reads until a page serves the target, which is corrected on the way."""
        session = self._session
        while True:
            reading = session.reader.read(
                Request(target.start, 0),
                self._size(),
                lambda size: islice(ahead(size), PAGES_AHEAD * session.order.parallel),
                partial(self._accept, target),
            )
            if serves(target, reading.page):
                return target, reading
            known = session.progress.invoices_total or reading.page.total
            target = corrected(target, reading.page, max(0, known - reading.page.total))

    def _accept(self, target: Target, page: Page) -> None:
        """Nothing is deleted on the word of a single answer that lists far fewer invoices."""
        session = self._session
        missing = session.index.total - page.total
        if missing > 0 and not session.order.allow_shrink:
            before = max(session.progress.stored_before or 0, session.index.total)
            guards.check_shrinking(before, session.progress.lost + missing)
        check_order(target, page)

    def _parts(self, page: Page, span: Span) -> list[Part]:
        """One, unless the page touches very many blocks."""
        found = []
        for part in self._session.index.parts(span, page.invoices, PART_BLOCKS):
            rows = within(page.invoices, part)
            found.append(Part(part, rows, self._lost(part, rows)))
        return found

    def _check(self, page: Page, parts: Sequence[Part]) -> None:
        session = self._session
        rows = [row for part in parts for row in part.rows]
        lost = sum(part.lost for part in parts)
        if lost and not session.order.allow_shrink:
            before = session.progress.stored_before or 0
            guards.check_shrinking(before, session.progress.lost + lost)
        guards.check_unreadable(rows, session.index.unreadable_with(rows), page.total)

    def _lost(self, span: Span, rows: Sequence[Invoice]) -> int:
        """How many of those held when the sync began are no longer listed in the span."""
        index, up_to = self._session.index, min(span.up_to, self._session.progress.tail)
        if up_to <= span.after:
            return 0
        held = index.rank(up_to + 1) - index.rank(span.after + 1)
        return held - index.known([row.id for row in rows if row.id <= up_to])

    def _rewritten(self, page: Page, span: Span) -> bool:
        session = self._session
        today = session.order.today
        for row in within(page.invoices, span):
            stored = session.index.invoice(row.id)
            settled = stored is not None and stored.settled(today)
            if guards.rewritten(stored, row, settled=settled):
                session.scan_all(
                    f"Invoice {row.id} was settled and has other figures now: this may be another "
                    "history (a backup restored, another installation)"
                )
                return True
        return False

    def _apply(self, page: Page, parts: Sequence[Part], since: int) -> Counters:
        """Part by part, each with the position behind it."""
        session = self._session
        done = Counters()
        for number, part in enumerate(parts, 1):
            new = session.index.apply(part.span, part.rows)
            session.index.verify(
                since, part.span, session.progress.full_since or session.order.started_at
            )
            session.count(new, part.lost)
            done += new
            if number < len(parts):
                self._beyond(page, part.span, since)
                session.commit(part.span.up_to)
        return done

    def _beyond(self, page: Page, span: Span, since: int) -> None:
        """Moves behind the part of the page in the span, which is compared now."""
        session = self._session
        rows = within(page.invoices, Span(0, span.up_to))
        to_the_end = page.is_last and len(rows) == len(page.invoices)
        last = max(span.after, rows[-1].id) if rows else span.after
        after, rank = last if to_the_end else span.up_to, page.start + len(rows)
        match session.position:
            case Skipping():
                shift = session.index.rank(after + 1) - rank
                session.move(Skipping(after, shift, since))
            case SearchingRank():
                self._search_on(page, after, rank)
            case _:
                session.move(Scanning(after, rank, since))
        if page.is_last and isinstance(session.position, Skipping):
            session.move(Scanning(after, rank, since))

    def _search_on(self, page: Page, after: int, rank: int) -> None:
        """While the counts differ: on behind this page, by search or, when that has cost too much
        already, by a scan. Else to the end, for the proof."""
        session = self._session
        session.searched()
        held = session.index.total
        if held == page.total or page.is_last:
            session.move(Scanning(session.index.last_id, page.total, session.index.last_id))
        elif self._ending.worth_searching(page.total - rank):
            session.move(SearchingRank(rank, held))
        else:
            session.move(Scanning(after, rank, after))

    def _size(self) -> int:
        """Invoices a page; now and then twice as many again, when it had to be made smaller."""
        session = self._session
        grow = session.progress.steps_done % GROW_EVERY == GROW_EVERY - 1
        return min(session.size * (2 if grow else 1), session.order.step)

    def _estimate(self, page: Page) -> None:
        """How many pages are left, as far as can be foreseen."""
        session = self._session
        match session.position:
            case Scanning(rank=rank):
                left = ceil((page.total - rank) / session.size)
            case Skipping(after=after):
                listable = session.progress.filter_trusted
                left = 1 + session.to_read.pages(after, session.size, listable=listable)
            case _:
                left = 1
        if not session.progress.outcome:
            session.progress = replace(session.progress, steps_left=left)
