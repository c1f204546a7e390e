from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.counters import Counters

NUMBERS = st.integers(0, 50)


def counted(added: int = 0, updated: int = 0, deleted: int = 0, unchanged: int = 0) -> Counters:
    return Counters().plus(added=added, updated=updated, deleted=deleted, unchanged=unchanged)


def test_rows_seen_are_those_added_updated_and_unchanged() -> None:
    assert counted(1, 2, 4, 8).seen == 11
    assert counted(1, 2, 4, 8) + counted(1, 1, 1, 1) == counted(2, 3, 5, 9)


def test_rows_that_a_dead_run_had_added_count_as_added() -> None:
    assert counted(unchanged=10).adjusted(growth=4) == counted(added=4, unchanged=6)
    assert counted(updated=3, unchanged=1).adjusted(growth=2) == counted(2, 2, 0, 0)


def test_rows_that_a_dead_run_had_deleted_count_as_deleted() -> None:
    assert counted(unchanged=10).adjusted(growth=-4) == counted(deleted=4, unchanged=10)


def test_right_counters_stay_as_they_are() -> None:
    assert counted(5, 1, 2, 7).adjusted(growth=3) == counted(5, 1, 2, 7)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.integers(-50, 50))
def test_adjusted_counters_add_up(
    added: int, updated: int, deleted: int, unchanged: int, growth: int
) -> None:
    before = counted(added, updated, deleted, unchanged)
    after = before.adjusted(min(growth, before.seen))
    assert after.seen == before.seen == after.added + after.updated + after.unchanged
    assert after.added - after.deleted == min(growth, before.seen)
    assert min(after.added, after.updated, after.deleted, after.unchanged) >= 0
