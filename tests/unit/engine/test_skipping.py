"""Syncs read what is new or may have changed, prove the rest by counts, find other histories."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from accounting.domain.syncs import Progress
from tests.fakes.fake_source import TODAY, FakeSource, invoice
from tests.fakes.inline_executor import InlineExecutor
from tests.fakes.sync_harness import ChosenRank, SyncHarness


def held(count: int, step: int = 100) -> SyncHarness:
    return SyncHarness.synced(*map(invoice, range(1, count + 1)), step=step)


def logged(progress: Progress, text: str) -> bool:
    return any(text in line.message for line in progress.log)


def asked(harness: SyncHarness) -> list[tuple[int, int]]:
    """Pages of all invoices."""
    pages = [(start, limit) for start, limit, status in harness.source.requests if not status]
    harness.source.requests.clear()
    return pages


def test_sync_reads_what_is_new_and_what_may_have_changed() -> None:
    harness = held(1000, step=10)
    harness.chance = ChosenRank(990)
    harness.full_sync_days = 0
    harness.source.change(500, status="Unpaid", paid_date=None)
    harness.sync("full")
    harness.source.requests.clear()
    new = [harness.source.add() for _ in range(5)]
    harness.source.change(500, status="Paid", paid_date=TODAY)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.added == len(new)
    assert progress.counters.updated == 1
    assert len(asked(harness)) <= 3


def test_sync_without_news_reads_the_newest_page_and_one_at_random() -> None:
    harness = held(3000)
    harness.full_sync_days = 0
    harness.chance = ChosenRank(1234)
    harness.sync("incremental")
    pages = asked(harness)
    assert len(pages) <= 3
    for rank in (*range(1234, 1334), *range(2900, 3000)):
        assert any(start <= rank < start + limit for start, limit in pages)


def test_every_page_has_its_chance() -> None:
    harness = held(1000, step=50)
    harness.full_sync_days = 0
    harness.chance = Random(3)
    seen: set[int] = set()
    for _ in range(60):
        harness.sync("incremental")
        for start, limit in asked(harness):
            seen.update(range(start, start + limit))
    assert len(seen) > 900


@pytest.mark.parametrize("deleted", [(77,), (1,), (1000,), (12, 500, 999)])
def test_deletion_is_found_by_bisection(deleted: tuple[int, ...]) -> None:
    harness = held(1000, step=10)
    harness.source.delete(*deleted)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.deleted == len(deleted)
    assert len(harness.source.requests) < 30 + 15 * len(deleted)


def test_few_invoices_are_read_again_instead_of_searched() -> None:
    harness = held(200)
    harness.source.delete(50)
    progress = harness.sync("incremental")
    assert harness.equal
    assert logged(progress, "reading all invoices")
    assert len(harness.source.requests) < 16


def test_many_deletions_cost_little_more_than_reading_all() -> None:
    """After a few searches the rest is scanned, from behind what agrees already."""
    harness = held(5000, step=250)
    harness.source.delete(*range(100, 5000, 100))
    harness.sync("incremental")
    assert harness.equal
    assert len(harness.source.requests) < 60


def test_invoice_that_comes_back_below_is_found_with_the_one_that_went() -> None:
    """The counts are the same as before; but every page between the two begins with another."""
    harness = SyncHarness.synced(*(invoice(key) for key in range(1, 1001) if key != 300))
    harness.source.delete(700)
    harness.source.rows[300] = invoice(300)
    harness.chance = ChosenRank(500)
    progress = harness.sync("incremental")
    assert harness.equal
    assert logged(progress, "where invoice 502 stood")


@pytest.mark.parametrize("rank", [0, 250])
def test_invoice_that_comes_back_below_is_found_within_the_days_whatever_chance_does(
    rank: int,
) -> None:
    rows = (invoice(key) for key in range(100, 30_000, 100) if key != 13_000)
    harness = SyncHarness.synced(*rows, step=20)
    harness.chance = ChosenRank(rank)
    harness.source.delete(17_000)
    harness.source.rows[13_000] = invoice(13_000)
    for _ in range(harness.full_sync_days):
        harness.days_pass(1)
        harness.sync("incremental")
    assert harness.equal


# Another history


def restored(step: int, days: int, unit: int = 5) -> SyncHarness:
    """1,005 invoices, 5 of them a day's, the last of today; all but the newest are paid. Then a
    backup of so many days ago is restored, and the ids since are given again, to other invoices."""
    ages = {key: timedelta(days=(1005 - key) // unit) for key in range(1, 1006)}
    rows = [invoice(key, "Paid", TODAY - ages[key]) for key in ages]
    harness = SyncHarness.synced(*rows, step=step)
    lost = [key for key in ages if ages[key].days < days]
    for key in lost:
        harness.source.rows[key] = invoice(key, "Paid", TODAY, subtotal=Decimal(7_000 + key))
    harness.chance = ChosenRank(0)
    return harness


@pytest.mark.parametrize("step", [10, 250, 5000])
@pytest.mark.parametrize("days", [20, 59, 62, 100, 200])
def test_backup_restored_whose_ids_are_given_again_is_found(step: int, days: int) -> None:
    harness = restored(step, days)
    assert len(harness.differing()) == 5 * days
    progress = harness.sync("incremental")
    assert harness.equal
    assert logged(progress, "another history") == (days > 60)
    assert bool(progress.full_since) == (days > 60)


def test_all_is_verified_when_a_settled_invoice_has_other_figures() -> None:
    harness = held(3000)
    harness.chance = ChosenRank(1234)
    harness.source.change(50, 1280, 2500, subtotal=Decimal(5))
    progress = harness.sync("incremental")
    assert harness.equal
    assert logged(progress, "Invoice 1280 was settled")
    assert progress.counters.updated == 3
    moments = {each.verified for each in harness.store.state.summaries.values()}
    assert moments == {progress.full_since}


def test_other_status_of_a_settled_invoice_is_no_other_history() -> None:
    harness = held(1000)
    harness.chance = ChosenRank(500)
    harness.source.change(550, status="Refunded", refunded_date=TODAY)
    progress = harness.sync("incremental")
    assert harness.equal
    assert not progress.full_since


def test_pages_asked_ahead_before_all_is_read_are_not_used_for_it() -> None:
    """They are older than the moment from which on all is verified."""
    harness = held(200, step=10)
    harness.parallel = 4
    harness.pool = lambda _parallel: InlineExecutor()
    harness.full_sync_days = 1
    harness.days_pass(1)
    harness.source.change(15, subtotal=Decimal(5))

    def edit(number: int) -> None:
        if harness.source.requests.count((0, 10, "")) == 2:
            harness.source.change(25, status="Cancelled")

    harness.source.before_answer = edit
    progress = harness.sync("incremental")
    assert progress.scans == 1
    assert harness.equal


# Ages


@pytest.mark.parametrize(("step", "days"), [(7, 7), (50, 30), (5000, 30)])
def test_no_figure_gets_older_than_the_days_of_a_system(step: int, days: int) -> None:
    """60 days of business: daily Syncs, new invoices every day, some paid, some never. 20 a block,
    so that there are more blocks than days."""
    ids = range(50, 40_000, 50)
    rows = [invoice(key, "Unpaid" if key % 1000 in {0, 250, 950} else "Paid") for key in ids]
    harness = SyncHarness.synced(*rows, step=step, full_sync_days=days)
    for day in range(60):
        harness.days_pass(1)
        for _ in range(7):
            harness.source.add(day=TODAY + timedelta(days=day), gap=50)
        paid = [key for key, row in harness.source.rows.items() if row.status == "Unpaid"]
        harness.source.change(*paid[3::3], status="Paid", paid_date=TODAY + timedelta(days=day))
        progress = harness.sync("incremental")
        assert not progress.full_since
        assert progress.proof
        assert progress.proof.verified_since
        age = harness.clock.now() - progress.proof.verified_since
        assert age <= timedelta(days=days)
    assert harness.equal


def test_block_of_which_only_some_pages_were_read_grows_older() -> None:
    harness = held(2999)
    harness.full_sync_days = 0
    harness.chance = ChosenRank(1200)
    before = harness.clock.now()
    harness.days_pass(1)
    harness.sync("incremental")
    assert {each.verified for each in harness.store.state.summaries.values()} == {before}


def test_block_at_the_end_is_verified_together_with_what_is_new_in_it() -> None:
    harness = held(1500)
    harness.full_sync_days = 1
    harness.days_pass(1)
    now = harness.clock.now()
    harness.source.add()
    harness.sync("incremental")
    assert harness.equal
    assert {each.verified for each in harness.store.state.summaries.values()} == {now}


def test_second_sync_of_a_day_reads_no_more_for_its_age() -> None:
    harness = held(30_000)
    harness.chance = ChosenRank(0)
    harness.days_pass(1)
    harness.sync("incremental")
    first = len(asked(harness))
    harness.sync("incremental")
    assert first - len(asked(harness)) >= 9


def test_days_share_is_verified_through_all_iterations_of_a_sync() -> None:
    harness = held(30_000, step=50)
    harness.chance = ChosenRank(0)
    harness.days_pass(1)
    start = harness.clock.now()
    harness.source.before_answer = lambda _number: harness.clock.sleep(20)
    harness.sync("incremental")
    ages = [each.verified for each in harness.store.state.summaries.values()]
    assert ages.count(start) >= 1


def test_edit_of_an_old_settled_invoice_is_found_within_the_days() -> None:
    harness = held(10_000, step=250)
    harness.chance = ChosenRank(0)
    harness.source.change(5200, subtotal=Decimal("1234.56"), tax=Decimal(0))
    found = 0
    while not harness.equal:
        harness.days_pass(1)
        harness.sync("incremental")
        found += 1
    assert 1 <= found <= harness.full_sync_days


# Time


def test_sync_goes_on_where_its_iteration_ended() -> None:
    harness = SyncHarness.synced(
        *(invoice(key, "Odd" if key % 50 == 0 else "Paid") for key in range(1, 2001)), step=10
    )
    harness.source.change(*range(50, 2001, 100), status="Paid")
    harness.source.before_answer = lambda _number: harness.clock.sleep(20)
    progress, iterations = Progress(), 0
    while not progress.outcome:
        progress = harness.iteration("incremental", progress)
        iterations += 1
    assert harness.equal
    assert iterations > 10
    assert len(harness.source.requests) < 2 * 40 + 20


def test_steps_left_of_a_sync_are_the_pages_with_something_to_read() -> None:
    harness = SyncHarness.synced(
        *(invoice(key, "Odd" if key in {50, 700, 1500} else "Paid") for key in range(1, 2001))
    )
    harness.full_sync_days = 0
    harness.chance = ChosenRank(45)
    harness.source.before_answer = lambda number: harness.clock.sleep(100 * (number == 6))
    progress = harness.iteration("incremental", Progress())
    assert progress.steps_left == 1 + 1 + 1


def test_first_invoices_of_an_empty_source_are_found() -> None:
    harness = SyncHarness(FakeSource())
    harness.sync("full")
    harness.source.add()
    harness.sync("incremental")
    assert harness.equal


def test_invoices_below_ours_are_found() -> None:
    """After a clean-up at the source, ids may go on below."""
    harness = SyncHarness.synced(*map(invoice, range(5001, 6001)), step=100)
    harness.source.rows[40] = invoice(40, "Unpaid", TODAY)
    harness.source.rows[5000] = invoice(5000, "Paid", TODAY)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.added == 2
