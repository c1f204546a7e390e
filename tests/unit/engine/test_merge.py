import pytest

from accounting.domain.counters import Counters
from accounting.engine.merge import NO_END, Span, covered, merge
from accounting.engine.ports import Page
from tests.fakes.fake_source import invoice


def test_merge_finds_new_changed_unchanged_and_deleted() -> None:
    stored = {key: invoice(key) for key in (1, 2, 4)}
    rows = [invoice(1), invoice(2, "Refunded"), invoice(3)]
    changes = merge(rows, stored)
    assert ([row.id for row in changes.put], changes.delete) == ([2, 3], (4,))
    assert changes.counters == Counters(seen=3, added=1, updated=1, deleted=1, unchanged=1)
    assert changes.counters.describe() == "3 invoices, 1 new, 1 changed, 1 deleted"


def test_merge_of_the_same_changes_nothing() -> None:
    rows = [invoice(1), invoice(2)]
    changes = merge(rows, {row.id: row for row in rows})
    assert changes.counters == Counters(seen=2, unchanged=2)
    assert changes.counters.describe() == "2 invoices"


def test_counters_add_up() -> None:
    one = Counters().plus(added=1, updated=2, deleted=4, unchanged=8)
    other = Counters().plus(added=1, updated=1, deleted=1, unchanged=1)
    assert one.seen == 11
    assert one + other == Counters().plus(added=2, updated=3, deleted=5, unchanged=9)


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
    page = Page(start, (invoice(7), invoice(8)), total)
    assert covered(page, after, skipped=skipped) == span


def test_empty_last_page_says_that_nothing_follows() -> None:
    assert covered(Page(0, (), 0), 0, skipped=False) == Span(0, NO_END)


def test_empty_page_says_nothing_of_what_was_skipped() -> None:
    assert covered(Page(7, (), 7), 5, skipped=True) == Span(5, NO_END)


def test_span_holds_what_is_beyond_its_start_up_to_its_end() -> None:
    assert [key in Span(5, 7) for key in (5, 6, 7, 8)] == [False, True, True, False]
