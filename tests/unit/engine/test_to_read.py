"""What a Sync reads again by its position."""

import pytest

from accounting.domain.syncs import Progress
from accounting.engine.merge import Span
from accounting.engine.stored_index import StoredIndex
from accounting.engine.to_read import ToRead
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.held import NOW, holding, verified_days_ago
from tests.fakes.memory_store import MemoryStore


def test_unpaid_are_read_by_position_unless_they_can_be_listed(
    store: MemoryStore, index: StoredIndex
) -> None:
    found = [ToRead(index).following(key, listable=False) for key in (0, 499, 500, 5000, 5001)]
    assert found == [500, 500, 5001, 5001, None]
    assert ToRead(index).following(0, listable=True) is None
    assert not store.state.opened


def test_suspects_and_what_closed_lately_are_read_by_position(store: MemoryStore) -> None:
    index = StoredIndex(holding(invoice(1), invoice(2, "Paid", TODAY), invoice(3, "Odd")), TODAY)
    assert [ToRead(index).following(key, listable=True) for key in (0, 2, 3)] == [2, 3, None]
    index = StoredIndex(store, TODAY)
    index.suspect([5001, 500])
    assert [ToRead(index).following(key, listable=True) for key in (0, 500, 5001)] == [
        500,
        5001,
        None,
    ]


def test_suspects_are_kept_until_they_are_read(store: MemoryStore, index: StoredIndex) -> None:
    index.suspect([500, 999, 5001])
    index.suspect([3])
    index.apply(Span(499, 999), [invoice(500, "Unpaid"), invoice(999)])
    store.commit(Progress(), index.changes())
    again = StoredIndex(store, TODAY)
    assert [ToRead(again).following(key, listable=True) for key in (0, 3)] == [3, 5001]


def test_page_that_is_marked_is_read(index: StoredIndex) -> None:
    ToRead(index).mark(6, 10)
    assert ToRead(index).following(0, listable=True) == 5001
    ToRead(index).mark(-5, 6)
    assert ToRead(index).following(0, listable=True) == 3
    index.apply(Span(0, 500), [invoice(3), invoice(500, "Unpaid")])
    assert ToRead(index).following(0, listable=True) == 5001


def test_what_is_marked_is_read_by_position_though_it_was_listed_by_status(
    index: StoredIndex,
) -> None:
    """A block counts as verified only when it is read in one go."""
    ToRead(index).mark(0, 3)
    index.put([invoice(500, "Unpaid"), invoice(3)])
    assert [ToRead(index).following(key, listable=True) for key in (0, 3, 500)] == [3, 500, 999]


def test_newest_page_is_of_those_that_are_not_read_for_their_own_sake() -> None:
    settled = [invoice(key) for key in (1, 2, 3, 1500)]
    others = [invoice(4, "Unpaid"), invoice(1501, "Paid", TODAY), invoice(2000, "Draft")]
    index = StoredIndex(store := holding(*settled, *others), TODAY)
    ToRead(index).mark_newest(3)
    found = [ToRead(index).following(key, listable=True) for key in (0, 2, 3, 1500, 1501)]
    assert found == [2, 3, 1500, 1501, None]
    assert 2 not in store.state.opened
    index = StoredIndex(holding(*others), TODAY)
    ToRead(index).mark_newest(3)
    assert ToRead(index).following(0, listable=True) == 1501


def marked(index: StoredIndex) -> list[int]:
    found, after = [], -1
    while (wanted := ToRead(index).following(after, listable=True)) is not None:
        found.append(wanted)
        after = wanted
    return found


def test_share_of_a_day_is_of_the_blocks_verified_longest_ago() -> None:
    index = verified_days_ago(3, 9, 1, 7)
    ToRead(index).mark_oldest(2, NOW)
    assert marked(index) == [1000, 1001, 3000, 3001]
    index = verified_days_ago(3, 9, 1, 7)
    ToRead(index).mark_oldest(3, NOW)
    assert marked(index) == [1000, 1001, 3000, 3001]
    index = verified_days_ago(3, None, 1, 7)
    ToRead(index).mark_oldest(30, NOW)
    assert marked(index) == [1000, 1001]


def test_share_of_a_day_is_less_what_was_verified_today() -> None:
    index = verified_days_ago(0, 9, 1, 7)
    ToRead(index).mark_oldest(2, NOW)
    assert marked(index) == [1000, 1001]
    index = verified_days_ago(0, 0, 0, 7)
    ToRead(index).mark_oldest(2, NOW)
    assert marked(index) == []


def test_without_days_nothing_is_read_for_its_age() -> None:
    index = verified_days_ago(300, None)
    ToRead(index).mark_oldest(0, NOW)
    assert marked(index) == []


@pytest.mark.parametrize(
    ("size", "pages"),
    [(1, [6, 5, 2, 0]), (2, [4, 3, 1, 0]), (10, [3, 3, 1, 0]), (5000, [1, 1, 1, 0])],
)
def test_pages_left_are_those_with_something_to_read(size: int, pages: list[int]) -> None:
    odd = [1, 2, 3, 1000, 2000, 2001]
    index = StoredIndex(holding(*(invoice(key, "Odd") for key in odd), invoice(4)), TODAY)
    left = [ToRead(index).pages(after, size, listable=True) for after in (0, 1, 1000, 2001)]
    assert left == pages
    assert ToRead(index).pages(0, size, listable=False) == pages[0]
