"""How periods are called, which days they have, and which days of an earlier one are the same."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.periods import (
    Earlier,
    Grain,
    Span,
    cut,
    period,
    same_days,
    whole_period,
    year_before,
)

GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
LATER = date(2030, 1, 1)
JULY = 7
year_starts = st.integers(1, 12)
grains = st.sampled_from(GRAINS)
earlier_ones = st.sampled_from(("previous_year", "previous_period"))
some_days = st.dates(date(2000, 1, 1), date(2040, 1, 1))


def span(text: str) -> Span:
    first, last = text.split("/")
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("day", "2027-01-01"),
        ("week", "2026-W53"),
        ("month", "2027-01"),
        ("quarter", "2027-Q1"),
        ("year", "2027"),
    ],
)
def test_periods(by: Grain, name: str) -> None:
    assert period(date(2027, 1, 1), by) == name


@pytest.mark.parametrize(
    ("month", "quarter"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (9, 3), (10, 4), (12, 4)]
)
def test_quarters(month: int, quarter: int) -> None:
    assert period(date(2026, month, 15), "quarter") == f"2026-Q{quarter}"


@pytest.mark.parametrize(
    ("day", "year_start", "year", "quarter"),
    [
        ("2025-06-30", JULY, "FY2025", "FY2025-Q4"),
        ("2025-07-01", JULY, "FY2026", "FY2026-Q1"),
        ("2025-12-31", JULY, "FY2026", "FY2026-Q2"),
        ("2026-01-01", JULY, "FY2026", "FY2026-Q3"),
        ("2026-01-31", 2, "FY2026", "FY2026-Q4"),
        ("2026-02-01", 2, "FY2027", "FY2027-Q1"),
        ("2026-11-30", 12, "FY2026", "FY2026-Q4"),
        ("2026-12-01", 12, "FY2027", "FY2027-Q1"),
        ("2026-12-31", 1, "2026", "2026-Q4"),
    ],
)
def test_fiscal_year_is_called_after_the_year_it_ends_in(
    day: str, year_start: int, year: str, quarter: str
) -> None:
    found = [period(date.fromisoformat(day), by, year_start) for by in ("year", "quarter")]
    assert found == [year, quarter]


@given(some_days, st.sampled_from(("day", "week", "month")), year_starts)
def test_days_weeks_and_months_are_the_same_in_every_fiscal_year(
    day: date, by: Grain, year_start: int
) -> None:
    assert period(day, by, year_start) == period(day, by)
    assert whole_period(day, by, year_start) == whole_period(day, by)


@given(some_days, year_starts)
def test_fiscal_year_is_twelve_months_from_the_first_of_its_first_month(
    day: date, year_start: int
) -> None:
    year = whole_period(day, "year", year_start)
    assert year.first <= day <= year.last
    assert (year.first.month, year.first.day) == (year_start, 1)
    assert year.last + timedelta(days=1) == year.first.replace(year=year.first.year + 1)
    quarters = list(cut(year, "quarter", year_start))
    assert [period(one.first, "quarter", year_start)[-2:] for one in quarters] == [
        "Q1",
        "Q2",
        "Q3",
        "Q4",
    ]
    assert {len(list(cut(one, "month"))) for one in quarters} == {3}


def test_fiscal_years_end_with_the_calendar() -> None:
    assert whole_period(date.max, "year", JULY) == Span(date(9999, 7, 1), date.max)
    assert whole_period(date.min, "year", JULY) == Span(date.min, date(1, 6, 30))


@given(st.dates(max_value=date(9998, 12, 30)), grains, year_starts)
def test_periods_sort_like_their_days(day: date, by: Grain, year_start: int) -> None:
    assert period(day, by, year_start) <= period(day + timedelta(days=1), by, year_start)


@given(some_days, st.integers(0, 900), grains, year_starts)
def test_cut_leaves_no_day_out_and_takes_none_twice(
    first: date, length: int, by: Grain, year_start: int
) -> None:
    asked = Span(first, first + timedelta(days=length))
    pieces = list(cut(asked, by, year_start))
    assert (pieces[0].first, pieces[-1].last) == (asked.first, asked.last)
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(pieces))
    for piece in pieces:
        assert period(piece.first, by, year_start) == period(piece.last, by, year_start)
    names = [period(piece.first, by, year_start) for piece in pieces]
    assert len(set(names)) == len(names)


def test_cut_ends_at_the_end_of_time() -> None:
    assert list(cut(Span(date(9999, 12, 31), date.max), "month")) == [Span(date.max, date.max)]


@pytest.mark.parametrize(
    ("by", "asked", "earlier", "today", "expected"),
    [
        # A period that is over is compared with the whole of the other.
        ("month", "2026-10-01/2026-10-31", "previous_year", "2026-11-24", "2025-10-01/2025-10-31"),
        (
            "month",
            "2026-10-01/2026-10-31",
            "previous_period",
            "2026-11-24",
            "2026-09-01/2026-09-30",
        ),
        ("month", "2025-02-01/2025-02-28", "previous_year", "2025-03-01", "2024-02-01/2024-02-29"),
        (
            "quarter",
            "2026-07-01/2026-09-30",
            "previous_period",
            "2026-11-24",
            "2026-04-01/2026-06-30",
        ),
        ("year", "2025-01-01/2025-12-31", "previous_year", "2026-11-24", "2024-01-01/2024-12-31"),
        ("week", "2026-11-16/2026-11-22", "previous_period", "2026-11-24", "2026-11-09/2026-11-15"),
        ("week", "2026-11-16/2026-11-22", "previous_year", "2026-11-24", "2025-11-17/2025-11-23"),
        ("day", "2026-11-23/2026-11-23", "previous_period", "2026-11-24", "2026-11-22/2026-11-22"),
        # One that runs, up to the same day.
        ("month", "2026-11-01/2026-11-30", "previous_year", "2026-11-24", "2025-11-01/2025-11-24"),
        (
            "month",
            "2026-11-01/2026-11-30",
            "previous_period",
            "2026-11-24",
            "2026-10-01/2026-10-24",
        ),
        (
            "month",
            "2026-03-01/2026-03-31",
            "previous_period",
            "2026-03-30",
            "2026-02-01/2026-02-28",
        ),
        (
            "month",
            "2026-11-01/2026-11-30",
            "previous_period",
            "2026-11-30",
            "2026-10-01/2026-10-30",
        ),
        (
            "quarter",
            "2026-10-01/2026-12-31",
            "previous_period",
            "2026-11-24",
            "2026-07-01/2026-08-24",
        ),
        (
            "quarter",
            "2026-10-01/2026-12-31",
            "previous_year",
            "2026-11-24",
            "2025-10-01/2025-11-24",
        ),
        ("year", "2026-01-01/2026-12-31", "previous_year", "2026-11-24", "2025-01-01/2025-11-24"),
        ("year", "2024-01-01/2024-12-31", "previous_year", "2024-02-29", "2023-01-01/2023-02-28"),
        ("week", "2026-11-23/2026-11-29", "previous_period", "2026-11-24", "2026-11-16/2026-11-17"),
        # Of a part, the same part.
        ("month", "2026-10-10/2026-10-20", "previous_year", "2026-11-24", "2025-10-10/2025-10-20"),
        (
            "month",
            "2026-10-10/2026-10-31",
            "previous_period",
            "2026-11-24",
            "2026-09-10/2026-09-30",
        ),
    ],
)
def test_the_same_days_of_an_earlier_period(
    by: Grain, asked: str, earlier: Earlier, today: str, expected: str
) -> None:
    assert same_days(span(asked), by, earlier, date.fromisoformat(today)) == span(expected)


@pytest.mark.parametrize(
    ("by", "asked", "earlier", "expected"),
    [
        ("year", "2026-07-01/2027-06-30", "previous_year", "2025-07-01/2025-11-24"),
        ("year", "2025-07-01/2026-06-30", "previous_period", "2024-07-01/2025-06-30"),
        ("quarter", "2026-10-01/2026-12-31", "previous_year", "2025-10-01/2025-11-24"),
        ("quarter", "2026-07-01/2026-09-30", "previous_period", "2026-04-01/2026-06-30"),
    ],
)
def test_the_same_days_of_an_earlier_fiscal_period(
    by: Grain, asked: str, earlier: Earlier, expected: str
) -> None:
    today = date(2026, 11, 24)
    assert same_days(span(asked), by, earlier, today, JULY) == span(expected)


@pytest.mark.parametrize(
    ("by", "asked", "today"),
    [
        ("month", "2026-12-01/2026-12-31", "2026-11-24"),
        ("week", "2026-12-28/2027-01-03", "2027-02-01"),
        ("day", "2024-02-29/2024-02-29", "2024-03-01"),
        ("year", "0001-01-01/0001-12-31", "2026-01-01"),
    ],
)
def test_what_has_not_begun_or_has_no_counterpart_is_not_compared(
    by: Grain, asked: str, today: str
) -> None:
    assert same_days(span(asked), by, "previous_year", date.fromisoformat(today)) is None


def test_there_is_nothing_before_the_first_day() -> None:
    first = Span(date.min, date.min)
    assert same_days(first, "day", "previous_period", LATER) is None
    assert year_before(first, LATER) is None


@given(some_days, some_days, grains, earlier_ones, year_starts)
def test_what_is_compared_lies_in_one_earlier_period_and_is_not_longer(
    day: date, today: date, by: Grain, earlier: Earlier, year_start: int
) -> None:
    asked = whole_period(day, by, year_start)
    found = same_days(asked, by, earlier, today, year_start)
    if found is None:
        return
    assert found.first <= found.last < asked.first
    first, last, later = (
        period(one, by, year_start) for one in (found.first, found.last, asked.first)
    )
    assert first == last < later
    elapsed = (min(asked.last, today) - asked.first).days
    assert abs((found.last - found.first).days - elapsed) <= 3


@pytest.mark.parametrize(
    ("asked", "today", "expected"),
    [
        ("2026-01-01/2026-12-31", "2026-11-24", "2025-01-01/2025-11-24"),
        ("2025-07-01/2026-06-30", "2026-11-24", "2024-07-01/2025-06-30"),
        ("2025-01-01/2025-02-28", "2026-11-24", "2024-01-01/2024-02-29"),
        ("2026-01-01/9999-12-31", "2026-11-24", "2025-01-01/2025-11-24"),
    ],
)
def test_the_year_before_of_any_days(asked: str, today: str, expected: str) -> None:
    assert year_before(span(asked), date.fromisoformat(today)) == span(expected)


def test_days_that_have_not_begun_have_no_year_before() -> None:
    assert year_before(span("2027-01-01/2027-12-31"), date(2026, 11, 24)) is None


@given(some_days, some_days, st.sampled_from(("month", "quarter", "year")), year_starts)
def test_the_periods_of_a_year_are_compared_with_all_that_the_year_is(
    day: date, today: date, by: Grain, year_start: int
) -> None:
    year = whole_period(day, "year", year_start)
    total = year_before(year, today)
    if total is None:
        return
    pieces = [
        same_days(one, by, "previous_year", today, year_start) for one in cut(year, by, year_start)
    ]
    found = [one for one in pieces if one]
    assert (found[0].first, found[-1].last) == (total.first, total.last)
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(found))
