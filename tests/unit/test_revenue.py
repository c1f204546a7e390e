"""What invoices add up to: held against a plain sum over them."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.blocks import Block, BlockTotals, block_of, compute_block
from accounting.domain.invoices import Basis, Invoice
from accounting.domain.money import money_text
from accounting.domain.rates import Rate
from accounting.domain.revenue import Grain, Query, Report, Totals, period, report
from accounting.domain.systems import System
from tests.fakes.systems import a_system

TODAY = date(2026, 11, 22)
STATUSES = ("Paid", "Unpaid", "Refunded", "Cancelled", "Payment Pending")
CURRENCIES = ("EUR", "USD", "JPY")
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")

days = st.dates(date(2023, 12, 20), date(2026, 1, 15))
some_day = st.none() | days
amounts = st.decimals(
    Decimal(-(10**15) + 1), Decimal(10**15) - 1, places=6, allow_nan=False
) | st.decimals(Decimal(-1000), Decimal(100_000), places=2, allow_nan=False)
rates = st.decimals(Decimal("0.0000000001"), Decimal(999_999_999), places=10, allow_nan=False)


@st.composite
def an_invoice(draw: st.DrawFn) -> Invoice:
    return Invoice(
        id=draw(st.integers(1, 5000)),
        number="",
        date=draw(some_day),
        due_date=draw(some_day),
        paid_date=draw(some_day),
        status=draw(st.sampled_from(STATUSES)),
        currency=draw(st.sampled_from(CURRENCIES)),
        subtotal=draw(amounts),
        tax=draw(amounts),
        total=Decimal(0),
        credit=Decimal(0),
    )


histories = st.lists(an_invoice(), max_size=40, unique_by=lambda invoice: invoice.id)
rate_entries = st.lists(
    st.builds(Rate, st.sampled_from(CURRENCIES), rates, days | st.just(date.min)), max_size=6
)


@st.composite
def a_query(draw: st.DrawFn) -> Query:
    return Query(
        start=draw(some_day),
        end=draw(some_day),
        by=draw(st.sampled_from(GRAINS)),
        basis=draw(st.sampled_from(("issued", "paid"))),
        statuses=frozenset(draw(st.sets(st.sampled_from(STATUSES), min_size=1))),
    )


def blocks(invoices: list[Invoice]) -> list[Block]:
    by_block = defaultdict(list)
    for invoice in invoices:
        by_block[block_of(invoice.id)].append(invoice)
    computed = (compute_block(number, rows, TODAY) for number, rows in sorted(by_block.items()))
    return [block for block in computed if block]


def totals(invoices: list[Invoice], basis: Basis) -> list[BlockTotals]:
    return [BlockTotals(block.count, getattr(block, basis)) for block in blocks(invoices)]


def reported(query: Query, *held: tuple[System, list[Invoice]]) -> Report:
    return report(query, [(each, totals(rows, query.basis)) for each, rows in held], "EUR")


def plain_rate(system: System, invoice: Invoice, day: date) -> Fraction:
    """The latest entry on or before the day, found the slow way."""
    entries = [
        (entry.start, at, entry.rate)
        for at, entry in enumerate(system.settings.rates)
        if entry.currency == invoice.currency and entry.start <= day
    ]
    return Fraction(max(entries)[2] if entries else system.settings.exchange_rate)


type Sums = dict[str, tuple[int, Fraction, Fraction]]


def plain_sums(query: Query, system: System, invoices: list[Invoice]) -> Sums:
    sums: Sums = {}
    for invoice in invoices:
        day = invoice.day(query.basis)
        if day is None or invoice.status not in query.statuses:
            continue
        if not (query.start or date.min) <= day <= (query.end or date.max):
            continue
        rate = plain_rate(system, invoice, day)
        name = period(day, query.by)
        count, net, tax = sums.get(name, (0, Fraction(0), Fraction(0)))
        sums[name] = (
            count + 1,
            net + Fraction(invoice.subtotal) * rate,
            tax + Fraction(invoice.tax) * rate,
        )
    return sums


def as_fractions(sums: Totals) -> tuple[int, Fraction, Fraction]:
    return sums.count, Fraction(sums.net), Fraction(sums.tax)


@given(a_query(), histories, histories, rates, rate_entries)
def test_report_is_the_plain_sum_over_invoices(
    query: Query,
    first: list[Invoice],
    second: list[Invoice],
    exchange_rate: Decimal,
    entries: list[Rate],
) -> None:
    distinct = {(entry.currency, entry.start): entry for entry in entries}
    one = a_system(system_id="one", exchange_rate=str(exchange_rate))
    one = replace(one, settings=replace(one.settings, rates=tuple(distinct.values())))
    two = a_system(system_id="two")
    found = reported(query, (one, first), (two, second))
    expected = {"one": plain_sums(query, one, first), "two": plain_sums(query, two, second)}
    for row in found.rows:
        assert {key: as_fractions(sums) for key, sums in row.by_system.items()} == {
            key: sums[row.period] for key, sums in expected.items() if row.period in sums
        }
    names = {name for sums in expected.values() for name in sums}
    assert [row.period for row in found.rows] == sorted(names)
    total = found.total.total
    summands = [each for sums in expected.values() for each in sums.values()]
    assert total.count == sum(count for count, _, _ in summands)
    assert Fraction(total.net) == sum(net for _, net, _ in summands)
    assert Fraction(total.tax) == sum(tax for _, _, tax in summands)
    assert Fraction(total.gross) == Fraction(total.net) + Fraction(total.tax)
    assert money_text(total.gross) == rounded(Fraction(total.gross))


def rounded(amount: Fraction) -> str:
    with localcontext(prec=200):
        cents = round(amount * 100)  # A Fraction is rounded half to even.
        return str((Decimal(cents) / 100).quantize(Decimal("0.01"), ROUND_HALF_EVEN))


@given(histories, st.integers(0, 2000))
def test_blocks_do_not_depend_on_the_order_or_notation(rows: list[Invoice], zeros: int) -> None:
    more = "" if zeros % 2 else "0"
    again = [replace(row, subtotal=Decimal(f"{row.subtotal:f}{more}")) for row in reversed(rows)]
    assert blocks(rows) == blocks(again)


def invoice(number: int, amount: str, **more: object) -> Invoice:
    fields: dict[str, object] = {
        "id": number,
        "number": "",
        "date": date(2026, 1, 31),
        "due_date": None,
        "paid_date": date(2026, 2, 1),
        "status": "Paid",
        "currency": "EUR",
        "subtotal": Decimal(amount),
        "tax": Decimal(0),
        "total": Decimal(amount),
        "credit": Decimal(0),
    }
    return Invoice(**fields | more)  # type: ignore[arg-type]


def test_a_million_times_a_cent_is_ten_thousand() -> None:
    block = compute_block(0, [invoice(number, "0.01") for number in range(1000)], TODAY)
    assert block
    found = report(Query(), [(a_system(), [BlockTotals(1000, block.issued)] * 1000)], "EUR")
    assert (found.total.total.count, money_text(found.total.total.net)) == (10**6, "10000.00")


@pytest.mark.parametrize(
    ("amounts", "rate", "text"),
    [
        (["0.005"], "1", "0.00"),
        (["0.015"], "1", "0.02"),
        (["0.025"], "1", "0.02"),
        (["-0.005"], "1", "0.00"),
        (["-0.015"], "1", "-0.02"),
        (["0.004"] * 5, "1", "0.02"),
        (["0.01"] * 3, "0.5", "0.02"),
        (["0.01"], "0.5", "0.00"),
        (["999999999999999.99"] * 3, "999999999.9999999999", "2999999999999999969700000.00"),
    ],
)
def test_rounding_is_once_at_the_end_and_half_even(
    amounts: list[str], rate: str, text: str
) -> None:
    rows = [invoice(number, amount) for number, amount in enumerate(amounts, 1)]
    (row,) = reported(Query(), (a_system(exchange_rate=rate), rows)).rows
    assert money_text(row.total.net) == text


def test_average_is_per_invoice_and_nothing_without_one() -> None:
    rows = [invoice(1, "0.01"), invoice(2, "0.02"), invoice(3, "0.02", tax=Decimal("0.01"))]
    total = reported(Query(), (a_system(), rows)).total.total
    assert (money_text(total.average_net), money_text(total.average_gross)) == ("0.02", "0.02")
    assert money_text(Totals().average_net) == "0.00"


def test_rate_that_changes_leaves_past_years_alone() -> None:
    system = a_system(rates=[("USD", "2024-01-01", "0.5"), ("USD", "2026-02-01", "2")])
    rows = [
        invoice(1, "10", currency="USD", date=date(2023, 12, 31)),
        invoice(2, "10", currency="USD", date=date(2026, 1, 31)),
        invoice(3, "10", currency="USD", date=date(2026, 2, 1)),
    ]
    nets = {row.period: row.total.net for row in reported(Query(), (system, rows)).rows}
    assert nets == {"2023-12": 10, "2026-01": 5, "2026-02": 20}


@pytest.mark.parametrize(
    ("currencies", "exchange_rate", "entries", "warned"),
    [
        (["EUR"], "1", [], []),
        (["USD"], "0.92", [], []),
        (["EUR", "USD"], "1", [], ["USD"]),
        (["EUR", "USD", "GBP"], "1", [("USD", "2020-01-01", "0.9")], ["GBP"]),
        (["EUR", "USD"], "0.92", [("USD", "2020-01-01", "0.9")], ["EUR"]),
        (["EUR", "USD"], "1", [("USD", "2020-01-01", "0.9")], []),
    ],
)
def test_currency_without_a_rate_of_its_own_is_warned_of(
    currencies: list[str],
    exchange_rate: str,
    entries: list[tuple[str, str, str]],
    warned: list[str],
) -> None:
    rows = [invoice(at, "1", currency=currency) for at, currency in enumerate(currencies, 1)]
    system = a_system(exchange_rate=exchange_rate, rates=entries)
    warnings = reported(Query(), (system, rows)).warnings
    assert len(warnings) == bool(warned)
    named = {word.strip(",.;") for each in warnings for word in each.split()}
    assert named & {"EUR", "USD", "GBP"} == set(warned)


def test_currency_outside_the_days_asked_for_is_not_warned_of() -> None:
    rows = [invoice(1, "1"), invoice(2, "1", currency="USD", date=date(2020, 1, 1))]
    assert reported(Query(start=date(2026, 1, 1)), (a_system(), rows)).warnings == []


def test_invoices_without_a_date_are_warned_of() -> None:
    rows = [invoice(1, "1"), invoice(2, "1", paid_date=None), invoice(3, "1", date=None)]
    found = reported(Query(basis="paid"), (a_system(), rows))
    (warning,) = found.warnings
    assert re.match(r"Example Hosting: 1 .* no date", warning)
    assert found.total.total.count == 2


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


@given(st.dates(max_value=date(9998, 12, 31)), st.sampled_from(GRAINS))
def test_periods_sort_like_their_days(day: date, by: Grain) -> None:
    assert period(day, by) <= period(day + timedelta(days=1), by)
