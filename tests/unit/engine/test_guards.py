"""What is not believed at once: a source that shrank, rows that make no sense."""

from decimal import Decimal
from typing import Any

import pytest

from accounting.domain.errors import SourceMalformed, SourceShrank
from accounting.domain.syncs import Mode, Progress
from accounting.engine.guards import check_unreadable, most_deleted, rewritten
from tests.fakes.fake_source import FakeSource, invoice
from tests.fakes.sync_harness import SyncHarness

MODES: list[Mode] = ["full", "incremental"]


def held(count: int, step: int = 100) -> SyncHarness:
    return SyncHarness.synced(*map(invoice, range(1, count + 1)), step=step)


def shrinking(harness: SyncHarness, at: int, *deleted: int) -> None:
    """These are deleted while the answer to that request is made."""

    def delete(number: int) -> None:
        if number == at:
            harness.source.delete(*deleted)

    harness.source.before_answer = delete


def logged(progress: Progress, text: str) -> bool:
    return any(text in line.message for line in progress.log)


@pytest.mark.parametrize(
    ("stored", "most"),
    [(0, 0), (1, 0), (2, 1), (99, 49), (100, 20), (1000, 200), (100_000, 20_000)],
)
def test_a_fifth_may_be_deleted_of_few_the_half(stored: int, most: int) -> None:
    assert most_deleted(stored) == most


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("count", [1, 99, 1000])
def test_nothing_is_ever_emptied(mode: Mode, count: int) -> None:
    harness = held(count)
    harness.source.rows.clear()
    with pytest.raises(SourceShrank, match=rf"{count} of the {count}"):
        harness.sync(mode)
    assert len(harness.store.stored) == count


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("count", "left"), [(1000, 800), (99, 50), (2, 1)])
def test_a_part_is_deleted_without_a_question(mode: Mode, count: int, left: int) -> None:
    harness = held(count)
    harness.source.delete(*range(1, count - left + 1))
    assert harness.sync(mode).counters.deleted == count - left
    assert harness.equal


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("count", "left"), [(1000, 799), (99, 49), (3, 1), (101, 80)])
def test_more_is_deleted_only_when_that_is_allowed(mode: Mode, count: int, left: int) -> None:
    harness = held(count)
    harness.source.delete(*range(1, count - left + 1))
    with pytest.raises(SourceShrank, match=rf"{count - left} of the {count}") as caught:
        harness.sync(mode)
    assert "allow_shrink" in caught.value.advice
    assert len(harness.store.stored) == count
    assert harness.sync(mode, allow_shrink=True).counters.deleted == count - left
    assert harness.equal


@pytest.mark.parametrize("mode", MODES)
def test_no_more_is_deleted_by_small_steps_within_one_sync(mode: Mode) -> None:
    """1,000, then 800, then 650."""
    harness = held(1000)
    harness.source.delete(*range(801, 1001))
    shrinking(harness, 4, *range(301, 451))
    with pytest.raises(SourceShrank):
        harness.sync(mode)
    assert len(harness.source.rows) == 650
    assert len(harness.store.stored) >= 800


def test_small_steps_of_several_syncs_are_each_a_question_of_their_own() -> None:
    harness = held(1000)
    for left in (800, 650):
        harness.source.delete(*sorted(harness.source.rows)[left:])
        harness.sync("incremental")
        assert len(harness.store.stored) == left
    harness.source.delete(*sorted(harness.source.rows)[519:])
    with pytest.raises(SourceShrank, match="131 of the 650"):
        harness.sync("incremental")


def test_what_was_deleted_counts_through_all_iterations_of_a_sync() -> None:
    harness = held(1000)
    harness.source.delete(*range(1, 201))
    harness.source.before_answer = lambda _number: harness.clock.sleep(20)
    progress = harness.iteration("full", Progress())
    assert progress.counters.deleted == 200
    assert not progress.outcome
    harness.source.delete(1000)
    with pytest.raises(SourceShrank, match="201 of the 1000"):
        harness.sync("full", progress)


def test_invoice_deleted_during_the_first_sync_is_no_shrinking() -> None:
    """Nothing was held before it."""
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 201))))
    shrinking(harness, 15, 5, 6, 7)
    assert harness.sync("full").outcome == "succeeded"
    assert harness.equal


def test_invoices_that_came_and_went_during_a_sync_are_no_shrinking() -> None:
    harness = held(10, step=5)
    new = [harness.source.add("Paid") for _ in range(40)]
    shrinking(harness, 9, *new[:10])
    assert harness.sync("full").outcome == "succeeded"
    assert harness.equal


