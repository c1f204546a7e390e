from dataclasses import replace

import pytest

from accounting.domain.errors import SourceMalformed
from accounting.domain.syncs import Checkpoint
from accounting.engine.aim import (
    MOST_TRIES,
    Aim,
    Contradicted,
    Request,
    ahead,
    check_order,
    corrected,
    next_aim,
    request,
    serves,
)
from accounting.engine.holdings import Holdings
from accounting.engine.ports import Page
from tests.fakes.fake_source import TODAY, FakeSource, invoice
from tests.fakes.memory_store import MemoryStore
from tests.fakes.sync_harness import SyncHarness


def page(start: int, *ids: int, total: int = 1000) -> Page:
    return Page(start, tuple(map(invoice, ids)), total)


def walking(anchor: int, offset: int) -> Aim:
    return Aim(anchor, anchor, offset - 1, expected=offset - 1, skipped=False)


EMPTY = Holdings(MemoryStore(), TODAY, 100)


def end(asked: Request) -> int:
    return asked.start + asked.limit


def test_page_overlaps_the_one_before_and_brings_a_step_of_new_invoices() -> None:
    aim = next_aim(Checkpoint(after=70, offset=50, walk_from=0), EMPTY)
    asked = request(aim.start, 25)
    assert aim.anchor == 70
    assert asked.start < 50
    assert end(asked) == 50 + 25


@pytest.mark.parametrize("start", [0, 1, 7])
def test_page_of_a_step_of_one_brings_something_new(start: int) -> None:
    """A row that is known, or at the very beginning none, and at least one behind it."""
    assert 2 <= request(start, 1).limit < 10


def test_page_that_overlaps_serves_and_one_that_came_too_late_does_not() -> None:
    aim = walking(70, 50)
    assert serves(aim, page(49, 70, 71, 72))
    assert serves(aim, page(49, 69, 71, 72))
    assert not serves(aim, page(49, 71, 72))
    assert not serves(aim, page(49))


def test_page_without_anything_new_does_not_serve_unless_it_is_the_last() -> None:
    aim = walking(70, 50)
    assert not serves(aim, page(20, 40, 60, 70))
    assert serves(aim, page(49, 70, total=50))


def test_late_page_is_looked_for_further_left_in_doubling_leaps() -> None:
    aim, starts = walking(70, 500), []
    for _ in range(5):
        aim = corrected(aim, page(aim.start, 900, 901), fallen=0)
        starts.append(aim.start)
    assert starts == [498, 496, 490, 472, 418]


def test_first_leap_is_as_far_as_the_total_fell() -> None:
    assert corrected(walking(70, 500), page(499, 900), fallen=120).start == 379


def test_page_is_found_by_bisection_once_a_leap_went_too_far() -> None:
    aim = corrected(walking(70, 500), page(499, 900), fallen=300)
    assert aim.start == 199
    aim = corrected(aim, page(199, 10, 11), fallen=0)
    assert aim.start == (200 + 499) // 2


def test_looking_for_a_page_ends() -> None:
    aim = replace(walking(70, 50), tries=MOST_TRIES)
    with pytest.raises(SourceMalformed, match="no progress"):
        corrected(aim, page(aim.start, 900, 901), fallen=0)


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
    aim = walking(70, 50)
    with pytest.raises(Contradicted, match="invoice 1 at position 49"):
        check_order(aim, page(49, 1, 2, 3))
    check_order(aim, page(49, 70, 71))
    check_order(aim, page(49, 75, 76))
    check_order(aim, page(10, 11, 12))


def test_pages_ahead_follow_one_another_and_spare_the_end() -> None:
    at = Checkpoint(after=0, offset=0, walk_from=0, size=10)
    aim = next_aim(at, EMPTY)
    following = list(ahead(aim, at, EMPTY, total=45))
    ends = [end(request(aim.start, 10)), *map(end, following)]
    assert ends == [10, 20, 30, 40]
    assert all(asked.start < before for asked, before in zip(following, ends, strict=False))


def test_pages_ahead_of_a_sync_are_those_with_unsettled_invoices() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 501))))
    for key in (100, 300, 305):
        harness.source.change(key, status="Unpaid")
    harness.sync("full")
    holdings = Holdings(harness.store, TODAY, 1000)
    at = Checkpoint(walk_from=500, size=10)
    aim = next_aim(at, holdings)
    assert (aim.start, aim.anchor, aim.skipped) == (99, 100, True)
    following = [asked.start for asked in ahead(aim, at, holdings, total=900)]
    assert following[:2] == [299, 499]


def test_rank_in_a_sync_is_shifted_by_what_was_deleted_before() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 501))))
    harness.source.change(300, status="Unpaid")
    harness.sync("full")
    holdings = Holdings(harness.store, TODAY, 1000)
    at = Checkpoint(walk_from=500, size=10, shift=7)
    assert next_aim(at, holdings).start == 292


def test_search_page_begins_with_the_last_row_that_agrees() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 501))))
    harness.sync("full")
    holdings = Holdings(harness.store, TODAY, 1000)
    aim = next_aim(Checkpoint(low=200, high=205, size=10), holdings)
    assert (aim.start, aim.anchor, aim.after) == (199, 200, 200)
    assert next_aim(Checkpoint(low=0, high=5, size=10), holdings).start == 0
