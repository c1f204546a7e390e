from collections.abc import Callable
from itertools import pairwise

import pytest
from accounting.engine.aim import Request

from accounting.domain.errors import (
    PageTooLarge,
    SourceError,
    SourceMalformed,
    SourceRejected,
    SourceShrank,
    SourceUnavailable,
)
from accounting.engine.fetcher import Fetcher
from accounting.engine.ports import Page
from accounting.engine.reader import Reader, Reading, check, fitting
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_source import FakeSource, invoice
from tests.fakes.inline_executor import InlineExecutor

DOWN = SourceUnavailable("down")


class Desk:
    """A reader before a source of 500 invoices that fails as it is told."""

    def __init__(self, *failures: SourceError | None, most: int = 10**6, cap: int = 10**6) -> None:
        self.failures = list(failures)
        self.most = most
        self.source = FakeSource(*map(invoice, range(1, 501)), cap=cap)
        self.source.before_answer = self.before_answer
        self.clock = FakeClock()
        self.fetcher = Fetcher(self.source, InlineExecutor())
        self.reader = Reader(self.fetcher, self.clock, deadline=45)

    def before_answer(self, number: int) -> None:
        if self.source.requests[-1][1] > self.most:
            raise PageTooLarge("too many")
        failure = self.failures.pop(0) if self.failures else None
        if failure:
            raise failure

    def read(
        self, start: int = 0, size: int = 100, accept: Callable[[Page], None] = lambda _page: None
    ) -> Reading:
        return self.reader.read(start, size, lambda _size: (), accept)


def test_passing_failures_are_tried_again_with_full_jitter() -> None:
    desk = Desk(DOWN, DOWN, DOWN)
    assert desk.read().page.end == 100
    assert len(desk.source.requests) == 4
    assert [slept <= most for slept, most in zip(desk.clock.slept, (0.5, 1, 2), strict=True)]


def test_pauses_are_spread_over_their_whole_range() -> None:
    firsts = []
    for _ in range(50):
        desk = Desk(DOWN)
        desk.read()
        firsts += desk.clock.slept
    assert max(firsts) <= 0.5
    assert min(firsts) < 0.15
    assert max(firsts) > 0.35


def test_lasting_failure_ends_after_four_attempts() -> None:
    desk = Desk(*[DOWN] * 9)
    with pytest.raises(SourceUnavailable):
        desk.read()
    assert len(desk.source.requests) == 4


def test_retry_after_is_waited_for_exactly() -> None:
    desk = Desk(SourceUnavailable("busy", retry_after=7))
    desk.read()
    assert desk.clock.slept == [7]


def test_retry_after_that_goes_beyond_the_deadline_is_left_to_the_state_machine() -> None:
    desk = Desk(SourceUnavailable("busy", retry_after=60))
    with pytest.raises(SourceUnavailable) as caught:
        desk.read()
    assert caught.value.retry_after == 60
    assert not desk.clock.slept


def test_refusal_is_never_tried_again() -> None:
    desk = Desk(SourceRejected("no"))
    with pytest.raises(SourceRejected):
        desk.read()
    assert len(desk.source.requests) == 1


@pytest.mark.parametrize("deadline_passed", [False, True])
def test_garbled_answer_gets_its_three_attempts_whatever_the_time(deadline_passed: bool) -> None:
    """It ends the sync, unlike a source that is not available."""
    desk = Desk(SourceMalformed("?"), SourceMalformed("?"))
    desk.clock.seconds = 100.0 * deadline_passed
    assert desk.read().page.end == 100
    desk = Desk(*[SourceMalformed("?")] * 3)
    with pytest.raises(SourceMalformed):
        desk.read()
    assert len(desk.source.requests) == 3


def test_page_that_is_hard_to_believe_is_asked_for_again() -> None:
    doubts = iter([SourceShrank("what?"), None])

    def accept(_page: Page) -> None:
        if doubt := next(doubts):
            raise doubt

    desk = Desk()
    assert desk.read(accept=accept).fresh
    assert len(desk.source.requests) == 2


def test_page_too_large_is_tried_once_more_then_halved() -> None:
    desk = Desk(most=30)
    reading = desk.read(start=100)
    assert [limit for _, limit in desk.source.requests] == [101, 101, 51, 26]
    assert (reading.size, len(reading.page.invoices)) == (25, 26)


def test_page_is_not_halved_below_ten() -> None:
    desk = Desk(most=5)
    with pytest.raises(PageTooLarge):
        desk.read(size=40)
    limits = [limit for _, limit in desk.source.requests]
    assert min(limits) == 10
    assert len(limits) < 20


def test_page_size_follows_a_cap_of_the_server() -> None:
    desk = Desk(cap=50)
    assert desk.read().size == 49
    assert Desk(cap=50).read(start=460).size == 100  # The last page is short by nature.


def test_probe_asks_for_one_row() -> None:
    desk = Desk(DOWN)
    assert desk.reader.probe(77).invoices == (invoice(78),)
    assert desk.source.requests == [(77, 1), (77, 1)]


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
def test_page_that_cannot_be_is_garbled(page: Page, wanted: Request) -> None:
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
    desk = Desk(SourceRejected("no"))
    with pytest.raises(SourceRejected):
        desk.fetcher.get(Request(0, 10), [Request(9, 11), Request(19, 11)])
    assert desk.source.requests == [(0, 10)]


def test_pages_ahead_are_asked_once_and_are_not_fresh() -> None:
    desk = Desk()
    requests = [Request(0, 10), *(Request(10 * n - 1, 11) for n in range(1, 6))]
    fresh = [desk.fetcher.get(one, requests[n + 1 : n + 3])[1] for n, one in enumerate(requests)]
    assert fresh == [True, True, False, False, False, False]
    assert len(desk.source.requests) == len(requests)
    assert all(a < b for a, b in pairwise(start for start, _ in desk.source.requests))


def test_what_was_asked_beyond_a_shift_is_thrown_away() -> None:
    desk = Desk()
    desk.fetcher.get(Request(0, 10), ())
    desk.fetcher.get(Request(9, 11), [Request(19, 11), Request(29, 11)])
    assert desk.fetcher.pending
    page, fresh = desk.fetcher.get(Request(4, 11), [Request(14, 11)])
    assert (page.start, fresh) == (4, True)
    assert desk.fetcher.get(Request(19, 11), ())[1]
    assert not desk.fetcher.pending
