"""Which page is asked for by position, and what is made of one that came too early or too late."""

from dataclasses import replace
from itertools import pairwise

import pytest

from accounting.domain.errors import SourceMalformed
from accounting.domain.positions import Scanning, SearchingRank, Skipping
from accounting.engine.fetcher import Request
from accounting.engine.ports import Page
from accounting.engine.reader import limit
from accounting.engine.stored_index import StoredIndex
from accounting.engine.targets import (
    MOST_TRIES,
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
from accounting.engine.to_read import ToRead
from tests.fakes.fake_source import TODAY, FakeSource, invoice
from tests.fakes.memory_store import MemoryStore
from tests.fakes.sync_harness import SyncHarness


def page(start: int, *ids: int, total: int = 1000) -> Page:
    return Page(start, tuple(map(invoice, ids)), total)


def scanning(after: int, rank: int) -> Target:
    return scan_target(Scanning(after, rank))


def index(*unpaid: int, count: int = 500) -> StoredIndex:
    rows = (invoice(key, "Unpaid" if key in unpaid else "Paid") for key in range(1, count + 1))
    return StoredIndex(MemoryStore.holding(rows, TODAY), TODAY)


def end(asked: Request) -> int:
    return asked.start + asked.limit


def test_page_of_a_scan_overlaps_the_one_before_and_brings_a_step_of_new_invoices() -> None:
    target = scanning(70, 50)
    assert target.anchor == target.after == 70
    assert target.start < 50
    assert target.start + limit(target.start, 25) == 50 + 25


def test_scan_begins_with_the_first_invoice() -> None:
    assert scanning(0, 0).start == 0


@pytest.mark.parametrize("start", [0, 1, 7])
def test_page_of_a_step_of_one_brings_something_new(start: int) -> None:
    """A row that is known, or at the very beginning none, and at least one behind it."""
    assert 2 <= limit(start, 1) < 10


def test_page_that_overlaps_serves_and_one_that_came_too_late_does_not() -> None:
    target = scanning(70, 50)
    assert serves(target, page(49, 70, 71, 72))
    assert serves(target, page(49, 69, 71, 72))
    assert not serves(target, page(49, 71, 72))
    assert not serves(target, page(49))
    assert serves(scanning(70, 1), page(0, 71, 72))


def test_page_without_anything_new_does_not_serve_unless_it_is_the_last() -> None:
    target = scanning(70, 50)
    assert not serves(target, page(20, 40, 60, 70))
    assert serves(target, page(49, 70, total=50))


def test_page_that_ends_with_the_invoice_that_is_wanted_serves() -> None:
    target = skip_target(Skipping(), 100, index())
    assert serves(target, page(98, 99, 100))
    assert not serves(target, page(97, 98, 99))
    assert not serves(target, page(100, 101, 102))


def test_late_page_is_looked_for_further_left_in_doubling_leaps() -> None:
    target, leaps = scanning(70, 500), []
    for _ in range(5):
        before = target.start
        target = corrected(target, page(target.start, 900, 901), fallen=0)
        leaps.append(before - target.start)
    assert all(left < right for left, right in pairwise(leaps))
    assert sum(leaps) > 2**5


def test_first_leap_is_as_far_as_the_total_fell() -> None:
    assert corrected(scanning(70, 500), page(499, 900), fallen=120).start == 379


def test_leap_goes_no_further_than_the_list() -> None:
    assert corrected(scanning(70, 500), page(499, total=90), fallen=0).start == 89
    assert corrected(scanning(70, 500), page(499, 900), fallen=4000).start == 0


def test_page_is_found_by_bisection_when_a_leap_went_too_far() -> None:
    target = corrected(scanning(70, 500), page(499, 900), fallen=300)
    assert target.start == 199
    target = corrected(target, page(199, 10, 11), fallen=0)
    assert target.start == (200 + 499) // 2


def test_early_page_is_followed_by_the_next() -> None:
    assert corrected(scanning(70, 500), page(20, 40, 60), fallen=0).start == 21


def test_looking_for_a_page_ends() -> None:
    target = replace(scanning(70, 50), tries=MOST_TRIES)
    with pytest.raises(SourceMalformed, match="no progress"):
        corrected(target, page(target.start, 900, 901), fallen=0)


@pytest.mark.parametrize("gone", [1, 7, 120, 400])
@pytest.mark.parametrize("fallen", [0, 1, 400])
def test_page_is_found_in_a_few_requests_however_far_it_moved(gone: int, fallen: int) -> None:
    ids = [*range(1, 501 - gone), *range(501, 1001)]
    target, requests = scanning(500, 500), 0
    while requests < 20:
        rows = ids[target.start : target.start + limit(target.start, 5)]
        answer = page(target.start, *rows, total=len(ids))
        requests += 1
        if serves(target, answer):
            break
        target = corrected(target, answer, fallen)
    assert answer.invoices[0].id <= 500 < answer.invoices[-1].id


def test_page_deep_in_a_long_list_is_found_in_a_few_requests() -> None:
    """3,000 of the lowest invoices disappear at once: the page is searched for, not scanned to."""
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 10_001))), step=50)

    def delete(number: int) -> None:
        if number == 190:
            harness.source.delete(*range(1, 3001))

    harness.source.before_answer = delete
    progress = harness.sync("full", allow_shrink=True)
    assert len(harness.source.rows) == 7000
    assert harness.equal
    assert progress.counters.deleted == 3000
    assert len(harness.source.requests) < 430


