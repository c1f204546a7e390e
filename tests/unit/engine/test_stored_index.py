"""What is stored, by rank, id and status, with as few blocks opened as possible."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.counters import Counters
from accounting.domain.errors import LeaseLost
from accounting.domain.summaries import summarize
from accounting.domain.syncs import Progress
from accounting.engine.merge import NO_END, Span
from accounting.engine.stored_index import StoredIndex
from accounting.engine.to_read import ToRead
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.held import IDS, NOW, UNPAID, holding, opened, verified_days_ago
from tests.fakes.memory_store import MemoryStore

ALL = Span(0, NO_END)


def test_ranks_and_ids_belong_together(index: StoredIndex) -> None:
    assert (index.total, index.last_id) == (len(IDS), 9000)
    assert [index.id_at(rank) for rank in range(len(IDS))] == IDS
    assert [index.rank(key) for key in IDS] == list(range(len(IDS)))
    assert [index.rank(key) for key in (0, 4, 1500, 4000, 9001, 10_000)] == [0, 1, 4, 5, 8, 8]


def test_ranks_at_the_edges_of_blocks_are_known_without_opening_them(
    store: MemoryStore, index: StoredIndex
) -> None:
    edges = [3, 999, 1000, 1999, 5000, 5001, 9000]
    assert [index.rank(key) for key in edges] == [0, 2, 3, 4, 5, 6, 7]
    assert [index.rank(key) for key in (2, 1000, 2500, 9001)] == [0, 3, 5, 8]
    assert [index.id_at(rank) for rank in (0, 2, 3, 5, 7)] == [3, 999, 1000, 5000, 9000]
    assert not store.state.opened


@given(st.sets(st.integers(0, 4000), max_size=40), st.integers(-1, 4001))
def test_rank_is_the_number_of_smaller_ids(ids: set[int], wanted: int) -> None:
    index = StoredIndex(holding(*map(invoice, ids)), TODAY)
    assert index.rank(wanted) == sum(key < wanted for key in ids)
    assert [index.id_at(rank) for rank in range(len(ids))] == sorted(ids)


@pytest.mark.parametrize(
    ("low", "high", "middle"), [(0, 8, 3), (4, 8, 5), (1, 3, 1), (6, 8, 6), (7, 8, 7), (0, 1, 0)]
)
def test_search_prefers_the_first_of_a_block_which_is_known_unread(
    index: StoredIndex, low: int, high: int, middle: int
) -> None:
    assert index.block_start(low, high) == middle


def test_nothing_held() -> None:
    index = StoredIndex(MemoryStore(), TODAY)
    assert (index.total, index.last_id, index.rank(5), index.oldest) == (0, 0, 0, None)
    assert ToRead(index).following(0, listable=False) is None
    assert index.status_id_at("Paid", 0) is None
    assert index.parts(ALL, [], 40) == [ALL]
    ToRead(index).mark(0, 10)
    ToRead(index).mark_newest(10)
    ToRead(index).mark_oldest(30, NOW)
    assert ToRead(index).following(0, listable=False) is None


def test_invoice_is_found_by_its_id(store: MemoryStore, index: StoredIndex) -> None:
    assert index.invoice(500) == invoice(500, "Unpaid")
    assert (index.invoice(501), index.invoice(3000)) == (None, None)
    assert opened(store) == [0]


def test_invoices_are_counted_that_are_known(store: MemoryStore, index: StoredIndex) -> None:
    assert index.known([1, 3, 999, 1000, 1001, 7000]) == 3
    assert opened(store) == [0, 1]
    assert index.known([]) == 0


# By status


def test_statuses_are_counted_without_opening_a_block(
    store: MemoryStore, index: StoredIndex
) -> None:
    assert index.statuses() == {"Paid": 6, "Unpaid": 2}
    assert index.ids_with("Unpaid", ALL) == [500, 5001]
    assert index.ids_with("Unpaid", Span(500, 5000)) == []
    assert index.ids_with("Unpaid", Span(499, 5001)) == [500, 5001]
    assert not store.state.opened


def test_invoice_is_found_by_its_rank_among_those_of_its_status(
    store: MemoryStore, index: StoredIndex
) -> None:
    assert [index.status_id_at("Unpaid", rank) for rank in range(3)] == [500, 5001, None]
    assert opened(store) == [0, 5]
    paid = [key for key in IDS if key not in UNPAID]
    assert [index.status_id_at("Paid", rank) for rank in range(len(paid))] == paid


def test_ids_of_a_closed_status_open_only_blocks_that_hold_some(store: MemoryStore) -> None:
    store.state.blocks[9] = (cancelled := invoice(9000, "Cancelled"),)
    summary = summarize(9, [cancelled], TODAY)
    assert summary
    store.state.summaries[9] = summary
    index = StoredIndex(store, TODAY)
    assert index.ids_with("Cancelled", ALL) == [9000]
    assert opened(store) == [9]
    assert index.ids_with("Paid", Span(3, 1999)) == [999, 1000, 1999]


def test_oldest_is_the_age_of_all() -> None:
    assert verified_days_ago(3, 9, 1).oldest == NOW - timedelta(days=9)
    assert verified_days_ago(3, None, 1).oldest is None


# Changes


def test_rows_of_a_span_are_what_is_held_of_it(store: MemoryStore, index: StoredIndex) -> None:
    done = index.apply(Span(2, 1000), [invoice(3), invoice(500), invoice(700), invoice(1000)])
    assert done == Counters(seen=4, added=1, updated=1, deleted=1, unchanged=2)
    assert [index.id_at(rank) for rank in range(index.total)] == sorted({*IDS, 700} - {999})
    changes = index.changes()
    assert [(change.number, change.rewrite) for change in changes] == [(0, True)]
    assert [row.id for row in changes[0].invoices] == [3, 500, 700]
    assert index.dirty == 1
    assert opened(store) == [0, 1]


def test_summary_that_changes_alone_leaves_the_invoices_as_they_are(index: StoredIndex) -> None:
    index.suspect([500])
    (change,) = index.changes()
    assert change.summary
    assert (change.summary.suspects, change.rewrite) == ((500,), False)
    index.put([invoice(500)])
    (change,) = index.changes()
    assert change.rewrite


def test_what_is_the_same_is_not_written(index: StoredIndex) -> None:
    index.apply(Span(0, 999), [invoice(3), invoice(500, "Unpaid"), invoice(999)])
    assert index.changes() == []


def test_whole_blocks_vanish_without_being_opened(store: MemoryStore, index: StoredIndex) -> None:
    done = index.apply(Span(999, NO_END), [invoice(5000)])
    assert done == Counters(seen=1, deleted=4, unchanged=1)
    assert (index.total, index.last_id) == (4, 5000)
    gone = [change.number for change in index.changes() if change.summary is None]
    assert gone == [1, 9]
    assert opened(store) == [5]
    store.commit(Progress(), index.changes())
    assert sorted(store.stored) == [3, 500, 999, 5000]


def test_block_whose_last_invoices_are_beyond_the_span_does_not_vanish(index: StoredIndex) -> None:
    assert index.apply(Span(999, 1500), []).deleted == 1
    assert index.invoice(1999)
    assert index.apply(Span(4999, 5000), []).deleted == 1
    assert index.apply(Span(500, 998), []).deleted == 0
    assert index.total == 6


def test_block_that_vanished_can_come_again(store: MemoryStore, index: StoredIndex) -> None:
    index.apply(Span(8999, NO_END), [])
    assert index.apply(Span(8999, NO_END), [invoice(9001)]).added == 1
    store.commit(Progress(), index.changes())
    assert store.state.summaries[9].first_id == 9001
    assert store.state.summaries[9].verified is None


def test_listed_rows_say_nothing_of_others(index: StoredIndex) -> None:
    done = index.put([invoice(500), invoice(501, "Unpaid"), invoice(1000)])
    assert done == Counters(seen=3, added=1, updated=1, unchanged=1)
    assert index.total == len(IDS) + 1
    assert index.ids_with("Unpaid", ALL) == [501, 5001]


def test_gap_of_a_billion_ids_costs_nothing() -> None:
    far = 2_000_000_000
    index = StoredIndex(store := holding(invoice(1), invoice(far)), TODAY)
    assert index.parts(ALL, [], 1) == [Span(0, far - 1), Span(far - 1, NO_END)]
    assert index.apply(ALL, [invoice(1), invoice(far)]).unchanged == 2
    assert opened(store) == [0, far // 1000]


def test_span_is_cut_between_blocks_when_it_touches_too_many(index: StoredIndex) -> None:
    assert index.parts(ALL, [], 3) == [Span(0, 8999), Span(8999, NO_END)]
    assert index.parts(ALL, [], 4) == [ALL]
    new = [invoice(7000), invoice(12_000)]
    parts = index.parts(ALL, new, 2)
    assert parts == [Span(0, 4999), Span(4999, 8999), Span(8999, NO_END)]
    assert index.parts(Span(1500, 4000), sorted([*new, invoice(2500)]), 1) == [
        Span(1500, 1999),
        Span(1999, 4000),
    ]


@given(st.sets(st.integers(0, 9000), max_size=30), st.integers(0, 9000), st.integers(1, 5))
def test_parts_are_the_span_and_none_touches_too_many(ids: set[int], after: int, most: int) -> None:
    index = StoredIndex(holding(*map(invoice, ids)), TODAY)
    parts = index.parts(Span(after, NO_END), [], most)
    assert parts[0].after == after
    assert parts[-1].up_to == NO_END
    assert all(one.up_to == two.after for one, two in pairwise(parts))
    for part in parts:
        assert len({key // 1000 for key in ids if key in part}) <= most


# Ages


def test_block_is_verified_when_all_of_it_was_read_in_one_go(index: StoredIndex) -> None:
    index.verify(499, Span(499, 1999), NOW)
    assert index.oldest != NOW
    verified = {change.number for change in index.changes()}
    assert verified == {1}
    index.verify(0, Span(1999, NO_END), NOW)
    assert {change.number for change in index.changes()} == {1, 5, 9}
    index.verify(2, Span(2, 998), NOW)
    index.verify(3, Span(2, 999), NOW)
    assert index.oldest != NOW
    index.verify(2, Span(700, 999), NOW)
    assert index.oldest == NOW
    assert not any(change.rewrite for change in index.changes())


def test_block_is_never_verified_as_of_an_earlier_moment(
    store: MemoryStore, index: StoredIndex
) -> None:
    index.verify(0, ALL, NOW)
    store.commit(Progress(), index.changes())
    index.committed(keep=0)
    index.verify(0, ALL, NOW - timedelta(hours=1))
    assert index.changes() == []
    assert index.oldest == NOW


def test_age_of_a_block_stays_when_its_invoices_change(index: StoredIndex) -> None:
    index.verify(0, ALL, NOW)
    index.put([invoice(500)])
    index.suspect([5001])
    index.apply(Span(999, 1000), [])
    assert index.oldest == NOW


# Commits


def test_after_a_commit_only_the_blocks_still_needed_stay_open(
    store: MemoryStore, index: StoredIndex
) -> None:
    index.apply(ALL, [invoice(key) for key in IDS])
    index.committed(keep=5001)
    store.state.opened.clear()
    index.invoice(5000)
    assert opened(store) == []
    index.invoice(3)
    assert opened(store) == [0]
    assert index.changes() == []


def test_block_that_another_run_has_changed_is_not_worked_on(
    store: MemoryStore, index: StoredIndex
) -> None:
    store.state.blocks[0] = store.state.blocks[0][:1]
    with pytest.raises(LeaseLost):
        index.invoice(500)


def test_rank_among_those_of_a_status_goes_by_the_invoices_where_a_summary_is_wrong(
    store: MemoryStore, index: StoredIndex
) -> None:
    """As after another delivery of the same step has changed a status."""
    store.state.blocks[0] = tuple(invoice(key, "Unpaid") for key in (3, 500, 999))
    assert [index.status_id_at("Paid", rank) for rank in (0, 1, 4)] == [1000, 1999, None]
    assert index.status_id_at("Unpaid", 3) == 5001


def test_unreadable_invoices_are_counted_those_of_a_page_included() -> None:
    rows = [invoice(1, unreadable="total"), invoice(2), invoice(5000, unreadable="date")]
    index = StoredIndex(holding(*rows), TODAY)
    assert ToRead(index).following(0, listable=True) == 1
    assert index.unreadable_with([invoice(2, unreadable="tax"), invoice(3)]) == 3
    assert index.unreadable_with([invoice(1, unreadable="tax"), invoice(5000)]) == 1
    assert index.unreadable_with([invoice(1)]) == 0  # Nothing new that could be too much.
