"""Open invoices are listed by status, closed ones counted, and those that differ found."""

from collections import Counter
from copy import replace
from datetime import timedelta
from math import ceil, log2

import pytest

from accounting.domain.errors import PageTooLarge
from accounting.domain.invoices import CLOSED, OPEN, Invoice
from accounting.domain.positions import Counting, Listing
from accounting.domain.syncs import Progress
from accounting.engine.census import MOST_ROUNDS
from tests.fakes.fake_source import LONG_AGO, TODAY, Filter, invoice
from tests.fakes.sync_harness import ChosenRank, SyncHarness

DISHONEST: list[Filter] = ["ignored", "empty", "one more", "one fewer", "total of all"]


def held(*rows: Invoice, step: int = 100) -> SyncHarness:
    """What is read by chance and for its age is the first page and nothing."""
    harness = SyncHarness.synced(*rows, step=step, full_sync_days=0)
    harness.chance = ChosenRank(0)
    return harness


def paid(count: int, **others: tuple[int, ...]) -> SyncHarness:
    """Invoices paid long ago, but for those ids that have another status."""
    status = {key: name for name, ids in others.items() for key in ids}
    return held(*(invoice(key, status.get(key, "Paid")) for key in range(1, count + 1)))


def logged(progress: Progress, text: str) -> bool:
    return any(text in line.message for line in progress.log)


def by_position(harness: SyncHarness) -> list[int]:
    return [start for start, _, status in harness.source.requests if not status]


def by_status(harness: SyncHarness, status: str) -> list[tuple[int, int]]:
    return [(start, limit) for start, limit, asked in harness.source.requests if asked == status]


# The open are listed


@pytest.mark.parametrize("status", OPEN)
def test_each_open_status_is_listed(status: str) -> None:
    harness = paid(3000)
    harness.source.change(1500, status=status)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.updated == 1
    assert logged(progress, f"{status}: 1 invoices, 1 changed")
    assert len(harness.source.requests) <= 10


def test_scattered_open_invoices_are_not_read_by_position() -> None:
    harness = paid(3000, Unpaid=tuple(range(50, 3000, 100)))
    harness.sync("incremental")
    assert len(by_position(harness)) <= 3


def test_changed_amount_of_an_open_invoice_is_seen_in_the_list() -> None:
    harness = paid(3000, Unpaid=(1500,))
    harness.source.change(1500, subtotal=7)
    assert harness.sync("incremental").counters.updated == 1
    assert harness.equal


def test_list_goes_on_page_after_page() -> None:
    harness = paid(3000, Unpaid=tuple(range(1, 3001, 5)))
    harness.source.change(*range(2, 3001, 50), status="Unpaid")
    harness.sync("incremental")
    assert harness.equal
    pages = by_status(harness, "Unpaid")
    assert len(pages) == 7
    assert all(start < 100 * (number or 1) for number, (start, _) in enumerate(pages))


def test_invoice_that_is_no_longer_listed_is_read_by_its_position() -> None:
    harness = paid(3000, Unpaid=(500, 1500, 2500), Draft=(1700,))
    harness.source.change(1500, status="Paid", paid_date=TODAY)
    harness.source.change(1700, status="Cancelled")
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.updated == 2
    pages = by_position(harness)
    assert any(start <= 1499 < start + 100 for start in pages)
    assert len(pages) <= 5


def test_invoice_of_an_unknown_status_is_read_by_its_position_each_time() -> None:
    harness = paid(3000)
    harness.source.change(1500, status="Disputed")
    harness.sync("full")
    harness.source.change(1500, subtotal=5)
    harness.sync("incremental")
    assert harness.equal


def test_new_invoices_are_left_to_the_scan() -> None:
    """What was listed beyond the last id stored would leave a gap behind it."""
    harness = paid(1000)
    for status in ("Unpaid", "Paid", "Unpaid"):
        harness.source.add(status)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.added == 3


