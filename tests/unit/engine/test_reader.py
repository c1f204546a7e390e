from collections.abc import Callable
from unittest.mock import patch

import pytest

from accounting.domain.errors import (
    PageTooLarge,
    SourceError,
    SourceMalformed,
    SourceRejected,
    SourceShrank,
    SourceUnavailable,
)
from accounting.engine.fetcher import Fetcher, OutOfTime, Request
from accounting.engine.ports import Page
from accounting.engine.reader import Reader, Reading, check, fitting
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_source import FakeSource, invoice
from tests.fakes.inline_executor import InlineExecutor

DOWN = SourceUnavailable("down")


ROWS = tuple(map(invoice, range(1, 501)))


class ReaderHarness:
    """A reader of a source of 500 invoices. `failures`: what each answer is to raise, if anything.
    `most`: rows of a page beyond which it is too large."""

    def __init__(self, *failures: SourceError | None, most: int = 10**6, cap: int = 10**6) -> None:
        self.failures = list(failures)
        self.most = most
        self.source = FakeSource(*ROWS, cap=cap)
        self.source.before_answer = self.before_answer
        self.clock = FakeClock()
        self.fetcher = Fetcher(self.source, InlineExecutor(), lambda: self.clock.seconds < 45)
        self.reader = Reader(self.fetcher, self.clock, deadline=45)

    def before_answer(self, number: int) -> None:
        if self.source.requests[-1][1] > self.most:
            raise PageTooLarge("too many")
        failure = self.failures.pop(0) if self.failures else None
        if failure:
            raise failure

    def read(
        self,
        start: int = 0,
        size: int = 100,
        accept: Callable[[Page], None] = lambda _page: None,
        status: str = "",
    ) -> Reading:
        return self.reader.read(Request(start, 0, status), size, lambda _size: (), accept)

    def get(self, request: Request, *ahead: Request) -> tuple[Page, bool]:
        return self.fetcher.get(request, ahead)

    @property
    def starts(self) -> list[int]:
        """Of what was asked for, in order."""
        return [start for start, _, _ in self.source.requests]


def test_passing_failures_are_tried_again() -> None:
    reader = ReaderHarness(DOWN, DOWN, DOWN)
    assert reader.read().page.end == 100
    assert len(reader.source.requests) == 4


def pauses() -> list[float]:
    reader = ReaderHarness(DOWN, DOWN, DOWN)
    reader.read()
    return reader.clock.slept


def test_pauses_grow_and_are_spread_over_their_whole_range() -> None:
    """Full jitter: runs that failed together do not come back together. What is left to chance
    here goes wrong less often than once in a hundred million times."""
    first, second, third = zip(*(pauses() for _ in range(60)), strict=True)
    for each in (first, second, third):
        assert min(each) < max(each) / 3
    assert 1.3**2 * max(first) < 1.3 * max(second) < max(third) < 5


def test_lasting_failure_ends_after_four_attempts() -> None:
    reader = ReaderHarness(*[DOWN] * 9)
    with pytest.raises(SourceUnavailable):
        reader.read()
    assert len(reader.source.requests) == 4


def test_retry_after_is_waited_for_exactly() -> None:
    reader = ReaderHarness(SourceUnavailable("busy", retry_after=4))
    reader.read()
    assert reader.clock.slept == [4]


@pytest.mark.parametrize("seconds", [6, 60, 3600])
def test_long_retry_after_is_left_to_the_state_machine(seconds: int) -> None:
    """Which looks, while it waits, whether somebody asked to cancel."""
    reader = ReaderHarness(SourceUnavailable("busy", retry_after=seconds))
    with pytest.raises(SourceUnavailable) as caught:
        reader.read()
    assert caught.value.retry_after == seconds
    assert not reader.clock.slept


def test_refusal_is_never_tried_again() -> None:
    reader = ReaderHarness(SourceRejected("no"))
    with pytest.raises(SourceRejected):
        reader.read()
    assert len(reader.source.requests) == 1


def test_malformed_answer_gets_three_attempts() -> None:
    reader = ReaderHarness(SourceMalformed("?"), SourceMalformed("?"))
    assert reader.read().page.end == 100
    reader = ReaderHarness(*[SourceMalformed("?")] * 3)
    with pytest.raises(SourceMalformed):
        reader.read()
    assert len(reader.source.requests) == 3


