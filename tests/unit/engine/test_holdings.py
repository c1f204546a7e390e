import pytest

from accounting.domain.blocks import block_of, compute_block
from accounting.domain.invoices import Invoice
from accounting.engine.holdings import Holdings
from accounting.engine.merge import NO_END, Changes, Span, covered, merge
from accounting.engine.ports import Page
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.memory_store import MemoryStore

IDS = [3, 500, 999, 1000, 1999, 5000, 5001, 9000]


class CountingStore(MemoryStore):
    """Knows which ranges were read."""

    def __init__(self, *rows: Invoice) -> None:
        super().__init__()
        self.ranges: list[tuple[int, int]] = []
        self.stored.update({row.id: row for row in rows})
        for number in set(map(block_of, self.stored)):
            block = compute_block(
                number, [row for row in rows if block_of(row.id) == number], TODAY
            )
            assert block
            self.kept[number] = block

    def invoices(self, first_id: int, last_id: int) -> list[Invoice]:
        self.ranges.append((first_id, last_id))
        return list(super().invoices(first_id, last_id))


def holdings(store: MemoryStore, rows_at_once: int = 1000) -> Holdings:
    return Holdings(store, TODAY, rows_at_once)


@pytest.fixture
def store() -> CountingStore:
    unsettled = {500, 5001}
    return CountingStore(*(invoice(key, "Unpaid" if key in unsettled else "Paid") for key in IDS))


def test_ranks_and_ids_belong_together(store: CountingStore) -> None:
    held = holdings(store)
    assert (held.total, held.last_id) == (len(IDS), 9000)
    assert [held.id_at(rank) for rank in range(len(IDS))] == IDS
    assert [held.rank(key) for key in IDS] == list(range(len(IDS)))
    assert (held.rank(4), held.rank(1500), held.rank(10_000)) == (1, 4, 8)


def test_ranks_that_blocks_give_need_no_read(store: CountingStore) -> None:
    held = holdings(store)
    assert (held.rank(500), held.rank(1999), held.id_at(5), held.rank(9000)) == (1, 4, 5000, 7)
    assert not store.ranges


def test_unsettled_are_found_by_id_and_by_rank(store: CountingStore) -> None:
    held = holdings(store)
    assert [held.unsettled_after(key) for key in (0, 499, 500, 5000, 5001)] == [
        500,
        500,
        5001,
        5001,
        None,
    ]
    assert [held.unsettled_from(rank) for rank in (0, 1, 2, 6, 7, 99)] == [1, 1, 6, 6, None, None]


def test_empty_store() -> None:
    held = holdings(MemoryStore())
    assert (held.total, held.last_id, held.rank(5)) == (0, 0, 0)
    assert (held.unsettled_after(0), held.unsettled_from(0)) == (None, None)
    assert held.parts(Span(0, NO_END)) == [Span(0, NO_END)]


def test_span_is_cut_between_blocks_when_it_holds_too_much(store: CountingStore) -> None:
    held = holdings(store, rows_at_once=3)
    parts = held.parts(Span(0, NO_END))
    assert parts == [Span(0, 999), Span(999, 8999), Span(8999, NO_END)]
    assert held.parts(Span(1500, 4000)) == [Span(1500, 4000)]


def test_only_the_span_of_a_page_is_read_when_the_next_is_elsewhere(store: CountingStore) -> None:
    held = holdings(store)
    assert held.stored(Span(499, 1000), whole_blocks=False).keys() == {500, 999, 1000}
    assert store.ranges == [(500, 1000)]


def test_whole_blocks_are_not_read_again_when_the_next_page_goes_on(store: CountingStore) -> None:
    held = holdings(store)
    assert held.stored(Span(0, 600), whole_blocks=True).keys() == {3, 500}
    assert held.stored(Span(600, 1500), whole_blocks=True).keys() == {999, 1000}
    assert store.ranges == [(0, 999), (1000, 1999)]


def test_gap_of_a_billion_ids_costs_nothing() -> None:
    far = 2_000_000_000
    store = CountingStore(invoice(1), invoice(far))
    held = holdings(store)
    assert held.recompute(0, far) == {}
    assert len(store.ranges) == 1


def test_block_is_written_only_when_it_is_different(store: CountingStore) -> None:
    held = holdings(store)
    nothing = Changes((), (), 0, 1)
    span = Span(0, 999)
    held.stored(span, whole_blocks=True)
    assert held.changed(nothing, span, [], passed=True) == {}
    gone = Changes((), (9000,), 0, 0)
    assert held.changed(gone, Span(8000, NO_END), [], passed=False) == {9: None}
    assert (held.total, held.last_id) == (7, 5001)


def test_scan_mends_a_block_that_was_wrong(store: CountingStore) -> None:
    store.kept[1] = store.kept[0]
    del store.kept[9]
    held = holdings(store)
    span = Span(0, NO_END)
    stored = held.stored(span, whole_blocks=True)
    assert stored.keys() == set(IDS)
    mended = held.changed(Changes((), (), 0, len(IDS)), span, list(stored.values()), passed=True)
    assert mended.keys() == {1, 9}
    assert held.total == len(IDS)


def test_invoice_that_settled_as_time_passed_leaves_the_unsettled() -> None:
    store = CountingStore(invoice(1, "Unpaid"), invoice(2))
    store.stored[1] = row = invoice(1, "Paid")
    held = holdings(store)
    blocks = held.changed(Changes((), (), 0, 1), Span(0, 1), [row], passed=False)
    assert blocks[0]
    assert blocks[0].unsettled == ()


def test_merge_finds_new_changed_unchanged_and_deleted() -> None:
    stored = {key: invoice(key) for key in (1, 2, 4)}
    rows = [invoice(1), invoice(2, "Refunded"), invoice(3)]
    changes = merge(rows, stored)
    assert ([row.id for row in changes.put], changes.delete) == ([2, 3], (4,))
    counters = changes.counters
    assert (counters.added, counters.updated, counters.deleted) == (1, 1, 1)
    assert (counters.unchanged, counters.seen) == (1, 3)
    assert counters.describe() == "3 invoices, 1 new, 1 changed, 1 deleted"


def test_merge_of_the_same_changes_nothing() -> None:
    rows = [invoice(1), invoice(2)]
    assert not merge(rows, {row.id: row for row in rows})


@pytest.mark.parametrize(
    ("start", "total", "after", "skipped", "span"),
    [
        (10, 99, 5, False, Span(5, 8)),
        (10, 12, 5, False, Span(5, NO_END)),
        (10, 99, 5, True, Span(6, 8)),
        (0, 99, 5, True, Span(5, 8)),
        (10, 99, 7, True, Span(7, 8)),
    ],
)
def test_what_a_page_covers(start: int, total: int, after: int, skipped: bool, span: Span) -> None:
    assert covered(Page(start, (invoice(7), invoice(8)), total), after, skipped) == span


def test_empty_last_page_covers_all_that_would_follow() -> None:
    assert covered(Page(0, (), 0), 0, False) == Span(0, NO_END)
