from math import ceil, log2

import pytest

from accounting.domain.syncs import Checkpoint
from accounting.engine import search
from accounting.engine.holdings import Holdings
from accounting.engine.ports import Page
from tests.fakes.fake_source import TODAY, FakeSource, invoice
from tests.fakes.sync_harness import SyncHarness


def held(count: int) -> Holdings:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, count + 1))), step=500)
    harness.sync("full")
    return Holdings(harness.store, TODAY, 10_000)


HOLDINGS = held(3000)


@pytest.mark.parametrize("deleted", [1, 2, 999, 1000, 1001, 1500, 2999, 3000])
@pytest.mark.parametrize("size", [1, 2, 250])
def test_bisection_ends_around_the_first_invoice_deleted_at_the_source(
    deleted: int, size: int
) -> None:
    remote = [key for key in range(1, 3001) if key != deleted]
    at, probes = search.begun(Checkpoint(size=size), 3000), 0
    while (rank := search.probe(at, HOLDINGS)) is not None:
        rows = tuple(map(invoice, remote[rank : rank + 1]))
        at = search.narrowed(at, HOLDINGS, rank, Page(rank, rows, len(remote)))
        probes += 1
        assert probes < 40
    assert at.low is not None
    assert at.low < deleted <= at.low + size
    assert at.searched == probes <= ceil(log2(3000)) + 4


def test_search_goes_on_behind_the_page_while_we_hold_more() -> None:
    page = Page(100, tuple(map(invoice, range(101, 201))), 2998)
    at = search.continued(Checkpoint(low=100, high=150, size=100), page, held=2999)
    assert (at.low, at.high) == (200, 2999)
    at = search.continued(Checkpoint(low=100, high=150, size=100), page, held=2998)
    assert (at.low, at.offset) == (None, 2998)


def test_search_that_costs_more_than_reading_all_is_not_begun() -> None:
    assert search.worth_searching(Checkpoint(size=250), 100_000)
    assert not search.worth_searching(Checkpoint(size=250, searched=395), 100_000)
    assert not search.worth_searching(Checkpoint(size=250), 500)


def test_bounds_are_cut_to_what_is_left_after_a_death() -> None:
    at = search.within(Checkpoint(low=3200, high=3300, size=10), HOLDINGS)
    assert (at.low, at.high) == (3000, 3000)
    assert search.within(Checkpoint(), HOLDINGS).low is None