@pytest.mark.parametrize("mode", MODES)
def test_other_invoices_instead_of_ours_are_shrinking_however_many_they_are(mode: Mode) -> None:
    harness = SyncHarness.synced(*map(invoice, range(5001, 5101)), step=100)
    harness.source.rows = {key: invoice(key) for key in range(1, 2001)}
    with pytest.raises(SourceShrank, match="100 of the 100"):
        harness.sync(mode)
    assert set(range(5001, 5101)) <= harness.store.stored.keys()


@pytest.mark.parametrize("mode", MODES)
def test_single_answer_with_too_short_a_list_is_not_believed(mode: Mode) -> None:
    harness = held(100, step=20)
    rows = harness.source.rows

    def shorten(number: int) -> None:
        unfiltered = [asked for asked in harness.source.requests if not asked[2]]
        harness.source.rows = dict(list(rows.items())[:10]) if len(unfiltered) == 1 else rows

    harness.source.before_answer = shorten
    progress = harness.sync(mode)
    assert harness.equal
    assert progress.proof
    assert progress.proof.remote_total == 100


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("deleted", "noted"), [(5, False), (6, True)])
def test_deletion_of_more_than_five_per_cent_is_logged(
    mode: Mode, deleted: int, noted: bool
) -> None:
    harness = held(100)
    harness.source.delete(*range(1, deleted + 1))
    progress = harness.sync(mode)
    assert logged(progress, "6 of the 100 invoices were deleted") == noted
    assert logged(progress, "were deleted") == noted


# Rows that make no sense


@pytest.mark.parametrize(("total", "most"), [(50, 20), (2000, 20), (2100, 21), (100_000, 1000)])
def test_twenty_unreadable_rows_or_one_in_a_hundred_are_borne(total: int, most: int) -> None:
    rows = [invoice(7, unreadable="subtotal"), invoice(8), invoice(9, unreadable="tax, date")]
    check_unreadable(rows, most, total)
    with pytest.raises(SourceMalformed, match=rf"{most + 1} invoices .*7 \(subtotal\), .*9 \(tax"):
        check_unreadable(rows, most + 1, total)


def test_error_names_five_of_them() -> None:
    rows = [invoice(key, unreadable="total") for key in range(1, 99)]
    with pytest.raises(SourceMalformed) as caught:
        check_unreadable(rows, 98, 98)
    assert caught.value.detail.count("(total)") == 5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("status", ["Paid", "Unpaid"])
def test_a_row_that_makes_no_sense_does_not_stop_the_others(mode: Mode, status: str) -> None:
    harness = held(200)
    harness.source.change(*range(1, 21), unreadable="total", status=status)
    harness.source.add()
    harness.sync("full")
    assert harness.equal
    harness.source.change(5, unreadable="")
    progress = harness.sync("incremental")
    assert progress.outcome == "succeeded"
    assert harness.equal


@pytest.mark.parametrize(
    ("mode", "status"), [("full", "Paid"), ("full", "Unpaid"), ("incremental", "Unpaid")]
)
def test_too_many_of_them_stop_the_sync_before_they_are_stored(mode: Mode, status: str) -> None:
    harness = SyncHarness.synced(*(invoice(key, status) for key in range(1, 101)), step=10)
    harness.source.change(*range(1, 22), unreadable="total")
    with pytest.raises(SourceMalformed, match=r"invoices have fields that make no sense"):
        harness.sync(mode)
    assert sum(bool(row.unreadable) for row in harness.store.stored.values()) <= 20


def test_unreadable_rows_that_were_known_count_only_once() -> None:
    harness = held(100, step=10)
    harness.source.change(*range(1, 21), unreadable="total")
    harness.sync("full")
    harness.sync("full")
    assert harness.sync("incremental").outcome == "succeeded"


# Another history


def test_settled_invoice_with_other_figures_is_another_history() -> None:
    stored = invoice(1)
    assert rewritten(stored, invoice(1, subtotal=7), settled=True)
    changes: list[dict[str, Any]] = [
        {"number": "x"},
        {"date": None},
        {"currency": "USD"},
        {"tax": Decimal(7)},
    ]
    for fields in changes:
        assert rewritten(stored, invoice(1, **fields), settled=True)
    assert not rewritten(stored, invoice(1, subtotal=7), settled=False)
    assert not rewritten(stored, invoice(1, "Refunded", refunded_date=None), settled=True)
    assert not rewritten(stored, invoice(1, subtotal=7, unreadable="total"), settled=True)
    assert not rewritten(invoice(1, unreadable="x"), invoice(1, subtotal=7), settled=True)
    assert not rewritten(None, invoice(1), settled=True)
