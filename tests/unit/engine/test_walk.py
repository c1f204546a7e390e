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
    progress = books.sync("missing")
    assert books.equal
    assert len(books.source.requests) == 2
    assert progress.counters.added == len(new)
    assert progress.counters.updated == 1


def test_sync_finds_what_was_deleted_over_there() -> None:
    books = Books(ListedSource(*map(invoice, range(1, 1001))))
    books.sync("full")
    books.source.requests.clear()
    books.source.delete(77)
    progress = books.sync("missing")
    assert books.equal
    assert progress.counters.deleted == 1
    assert len(books.source.requests) < 15
