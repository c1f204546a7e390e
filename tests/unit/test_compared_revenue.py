"""What stands beside each period: held against reports of those days alone."""

from copy import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounting.domain.invoices import Invoice
from accounting.domain.periods import Earlier, Grain, cut, period, same_days, year_before
from accounting.domain.revenue_query import Query
from accounting.domain.totals import NOTHING
from tests.unit.test_revenue import connected, histories, invoice, queries, reported

BOTH: frozenset[Earlier] = frozenset({"previous_year", "previous_period"})
TODAY = date(2026, 11, 24)
YEAR = Query(date(2026, 1, 1), date(2026, 12, 31), compare=BOTH, today=TODAY)


def issued(number: int, day: str, amount: int) -> Invoice:
    return invoice(number, str(amount), date=date.fromisoformat(day))


HISTORY = [
    issued(1, "2025-10-05", 100),
    issued(2, "2025-11-24", 10),
    issued(3, "2025-11-25", 1),
    issued(4, "2025-12-01", 1000),
    issued(5, "2026-10-05", 300),
    issued(6, "2026-11-03", 30),
]


@settings(max_examples=150)
@given(queries, histories, histories, st.dates(date(2023, 1, 1), date(2026, 6, 1)))
def test_what_is_compared_is_what_a_report_of_those_days_says(
    query: Query, first: list[Invoice], second: list[Invoice], today: date
) -> None:
    held = ((connected("one"), first), (connected("two", exchange_rate=Decimal(2)), second))
    asked = replace(query, compare=BOTH, today=today)
    plain = {row.period: row.by_system for row in reported(query, *held).rows}
    found = reported(asked, *held)
    for row in found.rows:
        assert row.by_system == plain.pop(row.period, {})
        for compared in row.compared.values():
            days = replace(query, start=compared.days.first, end=compared.days.last)
            assert compared.total == reported(days, *held).total.total
        assert row.by_system or any(one.by_system for one in row.compared.values())
    assert plain == {}
    assert found.total.total == reported(query, *held).total.total
    if query.start and (before := year_before(query.days, today)):
        days = replace(query, start=before.first, end=before.last)
        assert found.total.compared["previous_year"].total == reported(days, *held).total.total


def test_year_that_runs_is_compared_up_to_the_same_day() -> None:
    total = reported(YEAR, (connected(), HISTORY)).total
    assert (total.so_far, total.total.net) == (True, 33_000)
    assert total.compared["previous_year"].total.net == 11_000


def test_month_that_runs_is_compared_up_to_the_same_day_and_the_others_as_a_whole() -> None:
    rows = {row.period: row for row in reported(YEAR, (connected(), HISTORY)).rows}
    november, october = rows["2026-11"], rows["2026-10"]
    assert (november.so_far, october.so_far) == (True, False)
    assert november.compared["previous_year"].total.net == 1000
    assert november.compared["previous_period"].total.net == 30_000
    assert october.compared["previous_year"].total.net == 10_000
    assert "2026-12" not in rows


def test_month_in_which_there_is_nothing_yet_has_a_row_for_what_it_is_compared_with() -> None:
    query = replace(YEAR, compare=frozenset({"previous_year"}))
    rows = reported(query, (connected(), HISTORY[:4])).rows
    assert [(row.period, row.total) for row in rows] == [("2026-10", NOTHING), ("2026-11", NOTHING)]


@pytest.mark.parametrize(("end", "so_far"), [("2026-11-23", False), ("2026-11-24", True)])
def test_days_that_end_before_today_are_over(end: str, so_far: bool) -> None:
    report = reported(replace(YEAR, end=date.fromisoformat(end)), (connected(), HISTORY))
    assert (report.rows[-1].so_far, report.total.so_far) == (so_far, so_far)


def test_nothing_is_compared_that_is_not_asked_for() -> None:
    report = reported(replace(YEAR, compare=frozenset()), (connected(), HISTORY))
    assert [row.compared for row in (*report.rows, report.total)] == [{}, {}, {}]


def test_all_time_has_nothing_before_it_and_its_years_have() -> None:
    query = replace(YEAR, start=None, end=None, by="year")
    report = reported(query, (connected(), HISTORY))
    assert report.total.compared == {}
    assert report.rows[-1].compared["previous_year"].total.net == 11_000


def test_amounts_of_the_earlier_days_are_warned_of_too() -> None:
    rows = [replace(HISTORY[0], currency="USD"), HISTORY[4]]
    assert reported(replace(YEAR, compare=frozenset()), (connected(), rows)).warnings == []
    (warning,) = reported(YEAR, (connected(), rows)).warnings
    assert "2025-10-05" in warning


@given(queries, st.dates(date(2022, 1, 1), date(2026, 6, 1)))
def test_all_days_that_are_compared_are_read(query: Query, today: date) -> None:
    asked = replace(query, compare=BOTH, today=today)
    if not asked.start or asked.start > min(asked.days.last, today):
        return
    last = replace(asked.days, last=min(asked.days.last, today))
    grain: Grain = asked.by
    for span in cut(last, grain, asked.year_start):
        for one in BOTH:
            found = same_days(span, grain, one, today, asked.year_start)
            name = period(span.first, grain, asked.year_start)
            assert found is None or found.first >= asked.read.first, name