def test_open_invoice_below_our_last_is_taken_from_the_list() -> None:
    harness = held(*(invoice(key) for key in range(2, 3001, 2)))
    harness.source.rows[1501] = invoice(1501, "Unpaid", TODAY)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.added == 1
    assert len(by_position(harness)) <= 4


@pytest.mark.parametrize("gone", [1, 30, 150, 250])
def test_invoices_paid_while_they_are_listed_leave_no_other_out(gone: int) -> None:
    """The list of their status moves to the left."""
    harness = paid(3000, Unpaid=tuple(range(1, 3001, 10)))
    harness.source.change(2991, subtotal=7)

    def pay(number: int) -> None:
        if number == 4:
            first = sorted(by_id)[:gone]
            harness.source.change(*first, status="Paid", paid_date=TODAY)

    by_id = [key for key, row in harness.source.rows.items() if row.status == "Unpaid"]
    harness.source.before_answer = pay
    assert harness.sync("incremental").outcome == "succeeded"
    assert harness.equal


def test_so_many_open_invoices_change_that_one_transaction_cannot_hold_them() -> None:
    ids = range(10, 120_000, 1000)
    harness = held(*(invoice(key, "Unpaid") for key in ids), step=200)
    harness.source.change(*ids, subtotal=7)
    harness.sync("incremental")
    assert harness.equal
    harness.source.change(*ids, status="Paid", paid_date=TODAY)
    harness.sync("incremental")
    assert harness.equal


def test_list_goes_on_where_the_time_of_an_iteration_ended() -> None:
    harness = paid(1000, Unpaid=tuple(range(1, 1001, 2)))
    harness.source.change(*range(1, 1001, 4), subtotal=7)
    harness.source.before_answer = lambda _number: harness.clock.sleep(20)
    progress = harness.iteration("incremental", Progress())
    assert isinstance(progress.position, Listing)
    assert (progress.position.status, progress.position.rank) == ("Unpaid", 200)
    harness.sync("incremental", progress)
    assert harness.equal
    assert len(by_status(harness, "Unpaid")) == 5


# The closed are counted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Paid", "Refunded"),
        ("Paid", "Cancelled"),
        ("Cancelled", "Paid"),
        ("Refunded", "Paid"),
        ("Paid", "Collections"),
        ("Paid", "Unpaid"),
        ("Cancelled", "Draft"),
        ("Paid", "Disputed"),
    ],
)
@pytest.mark.parametrize("which", [1, 777, 3000])
def test_change_of_status_of_any_age_is_found_by_the_next_sync(
    before: str, after: str, which: int
) -> None:
    rows = [invoice(key, before if key % 2 else "Paid") for key in range(1, 3001)]
    harness = held(*rows, invoice(3001), step=10)
    if harness.source.rows[which].status != before:
        harness.source.change(which, status=before)
        harness.sync("full")
        harness.source.requests.clear()
    harness.source.change(which, status=after)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.updated == 1
    assert progress.proof
    assert progress.proof.statuses
    assert len(harness.source.requests) <= 12 + ceil(log2(3000)) + 3


def test_issued_long_ago_cancelled_yesterday_paid_today() -> None:
    issued = TODAY - timedelta(days=100)
    harness = paid(3000)
    harness.source.add("Unpaid", issued)
    harness.sync("incremental")
    for status in ("Cancelled", "Paid"):
        harness.days_pass(1)
        day = harness.clock.now().date() if status == "Paid" else None
        harness.source.change(3001, status=status, paid_date=day)
        harness.source.requests.clear()
        harness.sync("incremental")
        assert harness.store.stored[3001].status == status
        assert harness.equal


def test_several_changes_of_a_day_are_all_found() -> None:
    harness = paid(20_000, Cancelled=tuple(range(100, 20_000, 100)))
    harness.source.change(50, 5050, 15_050, status="Refunded")
    harness.source.change(100, 19_900, status="Paid")
    harness.source.change(7050, status="Collections")
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.updated == 6
    assert len(harness.source.requests) < 12 + 6 * 17


