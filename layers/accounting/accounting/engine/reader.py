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
from accounting.engine.fetcher import Fetcher, Request
from accounting.engine.ports import Page

ATTEMPTS = 4
DOUBTFUL_ATTEMPTS = 3
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 20.0
SMALLEST = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """`size`: invoices a page as far as the server could deliver it. `fresh`: see Fetcher.get."""

    page: Page
    fresh: bool
    size: int


class Reader:
    """`deadline`: the moment (monotonic seconds) after which nothing new is begun."""

    def __init__(self, fetcher: Fetcher, clock: Clock, deadline: float) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._deadline = deadline

    def read(
        self,
        wanted: Request,
        size: int,
        ahead: Callable[[int], Iterable[Request]],
        accept: Callable[[Page], None],
    ) -> Reading:
        """A page of `size` invoices from where `wanted` says; its limit is filled in here.

        Raises the last error if the source keeps failing. `ahead`: what follows, by size. `accept`
        raises SourceMalformed or SourceShrank for a page that is hard to believe: it is asked for
        again, since it may be old news or a slip.
        """
        failures, current = 0, size
        while True:
            request = replace(wanted, limit=limit(wanted.start, current))
            try:
                page, fresh = self._fetch(request, ahead(current))
                accept(page)
                return Reading(page, fresh, fitting(page, request, current))
            except PageTooLarge as error:
                self._fetcher.drop()
                if failures and current <= SMALLEST:
                    raise
                current = max(current // 2, SMALLEST) if failures else current
                failures = self._pause(error, min(failures, 1))
            except (SourceUnavailable, SourceMalformed, SourceShrank) as error:
                self._fetcher.drop()
                failures = self._pause(error, failures)

    def probe(self, rank: int, status: str = "") -> Page:
        """The one invoice at this rank, and how many there are."""
        failures = 0
        while True:
            try:
                return self._fetch(Request(rank, 1, status), ())[0]
            except (SourceUnavailable, SourceMalformed) as error:
                failures = self._pause(error, failures)

    def forget(self) -> None:
        """What was asked ahead is older than what is to be read from now on."""
        self._fetcher.drop()

    def in_time(self) -> bool:
        return self._clock.monotonic() < self._deadline

    def _fetch(self, wanted: Request, ahead: Iterable[Request]) -> tuple[Page, bool]:
        page, fresh = self._fetcher.get(wanted, ahead, ask_ahead=self.in_time())
        check(page, wanted)
        return page, fresh

    def _pause(self, error: SourceError, failures: int) -> int:
        """Waits before the next attempt (full jitter, or as long as it was asked to), or gives up.

        An answer that makes no sense ends the sync, so it gets its attempts whatever the time; a
        source that is not available is asked again by the next iteration, and a long wait is left
        to the state machine, which sees meanwhile whether somebody asked to cancel.
        """
        asked = getattr(error, "retry_after", None)
        pause = asked or random.uniform(0, FIRST_PAUSE * 2**failures)
        if isinstance(error, SourceUnavailable):
            late = self._clock.monotonic() + pause >= self._deadline
            over = late or pause > LONGEST_PAUSE or failures + 1 >= ATTEMPTS
        else:
            over = failures + 1 >= DOUBTFUL_ATTEMPTS
        if over:
            raise error
        self._clock.sleep(pause)
        return failures + 1


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
    """The page size to go on with: a server that gives fewer rows than asked caps its pages."""
    capped = len(page.invoices) < wanted.limit and not page.is_last
    return max(len(page.invoices) - 1, 1) if capped else size