def test_malformed_answer_at_the_deadline_is_left_to_the_next_iteration() -> None:
    """A single slip does not end the sync, and no attempt is begun when the time is over."""
    slip = SourceMalformed("?")
    reader = ReaderHarness()

    def slowly(number: int) -> None:
        reader.clock.seconds += 50
        reader.before_answer(number)

    reader.source.before_answer = slowly
    for read in (reader.read, lambda: reader.reader.probe(0)):
        reader.clock.seconds, reader.failures = 40, [slip]
        reader.source.requests.clear()
        with pytest.raises(OutOfTime) as caught:
            read()
        assert caught.value.__cause__ is slip
        assert len(reader.source.requests) == 1


def test_page_that_is_not_accepted_is_asked_for_again() -> None:
    verdicts = iter([SourceShrank("too few"), None])

    def accept(_page: Page) -> None:
        if error := next(verdicts):
            raise error

    reader = ReaderHarness()
    assert reader.read(accept=accept).fresh
    assert len(reader.source.requests) == 2


def test_page_too_large_is_tried_once_more_then_halved() -> None:
    reader = ReaderHarness(most=30)
    reading = reader.read(start=100)
    first, again, half, quarter = (limit for _, limit, _ in reader.source.requests)
    assert first == again > 100
    assert (half, quarter) == (first - 50, first - 75)
    assert reading.size == 25
    assert len(reading.page.invoices) == quarter


def test_page_is_not_halved_below_ten() -> None:
    reader = ReaderHarness(most=5)
    with pytest.raises(PageTooLarge):
        reader.read(size=40)
    assert [limit for _, limit, _ in reader.source.requests] == [40, 40, 20, 10]
    assert reader.reader.fits == 10


@pytest.mark.parametrize("size", [250, 5000])
def test_lasting_error_500_takes_six_requests_with_pauses_that_grow(size: int) -> None:
    reader = ReaderHarness(most=0)
    reader.reader = Reader(reader.fetcher, reader.clock, deadline=45)
    with patch("random.uniform", lambda _least, most: most), pytest.raises(PageTooLarge):
        reader.read(size=size)
    asked = [limit for _, limit, _ in reader.source.requests]
    assert asked == [size, *(size // 2**halvings for halvings in range(5))]
    assert reader.clock.slept == [0.5, 1, 2, 4, 5]
    assert reader.reader.fits == max(size // 32, 10)


def test_page_size_follows_a_cap_of_the_server() -> None:
    reader = ReaderHarness(cap=50)
    assert 40 < reader.read().size < 50  # Some of the rows it gives are to overlap.
    assert ReaderHarness(cap=50).read(start=460).size == 100  # The last page is short by nature.


def test_probe_asks_for_one_row() -> None:
    reader = ReaderHarness(DOWN)
    assert reader.reader.probe(77).invoices == (invoice(78),)
    assert reader.source.requests == [(77, 1, ""), (77, 1, "")]


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (Page(0, (invoice(2), invoice(1)), 9), Request(0, 5)),
        (Page(0, (invoice(2), invoice(2)), 9), Request(0, 5)),
        (Page(8, (invoice(1), invoice(2)), 9), Request(8, 5)),
        (Page(5, (), 9), Request(5, 5)),
        (Page(5, (invoice(6),), 9), Request(5, 5)),
        (Page(5, (), 9), Request(5, 1)),
    ],
    ids=["order", "twice", "more than total", "empty", "no progress", "no row"],
)
def test_page_that_cannot_be_is_malformed(page: Page, wanted: Request) -> None:
    with pytest.raises(SourceMalformed):
        check(page, wanted)


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (Page(0, (), 0), Request(0, 5)),
        (Page(9, (), 9), Request(9, 5)),
        (Page(8, (invoice(9),), 9), Request(8, 5)),
        (Page(3, (invoice(4),), 9), Request(3, 1)),
    ],
    ids=["nothing there", "beyond the end", "the last", "a probe"],
)
def test_page_that_can_be_is_not(page: Page, wanted: Request) -> None:
    check(page, wanted)
    assert fitting(page, Request(wanted.start, len(page.invoices)), 5) == 5


