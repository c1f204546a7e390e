"""Which rate an invoice is converted at, and where that is probably not meant."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.rates import MissingRate, Rate, RateTable, missing_rates
from tests.fakes.systems import a_rate

FIRST, SECOND = date(2022, 1, 1), date(2024, 7, 1)
TABLE = RateTable(
    Decimal(7), [a_rate("USD", "2024-07-01", "0.9"), a_rate("USD", "2022-01-01", "0.8")]
)
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("currency", "day", "rate"),
    [
        ("USD", date(2021, 12, 31), "7"),
        ("USD", FIRST, "0.8"),
        ("USD", date(2024, 6, 30), "0.8"),
        ("USD", SECOND, "0.9"),
        ("USD", date.max, "0.9"),
        ("EUR", SECOND, "7"),
    ],
)
def test_latest_entry_on_or_before_the_day_counts(currency: str, day: date, rate: str) -> None:
    assert TABLE.rate(currency, day) == Decimal(rate)


def test_first_day_of_a_currency() -> None:
    assert TABLE.first_day("USD") == FIRST
    assert TABLE.first_day("EUR") is None


@given(st.lists(st.tuples(DAYS, st.integers(1, 99)), max_size=6, unique_by=lambda e: e[0]), DAYS)
def test_rate_is_the_one_found_the_slow_way(entries: list[tuple[date, int]], day: date) -> None:
    table = RateTable(Decimal(7), [Rate("USD", Decimal(rate), start) for start, rate in entries])
    before = [(start, rate) for start, rate in entries if start <= day]
    assert table.rate("USD", day) == (max(before)[1] if before else 7)


def missing(
    counts: dict[str, dict[date, int]], exchange_rate: str, *rates: tuple[str, str, str]
) -> list[MissingRate]:
    by_day = {
        currency: {day.toordinal(): count for day, count in days.items()}
        for currency, days in counts.items()
    }
    entries = [a_rate(*rate) for rate in rates]
    return missing_rates(Decimal(exchange_rate), entries, by_day, "EUR")


D1, D2 = date(2021, 3, 1), date(2023, 3, 1)
LATE = ("USD", "2022-01-01", "0.9")


@pytest.mark.parametrize(
    ("counts", "exchange_rate", "rates", "warned"),
    [
        ({"EUR": {D1: 5}}, "1", [], []),
        ({"USD": {D1: 5}}, "0.92", [], []),
        ({"USD": {D1: 5}}, "1", [], ["USD"]),
        ({"JPY": {D1: 3000}}, "1", [], ["JPY"]),
        ({"EUR": {D1: 5}, "USD": {D1: 4}}, "1", [], ["USD"]),
        ({"EUR": {D1: 4}, "USD": {D1: 5}}, "1", [], ["USD"]),
        ({"EUR": {D1: 4}, "USD": {D1: 5}}, "0.92", [], ["EUR"]),
        ({"EUR": {D1: 5}, "USD": {D1: 4}}, "0.92", [], ["EUR", "USD"]),
        ({"USD": {D1: 5}, "GBP": {D1: 4}}, "0.92", [], ["GBP"]),
        ({"EUR": {D1: 5}, "USD": {D2: 4}}, "1", [LATE], []),
        ({"EUR": {D1: 5}, "USD": {D1: 1, D2: 4}}, "1", [LATE], ["USD"]),
        ({"USD": {D1: 1, D2: 4}}, "0.92", [LATE], ["USD"]),
        ({"EUR": {D1: 5}, "USD": {D2: 4}, "GBP": {D2: 1}}, "1", [LATE], ["GBP"]),
        ({"EUR": {D1: 5}}, "0.92", [("EUR", "0001-01-01", "1")], []),
        ({}, "1", [], []),
        ({"USD": {}}, "1", [], []),
        ({"USD": {D1: 0}}, "1", [], []),
    ],
)
def test_currencies_that_are_probably_not_meant_are_warned_of(
    counts: dict[str, dict[date, int]],
    exchange_rate: str,
    rates: list[tuple[str, str, str]],
    warned: list[str],
) -> None:
    found = missing(counts, exchange_rate, *rates)
    assert [one.currency for one in found] == warned


def test_missing_rate_says_how_many_of_which_days_at_which_rate() -> None:
    of_usd = {D1: 1, date(2021, 7, 9): 2, D2: 4}
    (early,) = missing({"USD": of_usd}, "0.92", LATE)
    last, until = date(2021, 7, 9), date(2022, 1, 1)
    assert early == MissingRate("USD", 3, D1, last, Decimal("0.92"), until)
    (never,) = missing({"JPY": {D1: 1, D2: 2_999}}, "1")
    assert never == MissingRate("JPY", 3000, D1, D2, Decimal(1), None)


def test_an_entry_from_the_first_of_the_days_on_is_all_that_is_missing() -> None:
    (one,) = missing({"EUR": {D1: 5}, "USD": {D1: 1, D2: 4}}, "1", LATE)
    entry = (one.currency, one.first.isoformat(), "0.9")
    assert missing({"EUR": {D1: 5}, "USD": {D1: 1, D2: 4}}, "1", LATE, entry) == []


def test_a_missing_rate_in_words() -> None:
    early = MissingRate("USD", 3, D1, D2, Decimal("0.92"), date(2023, 7, 1))
    assert early.text == (
        "3 invoices in USD of 2021-03-01 to 2023-03-01 are older than its first rate (2023-07-01) "
        "and are converted at 0.92."
    )
    assert MissingRate("JPY", 3000, D1, D2, Decimal(1)).text == (
        "3000 invoices in JPY of 2021-03-01 to 2023-03-01 are converted at 1: JPY has no rate of "
        "its own."
    )


def test_invoices_without_a_day_are_not_converted_at_all() -> None:
    assert missing_rates(Decimal(1), [], {"USD": {0: 5}}, "EUR") == []
