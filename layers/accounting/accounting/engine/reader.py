"""Reads a page whatever it takes: again after a failure, smaller when it is too large."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from accounting.domain.clock import Clock
from accounting.domain.errors import (
    PageTooLarge,
    SourceError,
    SourceMalformed,
    SourceShrank,
    SourceUnavailable,
)
from accounting.engine.fetcher import Fetcher, OutOfTime, Request
from accounting.engine.ports import Page

ATTEMPTS = 4
DOUBTFUL_ATTEMPTS = 3
TOO_LARGE_ATTEMPTS = 6
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0  # Nobody looks meanwhile whether the sync is to be cancelled.
SMALLEST = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """`size`: invoices a page as far as the server could deliver it. `fresh`: see Fetcher.get."""

    page: Page
    fresh: bool
    size: int


class Reader:
    """`deadline`: the moment (monotonic seconds) after which nothing new is begun.

    `fits`: the page size to go on with after a PageTooLarge that came through.
    """

    def __init__(self, fetcher: Fetcher, clock: Clock, deadline: float) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._deadline = deadline
        self.fits: int | None = None

    def read(
        self,
        wanted: Request,
        size: int,
        ahead: Callable[[int], Iterable[Request]],
        accept: Callable[[Page], None],
    ) -> Reading:
        """A page of `size` invoices from where `wanted` says; its limit is filled in here.

        Raises the last error if the source keeps failing, and OutOfTime. `ahead`: what follows, by
        size. `accept` raises SourceMalformed or SourceShrank for a page that is hard to believe: it
        is asked for again, since it may be old news or a slip.
        """
        failures, too_large, current = 0, 0, size
        while True:
            request = replace(wanted, limit=limit(wanted.start, current))
            try:
                page, fresh = self._fetch(request, ahead(current))
                accept(page)
                return Reading(page, fresh, fitting(page, request, current))
            except PageTooLarge as error:
                self._fetcher.drop()
                too_large += 1
                smallest = current <= SMALLEST
                self.fits = current if smallest else max(current // 2, SMALLEST)
                self._pause(error, too_large, ATTEMPTS if smallest else TOO_LARGE_ATTEMPTS)
                current = self.fits if too_large > 1 else current
            except (SourceUnavailable, SourceMalformed, SourceShrank) as error:
                self._fetcher.drop()
                failures += 1
                self._pause(error, failures, _attempts(error))

    def probe(self, rank: int, status: str = "") -> Page:
        """The one invoice at this rank, and how many there are. Raises like `read`."""
        failures = 0
        while True:
            try:
                return self._fetch(Request(rank, 1, status), ())[0]
            except (SourceUnavailable, SourceMalformed) as error:
                failures += 1
                self._pause(error, failures, _attempts(error))

    def forget(self) -> None:
        """What was asked ahead is older than what is to be read from now on."""
        self._fetcher.drop()

    def _fetch(self, wanted: Request, ahead: Iterable[Request]) -> tuple[Page, bool]:
        page, fresh = self._fetcher.get(wanted, ahead)
        check(page, wanted)
        return page, fresh

    def _pause(self, error: SourceError, failures: int, attempts: int) -> None:
        """Waits before the next attempt (full jitter, or as long as it was asked to), or gives up.

        A source that is not available is asked again by the next iteration, and a long wait is left
        to the state machine, which sees meanwhile whether somebody asked to cancel. An answer that
        makes no sense ends the sync: not for want of time, before it had all of its attempts.
        """
        asked = getattr(error, "retry_after", None)
        pause = asked or random.uniform(0, min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE))
        late = self._clock.monotonic() + pause >= self._deadline
        passing = isinstance(error, SourceUnavailable)
        if failures >= attempts or (passing and (late or pause > LONGEST_PAUSE)):
            raise error
        if late:
            raise OutOfTime from error
        self._clock.sleep(pause)


def _attempts(error: SourceError) -> int:
    return ATTEMPTS if isinstance(error, SourceUnavailable) else DOUBTFUL_ATTEMPTS


def limit(start: int, size: int) -> int:
    """Rows to ask for: `size`, and the one before them, which is the overlap.

    Nothing need be before the first row, but behind it (of a step of 1) there must be something.
    """
    return size + 1 if start else max(size, 2)


def check(page: Page, wanted: Request) -> None:
    """What every page must keep to, whatever the source. Raises SourceMalformed."""
    ids = [invoice.id for invoice in page.invoices]
    if any(left >= right for left, right in pairwise(ids)):
        raise SourceMalformed(
            f"The invoices from position {page.start} on are not in the order of their ids.",
            "WHMCS 7.7 or newer is needed.",
        )
    if page.end > page.total and page.invoices:
        raise SourceMalformed(f"{page.end} invoices are listed, but the total is {page.total}.")
    if len(ids) < min(wanted.limit, 2) and not page.is_last:
        raise SourceMalformed(
            f"{len(ids)} of {wanted.limit} invoices at position {page.start} of {page.total}: "
            "the list makes no progress."
        )


def fitting(page: Page, wanted: Request, size: int) -> int:
    """The page size to go on with: a server that gives fewer rows than asked caps its pages. What
    it counts of one status may be wrong, so nothing is concluded from that."""
    short = len(page.invoices) < wanted.limit and not page.is_last
    return max(len(page.invoices) - 1, 1) if short and not wanted.status else size
