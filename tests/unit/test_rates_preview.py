"""What rates would do is what a report says after they are stored."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.invoices import Invoice
from accounting.domain.periods import JANUARY, Span
from accounting.domain.rates_preview import Effect, Preview, preview
from accounting.domain.revenue_query import Query
from accounting.domain.systems import System
from tests.fakes.systems import a_rate
from tests.unit.test_revenue import (
    connected,
    histories,
    invoice,
    plain_rate,
    rate_entries,
    rates,
    reported,
    stored,
)

TODAY = date(2024, 6, 30)
YEAR = Query(date(2024, 1, 1), date(2024, 12, 31))
some_rates = st.builds(
    lambda exchange_rate, entries: connected(exchange_rate=exchange_rate, rates=tuple(entries)),
    rates | st.just(Decimal(1)),
    rate_entries,
)


def previewed(
    before: System, after: System, rows: list[Invoice], year_start: int = JANUARY
) -> Preview:
    sums = stored(before, rows, Query()).sums
    return preview(before.settings, after.settings, sums, "EUR", TODAY, year_start)


def concerned(before: System, after: System, rows: list[Invoice], days: Span) -> int:
    """Counted one by one."""
    return sum(
        plain_rate(before, row.currency, day) != plain_rate(after, row.currency, day)
        for row in rows
        if (day := row.day("issued")) and days.first <= day <= days.last
        if row.status == "Paid" and not row.unreadable
    )


@given(some_rates, some_rates, histories)
def test_preview_is_the_report_before_and_after(
    before: System, after: System, rows: list[Invoice]
) -> None:
    found = previewed(before, after, rows)
    for query, effect in ((YEAR, found.this_year), (Query(), found.all_years)):
        old, new = reported(query, (before, rows)), reported(query, (after, rows))
        assert (effect.before, effect.after) == (old.total.total.net, new.total.total.net)
        assert effect.invoices == concerned(before, after, rows, query.days)
        assert effect.days == query.days
    assert list(found.missing_rates) == list(new.missing_rates["one"])


def test_only_invoices_at_another_rate_are_concerned() -> None:
    rows = [
        invoice(1, date=date(2023, 5, 1), currency="USD"),
        invoice(2, date=date(2024, 5, 1), currency="USD"),
        invoice(3, date=date(2024, 5, 1), currency="GBP"),
        invoice(4, date=date(2024, 5, 1)),
    ]
    before = connected(rates=(a_rate("GBP", "0001-01-01", "1.20"),))
    entries = a_rate("USD", "2024-01-01", "0.9"), a_rate("GBP", "2024-01-01", "1.2")
    after = connected(rates=(*before.settings.rates, *entries))
    found = previewed(before, after, rows)
    assert (found.this_year.invoices, found.all_years.invoices) == (1, 1)
    assert found.this_year.after < found.this_year.before
    (missing,) = found.missing_rates
    assert (missing.currency, missing.until) == ("USD", date(2024, 1, 1))


def test_this_year_is_the_fiscal_one_where_that_is_another() -> None:
    days = date(2023, 6, 30), date(2023, 7, 1), date(2024, 6, 30), date(2024, 7, 1)
    rows = [invoice(number, date=day) for number, day in enumerate(days, 1)]
    rows.append(invoice(5, date=date(2024, 6, 30), currency="GBP"))
    twice = connected(exchange_rate=Decimal(2))
    found = previewed(connected(), twice, rows, 7)
    assert found.year == "FY2024"
    assert found.this_year == Effect(Span(date(2023, 7, 1), date(2024, 6, 30)), 3, 300, 600)
    assert previewed(connected(), twice, rows).year == "2024"


def test_invoices_without_a_day_are_not_concerned() -> None:
    rows = [invoice(1, date=None, paid_date=None)]
    found = previewed(connected(), connected(exchange_rate=Decimal(2)), rows)
    assert (found.all_years.invoices, found.all_years.after) == (0, 0)
