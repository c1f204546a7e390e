"""What syncs cost, in requests to the accounting system and in blocks written and opened."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

import pytest

from accounting.domain.invoices import Invoice
from tests.fakes.fake_source import LONG_AGO, TODAY, FakeSource, invoice
from tests.fakes.sync_harness import SyncHarness


def company(count: int, open_: Iterable[int] = (), days: int = 1000) -> list[Invoice]:
    """Invoices of so many days up to today, an equal number each day, paid in their time; those
    that are open are old."""
    unpaid = set(open_)
    rows = []
    for key in range(1, count + 1):
        day = TODAY - timedelta(days=(count - key) * days // count)
        closed = "Cancelled" if key % 20 == 0 else "Refunded" if key % 50 == 1 else "Paid"
        status = "Unpaid" if key in unpaid else closed
        rows.append(invoice(key, status, min(day, LONG_AGO) if key in unpaid else day))
    return rows


def scattered(count: int, every: int) -> list[int]:
    """About every so many-th id, as chance will have it."""
    chance = Random(5)
    return [key for key in range(1, count + 1) if chance.random() * every < 1]


def a_day_of_business(harness: SyncHarness) -> None:
    """New invoices, payments of old and new ones, a refund, a cancellation."""
    harness.days_pass(1)
    day = harness.clock.now().date()
    source = harness.source
    for _ in range(10):
        source.add("Unpaid", day)
    unpaid = [key for key, row in source.rows.items() if row.status == "Unpaid"]
    source.change(unpaid[5], unpaid[-3], unpaid[-1], status="Paid", paid_date=day)
    source.change(unpaid[10], status="Cancelled")
    paid = next(key for key in source.rows if key > 1234 and source.rows[key].status == "Paid")
    source.change(paid, status="Refunded", refunded_date=day)


@pytest.mark.parametrize(
    ("count", "every", "step", "most"), [(20_000, 20, 250, 30), (100_000, 100, 1000, 30)]
)
def test_quiet_sync(count: int, every: int, step: int, most: int) -> None:
    """Settled, but for those of the last 60 days and the open ones, which are scattered."""
    harness = SyncHarness.synced(*company(count, scattered(count, every)), step=step, parallel=4)
    harness.days_pass(1)
    progress = harness.sync("incremental")
    assert not progress.full_since
    assert harness.equal
    assert len(harness.source.requests) <= most


@pytest.mark.parametrize(
    ("count", "every", "step", "most"), [(20_000, 20, 250, 45), (100_000, 100, 1000, 45)]
)
def test_sync_after_a_day_of_business(count: int, every: int, step: int, most: int) -> None:
    """The refund of an old invoice is searched for in the counts."""
    harness = SyncHarness.synced(*company(count, scattered(count, every)), step=step, parallel=4)
    a_day_of_business(harness)
    progress = harness.sync("incremental")
    assert not progress.full_since
    assert harness.equal
    assert len(harness.source.requests) <= most


def test_full_sync_in_which_nothing_changed_writes_no_invoice() -> None:
    harness = SyncHarness.synced(*company(20_000), step=250, parallel=4)
    harness.days_pass(1)
    progress = harness.sync("full")
    assert harness.store.state.blocks_written == 0
    assert harness.store.state.summaries_written <= 40
    assert progress.counters.unchanged == 20_000
    assert len(harness.source.requests) == 80


def test_first_full_sync_writes_each_block_about_twice() -> None:
    """While it is filled, and when it is."""
    harness = SyncHarness(FakeSource(*company(20_000)), step=250, parallel=4)
    harness.sync("full")
    assert harness.equal
    assert len(harness.source.requests) == 81
    assert harness.store.state.blocks_written <= 21 + 4
    assert harness.store.state.commits <= 4


def test_three_deletions_among_a_hundred_thousand() -> None:
    harness = SyncHarness.synced(*map(invoice, range(1, 100_001)), step=1000, parallel=4)
    harness.source.delete(12_345, 54_321, 98_765)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.deleted == 3
    assert len(harness.source.requests) < 40  # The end is asked for when the counts agree.


def test_page_opens_its_own_blocks_only() -> None:
    harness = SyncHarness.synced(*company(20_000), step=250)
    harness.sync("full")
    opened = harness.store.state.opened
    assert len(opened) <= 21 + 4
    assert sorted(opened) == opened


def test_five_hundred_lowest_invoices_disappear_during_the_sync() -> None:
    harness = SyncHarness.synced(*map(invoice, range(1, 20_001)), step=250, parallel=4)

    def delete(number: int) -> None:
        if number == 40:
            harness.source.delete(*range(1, 501))

    harness.source.before_answer = delete
    progress = harness.sync("full")
    assert harness.equal
    assert harness.summaries_right
    assert progress.counters.deleted == 500
    assert len(harness.source.requests) < 80 + 50


def test_index_of_a_million_invoices_finds_what_to_read_without_opening_all() -> None:
    """Only those blocks whose invoices are read for their age, by chance, or as the newest."""
    rows = (invoice(key) for key in range(1000, 1_000_000, 1000) for key in (key, key + 1))
    harness = SyncHarness.synced(*rows, step=1000, full_sync_days=0)
    harness.sync("incremental")
    assert len(set(harness.store.state.opened)) < 3 * 1000
    assert harness.equal