def test_smaller_id_where_a_larger_one_stood_is_a_contradiction() -> None:
    target = scanning(70, 50)
    with pytest.raises(Contradicted, match="invoice 1 at position 49"):
        check_order(target, page(49, 1, 2, 3))
    check_order(target, page(49, 70, 71))
    check_order(target, page(49, 75, 76))
    check_order(target, page(10, 11, 12))
    check_order(target, page(48, 9, 70))
    with pytest.raises(Contradicted):
        check_order(target, page(48, 9, 69))


def test_pages_ahead_of_a_scan_follow_one_another_and_spare_the_end() -> None:
    following = list(scans_ahead(0, 10, total=45))
    ends = [limit(0, 10), *map(end, following)]
    assert ends == [10, 20, 30, 40]
    assert all(asked.start < before for asked, before in zip(following, ends, strict=False))
    assert [end(asked) for asked in scans_ahead(0, 10, total=40)] == [20, 30]


def test_pages_ahead_of_a_sync_are_those_with_invoices_to_read() -> None:
    held, at = index(100, 300, 305), Skipping()
    target = skip_target(at, 100, held)
    assert (target.start, target.anchor, target.skipped) == (99, 100, True)
    ahead = list(skips_ahead(at, target, 10, ToRead(held), 500, listable=False))
    assert [asked.start for asked in ahead] == [299]
    assert not list(skips_ahead(at, target, 10, ToRead(held), 500, listable=True))


def test_pages_ahead_of_a_sync_stop_before_the_one_that_reaches_the_tail() -> None:
    """It may be the last of all, which carries the proof."""
    held, at = index(100, 200, 495), Skipping()
    target = skip_target(at, 100, held)
    ahead = list(skips_ahead(at, target, 10, ToRead(held), 500, listable=False))
    assert [asked.start for asked in ahead] == [199, 494]
    target = skip_target(at, 495, held)
    assert not list(skips_ahead(at, target, 10, ToRead(held), 500, listable=False))
    assert not list(
        skips_ahead(at, skip_target(at, 100, held), 10, ToRead(held), 150, listable=False)
    )


def test_rank_in_a_sync_is_shifted_by_what_was_deleted_before() -> None:
    assert skip_target(Skipping(shift=7), 300, index()).start == 292
    assert skip_target(Skipping(shift=400), 300, index()).start == 0


def test_page_of_a_sync_overlaps_the_one_just_read_when_nothing_is_between() -> None:
    held = index()
    assert skip_target(Skipping(after=99), 100, held).start == 98
    assert skip_target(Skipping(after=98), 100, held).start == 99


def test_search_page_begins_with_the_last_row_that_agrees() -> None:
    held = index()
    target = search_target(SearchingRank(200, 205), held)
    assert (target.start, target.anchor, target.after) == (199, 200, 200)
    target = search_target(SearchingRank(0, 5), held)
    assert (target.start, target.anchor, target.after) == (0, 0, 0)