def test_nothing_is_asked_ahead_before_the_first_answer() -> None:
    reader = ReaderHarness(SourceRejected("no"))
    with pytest.raises(SourceRejected):
        reader.get(Request(0, 10), Request(9, 11), Request(19, 11))
    assert reader.source.requests == [(0, 10, "")]


def test_pages_ahead_are_not_asked_for_again_and_are_not_fresh() -> None:
    reader = ReaderHarness()
    requests = [Request(0, 10), *(Request(10 * n - 1, 11) for n in range(1, 6))]
    fresh = [reader.get(one, *requests[n + 1 : n + 3])[1] for n, one in enumerate(requests)]
    assert fresh == [True, True, False, False, False, False]
    assert reader.starts == [request.start for request in requests]


def test_what_was_asked_beyond_a_shift_is_thrown_away() -> None:
    reader = ReaderHarness()
    reader.get(Request(0, 10))
    reader.get(Request(9, 11), Request(19, 11), Request(29, 11))
    page, fresh = reader.get(Request(4, 11), Request(14, 11))
    assert (page.start, fresh) == (4, True)
    assert reader.get(Request(19, 11))[1]
    assert reader.starts == [0, 9, 19, 29, 4, 14, 19]


def test_after_the_deadline_pages_asked_ahead_are_used_and_no_more_are_asked() -> None:
    reader = ReaderHarness()
    pages = [Request(0, 10), *(Request(10 * n - 1, 11) for n in range(1, 6))]
    reader.get(pages[0])
    reader.get(pages[1], pages[2], pages[3])
    reader.clock.seconds = 45
    assert not reader.get(pages[2], pages[3], pages[4])[1]
    assert not reader.get(pages[3], pages[4])[1]
    with pytest.raises(OutOfTime):
        reader.get(pages[4], pages[5])
    assert reader.starts == [0, 9, 19, 29]


def test_what_waits_for_a_thread_until_the_deadline_is_not_begun() -> None:
    """Else an iteration would end two requests after its deadline."""
    reader = ReaderHarness()
    fetcher = Fetcher(reader.source, InlineExecutor(late=True), lambda: reader.clock.seconds < 45)
    fetcher.get(Request(0, 10), ())
    fetcher.get(Request(9, 11), [Request(19, 11)])
    reader.clock.seconds = 45
    with pytest.raises(OutOfTime):
        fetcher.get(Request(19, 11), ())
    assert reader.starts == [0, 9]


def test_what_was_asked_ahead_is_asked_again_after_a_failure() -> None:
    """It may come from a server that just slipped."""
    reader = ReaderHarness(None, None, None, SourceMalformed("?"))
    requests = [Request(0, 100), Request(99, 101), Request(199, 101)]
    reader.get(requests[0])
    reader.get(requests[1], requests[2])
    reader.reader.read(Request(299, 0), 100, lambda _size: requests[2:], lambda _page: None)
    assert reader.starts == [0, 99, 199, 299, 299, 199]


def test_page_of_a_status_is_asked_for_by_status() -> None:
    reader = ReaderHarness(DOWN)
    reader.source.change(7, 300, status="Unpaid")
    assert [row.id for row in reader.read(status="Unpaid").page.invoices] == [7, 300]
    assert reader.reader.probe(1, "Unpaid").invoices[0].id == 300
    assert {status for _, _, status in reader.source.requests} == {"Unpaid"}


def test_probe_gives_up_like_a_page() -> None:
    for failure, attempts in ((DOWN, 4), (SourceMalformed("?"), 3), (SourceRejected("no"), 1)):
        reader = ReaderHarness(*[failure] * 9)
        with pytest.raises(type(failure)):
            reader.reader.probe(0)
        assert len(reader.source.requests) == attempts


def test_nothing_is_begun_when_the_pause_would_end_after_the_deadline() -> None:
    reader = ReaderHarness(SourceUnavailable("busy", retry_after=4))
    reader.clock.seconds = 41
    with pytest.raises(SourceUnavailable):
        reader.read()
    assert not reader.clock.slept
