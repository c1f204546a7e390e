"""What syncs cost, in requests to the accounting system and in invoices written."""

from datetime import timedelta

from accounting.domain.syncs import resumed
from tests.fakes.fake_source import TODAY, FakeSource, invoice
from tests.fakes.sync_harness import SyncHarness

OLD = TODAY - timedelta(days=61)


def synced(count: int, *, unsettled: frozenset[int] = frozenset(), step: int = 250) -> SyncHarness:
    """Settled invoices, but for those named, after a Full sync."""
    rows = (invoice(key, "Unpaid" if key in unsettled else "Paid", OLD) for key in range(1, count))
    harness = SyncHarness(FakeSource(*rows, invoice(count, "Paid", OLD)), step=step, parallel=4)
    harness.sync("full")
    harness.source.requests.clear()
    return harness


def test_full_sync_in_which_nothing_changed_writes_no_invoice() -> None:
    harness = synced(20_000)
    written = harness.store.invoices_written
    progress = harness.sync("full")
    assert harness.store.invoices_written == written
    assert progress.counters.unchanged == 20_000
    assert len(harness.source.requests) <= 20_000 // 250 + 2


def test_daily_sync_of_twenty_thousand_makes_at_most_sixty_requests() -> None:
    """10 new; 300 unsettled, 250 of them among the newest 1,000 and 50 scattered."""
    scattered = frozenset(range(190, 19_000, 380))
    newest = frozenset(range(19_001, 20_001, 4))
    harness = synced(20_000, unsettled=scattered | newest)
    for _ in range(10):
        harness.source.add()
    for key in sorted(scattered | newest)[::3]:
        harness.source.change(key, status="Paid", paid_date=TODAY)
    progress = harness.sync("incremental")
    assert harness.equal
    assert (len(scattered), len(newest), progress.counters.added) == (50, 250, 10)
    assert len(harness.source.requests) <= 60


def test_three_deletions_among_a_hundred_thousand_take_fewer_than_eighty_requests() -> None:
    harness = synced(100_000)
    harness.source.delete(12_345, 54_321, 98_765)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.deleted == 3
    assert len(harness.source.requests) < 80


def test_sync_without_news_takes_one_request() -> None:
    harness = synced(20_000)
    harness.sync("incremental")
    assert len(harness.source.requests) == 1


def test_many_deletions_cost_little_more_than_reading_all() -> None:
    """After a few searches the rest is scanned, from behind what agrees already."""
    harness = synced(5_000)
    harness.source.delete(*range(100, 5_000, 100))
    harness.sync("incremental")
    assert harness.equal
    assert len(harness.source.requests) < 40


def test_few_invoices_are_read_again_instead_of_searched() -> None:
    harness = synced(500)
    harness.source.delete(100)
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.counters.seen >= 499
    assert len(harness.source.requests) <= 5


def test_five_hundred_lowest_invoices_disappear_during_the_sync() -> None:
    harness = synced(20_000)

    def delete(number: int) -> None:
        if number == 40:
            harness.source.delete(*range(1, 501))

    harness.source.before_answer = delete
    progress = harness.sync("full")
    assert len(harness.source.rows) == 19_500
    assert harness.equal
    assert harness.blocks_right
    assert progress.counters.deleted == 500


def test_server_that_caps_its_pages_at_fifty_gives_all_invoices() -> None:
    rows = map(invoice, range(1, 5_001))
    harness = SyncHarness(FakeSource(*rows, cap=50), step=250, parallel=4)
    progress = harness.sync("full")
    assert harness.equal
    assert 45 <= progress.checkpoint.size < 50
    assert progress.steps_done <= 5_000 // 45 + 2


def test_smaller_pages_grow_again() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 5_001)), cap=50), step=250)

    def recover(number: int) -> None:
        if number == 10:
            harness.source.cap = 10_000

    harness.source.before_answer = recover
    harness.sync("full")
    assert harness.equal
    assert max(end for _, end in harness.source.requests[20:]) > 150


def test_deleting_more_than_fits_into_memory_goes_part_by_part() -> None:
    harness = synced(30_000, step=1_000)
    harness.rows_at_once = 2_000
    harness.source.delete(*range(101, 30_001))
    reads: list[int] = []
    read = harness.store.invoices

    def counted(first_id: int, last_id: int) -> object:
        rows = read(first_id, last_id)
        reads.append(len(rows))
        return rows

    harness.store.invoices = counted  # type: ignore[method-assign,assignment]
    harness.sync("incremental", allow_shrink=True)
    assert harness.equal
    assert harness.blocks_right
    assert max(reads) <= 3_000


def test_deleting_goes_on_where_the_time_of_an_iteration_ended() -> None:
    harness = synced(30_000, step=5_000)
    harness.rows_at_once = 2_000
    harness.source.delete(*range(101, 30_001))
    harness.store.on_write = lambda _what: harness.clock.sleep(0.01)
    progress = resumed(None, "incremental", "", harness.clock.now())
    iterations = 0
    while not progress.outcome:
        progress = harness.iteration(progress, allow_shrink=True)
        iterations += 1
        assert iterations < 50
    assert harness.equal
    assert iterations > 3
    assert progress.counters.deleted == 29_900
