"""Reads a page whatever it takes: again after a failure, smaller when it is too large."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from accounting.clock import Clock
from accounting.engine.aim import Request, request
from accounting.engine.fetcher import Fetcher
from accounting.engine.ports import Page
from accounting.errors import PageTooLarge, SourceError, SourceGarbled, SourceUnavailable

ATTEMPTS = 4
GARBLED_ATTEMPTS = 3
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

    def read(self, start: int, size: int, ahead: Callable[[int], Iterable[Request]]) -> Reading:
        """Raises the last error if the source keeps failing. `ahead`: what follows, by size."""
        failures, current = 0, size
        while True:
            try:
                page, fresh = self._fetch(request(start, current), ahead(current))
                return Reading(page, fresh, fitting(page, request(start, current), current))
            except PageTooLarge as error:
                self._fetcher.drop()
                if failures and current > SMALLEST:
                    current = max(current // 2, SMALLEST)
                    continue
                failures, current = self._pause(error, failures), size
            except (SourceUnavailable, SourceGarbled) as error:
                self._fetcher.drop()
                failures = self._pause(error, failures)

    def probe(self, rank: int) -> Page:
        """The one invoice at this rank."""
        failures = 0
        while True:
            try:
                return self._fetch(Request(rank, 1), ())[0]
            except (SourceUnavailable, SourceGarbled) as error:
                failures = self._pause(error, failures)

    def _fetch(self, wanted: Request, ahead: Iterable[Request]) -> tuple[Page, bool]:
        page, fresh = self._fetcher.get(wanted, ahead if self._in_time() else ())
        check(page, wanted)
        return page, fresh

    def _in_time(self) -> bool:
        return self._clock.monotonic() < self._deadline

    def _pause(self, error: SourceError, failures: int) -> int:
        """Waits before the next attempt (full jitter, or as long as it was told), or gives up."""
        most = GARBLED_ATTEMPTS if isinstance(error, SourceGarbled) else ATTEMPTS
        asked = getattr(error, "retry_after", None)
        pause = asked or random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**failures))
        if failures + 1 >= most or self._clock.monotonic() + pause >= self._deadline:
            raise error
        self._clock.sleep(pause)
        return failures + 1


def check(page: Page, wanted: Request) -> None:
    """What every page must keep to, whatever the source. Raises SourceGarbled."""
    ids = [invoice.id for invoice in page.invoices]
    if any(left >= right for left, right in pairwise(ids)):
        raise SourceGarbled(
            f"The invoices from position {page.start} on are not in the order of their ids.",
            "WHMCS 7.7 or newer is needed.",
        )
    if page.end > page.total and page.invoices:
        raise SourceGarbled(f"{page.end} invoices are listed, but the total is {page.total}.")
    if not ids and page.start < page.total and wanted.limit:
        raise SourceGarbled(f"No invoices at position {page.start} of {page.total}.")


def fitting(page: Page, wanted: Request, size: int) -> int:
    """The page size to go on with: a server that gives fewer rows than asked caps its pages."""
    capped = len(page.invoices) < wanted.limit and not page.is_last
    return max(len(page.invoices) - 1, 1) if capped else size
