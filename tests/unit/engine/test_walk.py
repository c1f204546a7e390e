from dataclasses import replace

import pytest

from accounting.domain.errors import LeaseLost, SourceShrank
from tests.fakes.books import Books
from tests.fakes.listed_source import ListedSource, invoice


def test_first_full_sync_copies_everything_and_proves_it() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 101))))
    progress = books.sync("full")
    assert books.equal
    assert books.blocks_right
    assert progress.proof
    assert progress.proof.remote_total == progress.proof.stored_total == 100
    assert progress.proof.last_id == 100
    assert (progress.counters.added, progress.counters.seen) == (100, 100)
    assert progress.steps_done == 10
    assert len(books.source.requests) == 11  # The end is looked at twice.


def test_full_sync_without_changes_writes_no_invoice() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 101))))
    books.sync("full")
    written = books.store.invoices_written
    progress = books.sync("full")
    assert books.store.invoices_written == written == 100
    assert progress.counters.unchanged == 100


def test_rows_deleted_while_reading_are_neither_skipped_nor_kept() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 201))))
    books.sync("full")

    def delete(number: int) -> None:
        if number == len(books.source.requests) == 30:
            books.source.delete(*range(1, 51))

    books.source.before_answer = delete
    books.sync("full")
    assert books.equal
    assert books.blocks_right


def test_sync_reads_the_tail_and_the_unsettled_only() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 1001))))
    books.source.change(500, status="Unpaid", paid_date=None)
    books.sync("full")
    books.source.requests.clear()
    new = [books.source.add() for _ in range(5)]
    books.source.change(500, status="Paid")
    progress = books.sync("incremental")
    assert books.equal
    assert len(books.source.requests) == 2
    assert progress.counters.added == len(new)
    assert progress.counters.updated == 1


def test_sync_finds_what_was_deleted_over_there() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 1001))))
    books.sync("full")
    books.source.requests.clear()
    books.source.delete(77)
    progress = books.sync("incremental")
    assert books.equal
    assert progress.counters.deleted == 1
    assert len(books.source.requests) < 15


def test_invoices_that_something_else_took_from_us_are_missed_and_read_again() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 3001))), step=100)
    books.sync("full")
    del books.store.kept[1]
    progress = books.sync("incremental")
    assert books.equal
    assert books.blocks_right
    assert progress.outcome == "succeeded"
    assert progress.full_since


def test_full_sync_mends_totals_that_something_else_broke() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 3001))), step=100)
    books.sync("full")
    books.store.kept[1] = replace(books.store.kept[1], issued="{}")
    books.sync("full")
    assert books.blocks_right


def test_invoice_that_becomes_visible_late_is_not_lost() -> None:
    """A database may show id 60 before id 59, whose transaction takes longer."""
    rows = {key: invoice(key) for key in range(1, 61) if key != 59}
    books = Books(ListedSource(*rows.values()), step=20)

    def appear(number: int) -> None:
        if number == 4:
            books.source.rows[59] = invoice(59)

    books.source.before_answer = appear
    assert books.sync("full").outcome == "succeeded"
    books.sync("incremental")
    assert books.equal


def test_one_answer_that_tells_of_too_short_a_list_is_not_believed() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 101))), step=20)
    rows = books.source.rows

    def slip(number: int) -> None:
        books.source.rows = dict(list(rows.items())[:10]) if number == 1 else rows

    books.source.before_answer = slip
    progress = books.sync("full")
    assert books.equal
    assert progress.proof
    assert progress.proof.remote_total == 100


def test_source_that_shrank_deletes_nothing_unless_allowed() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 1001))), step=100)
    books.sync("full")
    books.source.delete(*range(700, 1001))
    with pytest.raises(SourceShrank, match="699 invoices, we know of 1000"):
        books.sync("full")
    assert len(books.store.stored) == 1000
    books.sync("full", allow_shrink=True)
    assert books.equal


def test_run_that_was_overtaken_writes_nothing_more() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 101))))

    def take_over(number: int) -> None:
        if number == 4:
            books.store.another_run()

    books.source.before_answer = take_over
    with pytest.raises(LeaseLost):
        books.sync("full")
    assert len(books.store.stored) == 30