def test_very_many_changes_are_listed_instead_of_searched() -> None:
    harness = paid(3000)
    harness.source.change(*range(5, 3000, 10), status="Refunded")
    harness.sync("incremental")
    assert harness.equal
    assert len(harness.source.requests) < 60
    assert len(by_status(harness, "Refunded")) < 10


def test_many_that_left_a_closed_status_are_found_by_listing_it() -> None:
    harness = paid(3000)
    harness.source.change(*range(5, 3000, 10), status="Disputed")
    harness.sync("incremental")
    assert harness.equal
    assert len(harness.source.requests) < 90


def test_proof_says_how_many_of_each_closed_status_there_are() -> None:
    harness = paid(100, Cancelled=(5,), Refunded=(6, 7), Unpaid=(8,))
    progress = harness.sync("incremental")
    assert progress.proof
    assert progress.proof.statuses == {"Paid": 96, "Cancelled": 1, "Refunded": 2}
    assert progress.proof.statuses.keys() == set(CLOSED)
    assert harness.sync("full").proof != progress.proof


def test_what_came_and_went_while_it_was_searched_is_read_at_the_end() -> None:
    harness = paid(3000)
    harness.source.change(1500, status="Refunded")

    def come_and_go(number: int) -> None:
        if isinstance(harness.source.requests[-1], tuple) and number == 14:
            harness.source.delete(2000)
            harness.source.add("Paid", TODAY)

    harness.source.before_answer = come_and_go
    progress = harness.sync("incremental")
    assert progress.outcome == "succeeded"
    assert [harness.store.stored.keys()] == harness.source.ids_in_answers(last=1)
    harness.sync("incremental")
    assert harness.equal


@pytest.mark.parametrize("at", range(5, 30))
def test_change_during_the_search_is_found_by_this_sync_or_the_next(at: int) -> None:
    harness = held(*map(invoice, range(1, 1001)), step=20)
    harness.source.change(500, status="Refunded")

    def change(number: int) -> None:
        if number == at:
            harness.source.change(300, status="Refunded")
            harness.source.change(700, status="Cancelled")
            harness.source.add("Paid", TODAY)

    harness.source.before_answer = change
    first = harness.sync("incremental")
    assert first.outcome == "succeeded"
    harness.source.before_answer = lambda _number: None
    harness.sync("incremental")
    assert harness.equal


def test_counts_that_never_agree_end_after_a_few_rounds() -> None:
    """Each time somebody looks, another invoice is refunded."""
    harness = paid(3000)

    def refund(_number: int) -> None:
        if harness.source.requests[-1] == (0, 1, "Refunded"):
            row = next(row for row in harness.source.rows.values() if row.status == "Paid")
            harness.source.change(row.id, status="Refunded")

    harness.source.before_answer = refund
    progress = harness.sync("incremental")
    assert progress.outcome == "succeeded"
    assert progress.proof
    assert progress.proof.statuses is None
    assert logged(progress, "keep changing")
    assert progress.rounds == MOST_ROUNDS
    assert len(harness.source.requests) < 100


def test_end_that_always_grows_is_looked_at_a_few_times() -> None:
    """Each time the paid ones are counted, there is one more."""
    harness = paid(3000)

    def add(_number: int) -> None:
        if harness.source.requests[-1] == (0, 1, "Paid") and harness.source.last_id < 3020:
            harness.source.add("Paid", LONG_AGO)

    harness.source.before_answer = add
    progress = harness.sync("incremental")
    assert progress.outcome == "succeeded"
    assert progress.rounds == MOST_ROUNDS
    assert harness.source.last_id == 3000 + MOST_ROUNDS + 1


def test_search_goes_on_where_the_time_of_an_iteration_ended() -> None:
    harness = paid(3000)
    harness.source.change(1234, status="Refunded")
    harness.source.before_answer = lambda _number: harness.clock.sleep(50)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.updated == 1
    assert len(harness.source.requests) <= 12 + ceil(log2(3000)) + 3


# A filter that is not to be trusted


