"""What each currency adds up to: in the reporting currency, where currencies make the totals, and
in its own."""

from copy import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounting.domain.by_currency import InCurrency, over_all
from accounting.domain.invoices import Invoice
from accounting.domain.money import source_decimals
from accounting.domain.rates import Rate
from accounting.domain.revenue_query import Query
from accounting.domain.totals import NOTHING, Totals
from tests.unit.test_revenue import (
    CURRENCIES,
    REFUND,
    connected,
    histories,
    invoice,
    plain_sums,
    queries,
    rate_entries,
    rates,
    reported,
)

some_currencies = st.sets(st.sampled_from(CURRENCIES), min_size=1).map(frozenset)
BY_CURRENCY = Query(by_currency=True)


@settings(max_examples=100)
@given(queries, histories, histories, rates, rate_entries)
def test_currencies_add_up_to_the_systems_and_the_total(
    query: Query,
    first: list[Invoice],
    second: list[Invoice],
    exchange_rate: Decimal,
    entries: list[Rate],
) -> None:
    one = connected("one", exchange_rate=exchange_rate, rates=tuple(entries))
    held = ((one, first), (connected("two"), second))
    plain = reported(query, *held)
    found = reported(replace(query, by_currency=True), *held)
    for row, without in zip((*found.rows, found.total), (*plain.rows, plain.total), strict=True):
        assert replace(row, by_currency={}) == without
        for system_id, totals in row.by_system.items():
            parts = row.by_currency.get(system_id, {}).values()
            assert sum((part.converted for part in parts), NOTHING) == totals
        parts = over_all(row.by_currency).values()
        assert sum((part.converted for part in parts), NOTHING) == row.total
    periods = [over_all(row.by_currency) for row in found.rows]
    for currency, sums in over_all(found.total.by_currency).items():
        of_periods = (one.get(currency, InCurrency()) for one in periods)
        assert sum(of_periods, InCurrency()) == sums


@settings(max_examples=100)
@given(queries, histories, rates)
def test_own_amounts_are_the_plain_sums_of_what_the_source_has(
    query: Query, rows: list[Invoice], exchange_rate: Decimal
) -> None:
    found = reported(
        replace(query, by_currency=True), (connected(exchange_rate=exchange_rate), rows)
    )
    for currency in CURRENCIES:
        of_it = [row for row in rows if row.currency == currency]
        expected = plain_sums(query, connected(), of_it, source_decimals(currency))
        own = {
            row.period: one.own
            for row in found.rows
            if (one := over_all(row.by_currency).get(currency))
        }
        assert own == {name: Totals(*sums) for name, sums in expected.items()}


@settings(max_examples=100)
@given(queries, histories, some_currencies, rates, rate_entries)
def test_report_of_some_currencies_is_that_of_their_invoices(
    query: Query,
    rows: list[Invoice],
    asked: frozenset[str],
    exchange_rate: Decimal,
    entries: list[Rate],
) -> None:
    system = connected(exchange_rate=exchange_rate, rates=tuple(entries))
    query = replace(query, by_currency=True)
    found = reported(replace(query, currencies=asked), (system, rows))
    alone = reported(query, (system, [row for row in rows if row.currency in asked]))
    assert (found.rows, found.total) == (alone.rows, alone.total)


def test_nothing_is_said_of_currencies_unless_asked_for() -> None:
    report = reported(Query(), (connected(), [invoice(1)]))
    assert [row.by_currency for row in (*report.rows, report.total)] == [{}, {}]


def test_currency_outside_the_days_asked_for_is_not_in_the_total() -> None:
    rows = [invoice(1), invoice(2, currency="USD", date=date(2025, 1, 31))]
    compared = replace(BY_CURRENCY, start=date(2026, 1, 1), compare=frozenset({"previous_year"}))
    total = reported(compared, (connected(), rows)).total
    assert total.by_currency["one"].keys() == {"EUR"}


def test_amounts_in_their_own_currency_are_what_the_source_says() -> None:
    entries = (Rate("JPY", Decimal("0.006")),)
    rows = [invoice(1, "1000.50", currency="JPY"), invoice(2, "10", currency="JPY", **REFUND)]
    query = replace(BY_CURRENCY, refunds="booked")
    total = reported(query, (connected(rates=entries), rows)).total
    (yen,) = total.by_currency["one"].values()
    assert (yen.own.net, yen.converted.net, yen.own.count) == (1000_50, 6_00, 2)


@pytest.mark.parametrize(("currency", "decimals"), [("EUR", 2), ("JPY", 2), ("KWD", 3)])
def test_amounts_of_the_source_have_two_decimals_or_those_of_their_currency(
    currency: str, decimals: int
) -> None:
    assert source_decimals(currency) == decimals


def test_only_currencies_that_are_asked_for_are_warned_of() -> None:
    """That most invoices are in another one is known all the same."""
    rows = [
        *(invoice(number) for number in range(1, 4)),
        invoice(4, currency="USD"),
        invoice(5, currency="USD", paid_date=None),
        invoice(6, paid_date=None),
    ]
    system = connected(exchange_rate=Decimal(2))
    missing, undated = reported(
        Query(basis="paid", currencies=frozenset({"USD"})), (system, rows)
    ).warnings
    assert "1 invoices in USD of" in missing
    assert undated == "Example Hosting: 1 invoices have no date and are not counted."
    none = Query(basis="paid", currencies=frozenset({"GBP"}))
    assert reported(none, (system, rows)).warnings == []
