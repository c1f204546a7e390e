from dataclasses import replace

import pytest

from accounting.domain.errors import LeaseLost, SourceShrank
from tests.fakes.fake_source import FakeSource, invoice
from tests.fakes.sync_harness import SyncHarness


def test_first_full_sync_copies_all_invoices_and_proves_it() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 101))))
    progress = harness.sync("full")
    assert harness.equal
    assert harness.blocks_right
    assert progress.proof
    assert progress.proof.remote_total == progress.proof.stored_total == 100
    assert progress.proof.last_id == 100
    assert (progress.counters.added, progress.counters.seen) == (100, 100)
    assert progress.steps_done == 10
    assert len(harness.source.requests) <= 12  # The end is looked at twice.


def test_full_sync_without_changes_writes_no_invoice() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 101))))
    harness.sync("full")
    written = harness.store.invoices_written
    progress = harness.sync("full")
    assert harness.store.invoices_written == written == 100
    assert progress.counters.unchanged == 100


def test_rows_deleted_while_reading_are_neither_skipped_nor_kept() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 201))))
    harness.sync("full")
    harness.source.requests.clear()

    def delete(number: int) -> None:
        if number == 10:
            harness.source.delete(*range(1, 51))

    harness.source.before_answer = delete
    progress = harness.sync("full")
    assert progress.counters.deleted == 50
    assert harness.equal
    assert harness.blocks_right


def test_sync_reads_the_tail_and_the_unsettled_only() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 1001))))
    harness.source.change(500, status="Unpaid", paid_date=None)
    harness.sync("full")
    harness.source.requests.clear()
    new = [harness.source.add() for _ in range(5)]
    harness.source.change(500, status="Paid")
    progress = harness.sync("incremental")
    assert harness.equal
    assert len(harness.source.requests) <= 2
    assert progress.counters.added == len(new)
    assert progress.counters.updated == 1


def test_sync_finds_what_was_deleted_at_the_source() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 1001))))
    harness.sync("full")
    harness.source.requests.clear()
    harness.source.delete(77)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.deleted == 1
    assert len(harness.source.requests) < 15


def test_invoices_that_the_store_has_lost_are_missed_and_read_again() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 3001))), step=100)
    harness.sync("full")
    del harness.store.kept[1]
    progress = harness.sync("incremental")
    assert harness.equal
    assert harness.blocks_right
    assert progress.outcome == "succeeded"
    assert progress.full_since


def test_full_sync_mends_totals_that_something_else_broke() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 3001))), step=100)
    harness.sync("full")
    harness.store.kept[1] = replace(harness.store.kept[1], issued="{}")
    harness.sync("full")
    assert harness.blocks_right


def test_invoice_that_becomes_visible_late_is_not_lost() -> None:
    """A database may show id 60 before id 59, whose transaction takes longer."""
    rows = {key: invoice(key) for key in range(1, 61) if key != 59}
    harness = SyncHarness(FakeSource(*rows.values()), step=20)

    def appear(number: int) -> None:
        if number == 4:
            harness.source.rows[59] = invoice(59)

    harness.source.before_answer = appear
    assert harness.sync("full").outcome == "succeeded"
    harness.sync("incremental")
    assert 59 in harness.source.rows
    assert harness.equal


def test_single_answer_with_too_short_a_list_is_not_believed() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 101))), step=20)
    rows = harness.source.rows

    def shorten(number: int) -> None:
        harness.source.rows = dict(list(rows.items())[:10]) if number == 1 else rows

    harness.source.before_answer = shorten
    progress = harness.sync("full")
    assert harness.equal
    assert progress.proof
    assert progress.proof.remote_total == 100


def test_source_that_shrank_deletes_nothing_unless_allowed() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 1001))), step=100)
    harness.sync("full")
    harness.source.delete(*range(700, 1001))
    with pytest.raises(SourceShrank, match=r"699 .* 1000"):
        harness.sync("full")
    assert len(harness.store.stored) == 1000
    harness.sync("full", allow_shrink=True)
    assert harness.equal


def test_run_that_was_overtaken_writes_nothing_more() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 101))))

    def take_over(number: int) -> None:
        if number == 4:
            harness.store.another_run()

    harness.source.before_answer = take_over
    with pytest.raises(LeaseLost):
        harness.sync("full")
    assert len(harness.store.stored) == 30