@pytest.mark.parametrize("filter_", DISHONEST)
@pytest.mark.parametrize("count", [5, 1000])
def test_without_a_filter_open_invoices_are_read_by_position(filter_: Filter, count: int) -> None:
    unpaid = tuple(range(3, count, 200))
    harness = paid(count, Unpaid=unpaid)
    harness.source.filter = filter_
    harness.source.change(3, status="Paid", paid_date=TODAY)
    harness.source.change(*unpaid[1:], subtotal=5)
    harness.source.add()
    progress = harness.sync("incremental")
    assert progress.outcome == "succeeded"
    assert harness.equal
    assert progress.proof
    assert progress.proof.statuses is None
    assert logged(progress, "filter by status is not to be trusted")
    assert len(harness.source.requests) < 60


@pytest.mark.parametrize("filter_", DISHONEST)
def test_without_a_filter_a_sync_costs_little_more(filter_: Filter) -> None:
    harness = paid(20_000, Unpaid=tuple(range(500, 20_000, 2000)))
    harness.source.filter = filter_
    harness.sync("incremental")
    assert harness.equal
    assert len(harness.source.requests) < 50


@pytest.mark.parametrize("filter_", DISHONEST)
def test_without_a_filter_a_hundred_thousand_invoices_fit_into_transactions(
    filter_: Filter,
) -> None:
    rows = (
        invoice(key, "Unpaid" if key % 1000 == 10 else "Paid") for key in range(10, 150_000, 250)
    )
    harness = held(*rows)
    harness.source.filter = filter_
    harness.sync("incremental")
    assert harness.equal


def test_mass_payment_between_list_and_count_is_no_reason_for_distrust() -> None:
    harness = paid(3000, Unpaid=(100, 200, 300))
    counted = Counter[str]()

    def pay(_number: int) -> None:
        status = harness.source.requests[-1][2]
        counted[status] += 1
        if status == "Paid" and counted[status] == 1:
            harness.source.change(100, 200, 300, status="Paid", paid_date=TODAY)

    harness.source.before_answer = pay
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.proof
    assert progress.proof.statuses


def test_counting_begins_when_all_is_read() -> None:
    harness = paid(300)
    harness.source.before_answer = lambda _number: harness.clock.sleep(9)
    progress, seen = Progress(), []
    while not progress.outcome:
        progress = harness.iteration("incremental", progress, seconds=1)
        seen.append(type(progress.position).__name__)
    assert seen[:4] == ["Listing"] * 3 + ["Skipping"]
    assert seen[-1] == Counting.__name__


def test_list_goes_on_with_a_page_size_that_the_server_can_give() -> None:
    harness = held(*(invoice(key, "Unpaid", TODAY) for key in range(1, 301)), step=100)

    def limited(_number: int) -> None:
        if harness.source.requests[-1][1] > 60:
            raise PageTooLarge("too many")

    harness.source.before_answer = limited
    assert harness.sync("incremental").size == 50
    assert sum(limit > 60 for _, limit, _ in harness.source.requests) == 2


def test_page_size_does_not_follow_a_wrong_count_of_a_status() -> None:
    harness = paid(300, Unpaid=(100, 200, 300))
    harness.source.filter = "one more"
    assert harness.sync("incremental").size == 100


def test_id_that_comes_back_below_while_another_disappears_is_found() -> None:
    """All are as many as before, but not of each status: the list has an id that we lack."""
    harness = paid(3000)
    back = harness.source.rows[1700]
    harness.source.delete(1700)
    harness.sync("incremental")
    harness.source.delete(1200)
    harness.source.rows[1700] = replace(back, status="Cancelled")
    progress = harness.sync("incremental")
    assert harness.equal
    assert logged(progress, "which we lack")


def test_id_that_is_gone_while_another_comes_back_below_is_found() -> None:
    """The same where the lists of both statuses begin alike."""
    harness = paid(3000, Cancelled=(1200,))
    back = harness.source.rows[1700]
    harness.source.delete(1700)
    harness.sync("incremental")
    harness.source.delete(1200)
    harness.source.rows[1700] = back
    harness.sync("incremental")
    assert harness.equal
