"""What invoices add up to: held against a plain sum over them."""

from collections import defaultdict
from collections.abc import Iterator
from copy import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounting.domain.invoices import Invoice
from accounting.domain.money import minor_text, minor_units
from accounting.domain.periods import Grain, period
from accounting.domain.rates import Rate
from accounting.domain.revenue import Report, Row, Stored, report
from accounting.domain.revenue_query import Query, Refunds
from accounting.domain.sums import Sums, read_sums, sums_of
from accounting.domain.systems import Figures, LastSuccess, System
from accounting.domain.totals import Totals
from tests.fakes.systems import CREATED, a_system

STATUSES = ("Paid", "Unpaid", "Refunded", "Cancelled", "Payment Pending")
CURRENCIES = ("EUR", "USD", "JPY")
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")

# Few of them, so that invoices meet in an atom.
days = st.sampled_from([date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2), date(2024, 6, 30)])
days |= st.dates(date(2023, 1, 1), date(2026, 1, 1))
some_day = st.none() | days
amounts = st.decimals(
    Decimal(-(10**15) + 1), Decimal(10**15) - 1, places=6, allow_nan=False
) | st.decimals(Decimal(-1000), Decimal(100_000), places=2, allow_nan=False)
rates = st.decimals(Decimal("0.0000000001"), Decimal(999_999_999), places=10, allow_nan=False)

invoices = st.builds(
    Invoice,
    id=st.integers(1, 5000),
    number=st.just(""),
    date=some_day,
    due_date=some_day,
    paid_date=some_day,
    status=st.sampled_from(STATUSES),
    currency=st.sampled_from(CURRENCIES),
    subtotal=amounts,
    tax=amounts,
    total=st.just(Decimal(0)),
    credit=amounts,
    refunded_date=some_day,
    unreadable=st.sampled_from(["", "", "", "", "total"]),
)
histories = st.lists(invoices, max_size=20, unique_by=lambda row: row.id)
rate_entries = st.lists(
    st.builds(Rate, st.sampled_from(CURRENCIES), rates, days | st.just(date.min)),
    max_size=6,
    unique_by=lambda rate: (rate.currency, rate.start),
)
queries = st.builds(
    Query,
    start=some_day,
    end=some_day,
    by=st.sampled_from(GRAINS),
    basis=st.sampled_from(("issued", "paid")),
    statuses=st.sets(st.sampled_from(STATUSES), min_size=1).map(frozenset),
    refunds=st.sampled_from(("excluded", "booked")),
    year_start=st.just(1) | st.integers(1, 12),
)


def connected(system_id: str = "one", **settings_: object) -> System:
    """A system of which a sync has succeeded."""
    system = a_system(system_id=system_id)
    success = LastSuccess("sync", CREATED, CREATED)
    fields = replace(system.settings, **settings_)  # type: ignore[arg-type]
    return replace(system, settings=fields, last_success=success)


def stored(system: System, rows: list[Invoice], query: Query) -> Stored:
    """As in the tables, a block of sums after another."""
    ordered = sorted(rows, key=lambda row: row.id)
    blocks = [sums_of(found) for _, found in groupby(ordered, lambda row: row.id // 1000)]

    def read(name: str) -> Iterator[Sums]:
        for block in blocks:
            yield from read_sums(getattr(block, name))

    return Stored(system, list(read(query.basis)), list(read("refunded")))


def reported(query: Query, *held: tuple[System, list[Invoice]], currency: str = "EUR") -> Report:
    return report(query, [stored(system, rows, query) for system, rows in held], currency)


# The oracle: plain sums of fractions


def plain_rate(system: System, currency: str, day: date) -> Fraction:
    """The latest entry on or before the day, found the slow way."""
    entries = [
        (entry.start, entry.rate)
        for entry in system.settings.rates
        if entry.currency == currency and entry.start <= day
    ]
    return Fraction(max(entries)[1] if entries else system.settings.exchange_rate)


type Plain = dict[str, tuple[int, int, int, int]]


def plain_atoms(
    query: Query, system: System, dated: list[tuple[date | None, str, Invoice]], minor: int
) -> Plain:
    """By period: of each day, currency and status the sum times the rate, rounded once."""
    atoms: dict[tuple[date, str, str], list[Invoice]] = defaultdict(list)
    for day, status, row in dated:
        if day and (query.start or date.min) <= day <= (query.end or date.max):
            atoms[day, row.currency, status].append(row)
    sums: Plain = {}
    for (day, currency, _), rows in atoms.items():
        rate = plain_rate(system, currency, day) * 10**minor
        net, tax, credit = (
            round(sum(Fraction(getattr(row, name)) for row in rows) * rate)
            for name in ("subtotal", "tax", "credit")
        )
        name = period(day, query.by, query.year_start)
        before = sums.get(name, (0, 0, 0, 0))
        sums[name] = (before[0] + len(rows), before[1] + net, before[2] + tax, before[3] + credit)
    return sums


def plain_sums(query: Query, system: System, rows: list[Invoice], minor: int = 2) -> Plain:
    readable = [row for row in rows if not row.unreadable]
    counted, refunds = [], []
    for row in readable:
        status, booked = row.status, query.refunds == "booked" and row.status == "Refunded"
        if booked and "Paid" in query.statuses:
            status = "Paid"
        if booked or row.status in query.statuses:
            counted.append((row.day(query.basis), status, row))
        if booked:
            refunds.append((row.refund_day, status, row))
    sums = plain_atoms(query, system, counted, minor)
    for name, (_, net, tax, credit) in plain_atoms(query, system, refunds, minor).items():
        before = sums.get(name, (0, 0, 0, 0))
        sums[name] = (before[0], before[1] - net, before[2] - tax, before[3] - credit)
    return sums


def figures(totals: Totals) -> tuple[int, int, int, int]:
    return totals.count, totals.net, totals.tax, totals.credit


@settings(max_examples=150)
@given(queries, histories, histories, rates, rate_entries, st.sampled_from(["EUR", "JPY", "KWD"]))
def test_report_is_the_plain_sum_over_invoices(
    query: Query,
    first: list[Invoice],
    second: list[Invoice],
    exchange_rate: Decimal,
    entries: list[Rate],
    currency: str,
) -> None:
    one = connected("one", exchange_rate=exchange_rate, rates=tuple(entries))
    two = connected("two")
    found = reported(query, (one, first), (two, second), currency=currency)
    minor = minor_units(currency)
    expected = {
        "one": plain_sums(query, one, first, minor),
        "two": plain_sums(query, two, second, minor),
    }
    for row in found.rows:
        assert {key: figures(sums) for key, sums in row.by_system.items()} == {
            key: sums[row.period] for key, sums in expected.items() if row.period in sums
        }
    names = {name for sums in expected.values() for name in sums}
    assert [row.period for row in found.rows] == sorted(names)


@settings(max_examples=100)
@given(queries, histories, histories, rates, rate_entries)
def test_everything_adds_up(
    query: Query,
    first: list[Invoice],
    second: list[Invoice],
    exchange_rate: Decimal,
    entries: list[Rate],
) -> None:
    """Net and tax to gross, systems to the total, months to quarters and years and the total."""
    one = connected("one", exchange_rate=exchange_rate, rates=tuple(entries))
    held = ((one, first), (connected("two"), second))
    reports = {by: reported(replace(query, by=by), *held) for by in GRAINS}
    for found in reports.values():
        for row in (*found.rows, found.total):
            assert row.total == sum(row.by_system.values(), Totals())
            for sums in (row.total, *row.by_system.values()):
                assert sums.gross == sums.net + sums.tax
                assert sums.collected == sums.gross - sums.credit
        assert sum((row.total for row in found.rows), Totals()) == found.total.total
        assert found.total == reports["day"].total
    assert added_up(reports["day"].rows, 7) == {
        row.period: row.total for row in reports["month"].rows
    }
    by_quarter = {row.period: row.total for row in reports["quarter"].rows}
    by_year = {row.period: row.total for row in reports["year"].rows}
    of_months: dict[str, dict[str, Totals]] = {"quarter": {}, "year": {}}
    for row in reports["month"].rows:
        for by in ("quarter", "year"):
            name = period(date.fromisoformat(f"{row.period}-01"), by, query.year_start)
            of_months[by][name] = of_months[by].get(name, Totals()) + row.total
    assert of_months == {"quarter": by_quarter, "year": by_year}


def added_up(rows: list[Row], letters: int) -> dict[str, Totals]:
    """By the first letters of the period: of a day's its month's, of a month's its year's."""
    sums: dict[str, Totals] = {}
    for row in rows:
        name = row.period[:letters]
        sums[name] = sums.get(name, Totals()) + row.total
    return sums


@settings(max_examples=150)
@given(
    st.lists(invoices, min_size=1, max_size=12, unique_by=lambda row: row.id),
    days,
    st.sampled_from(["issued", "paid"]),
    rates,
    rate_entries,
)
def test_closed_months_stay_closed_when_a_refund_is_booked(
    rows: list[Invoice], day: date, basis: str, exchange_rate: Decimal, entries: list[Rate]
) -> None:
    """A refund changes the month in which it happens, and no other by a single cent."""
    system = connected(exchange_rate=exchange_rate, rates=tuple(entries))
    query = Query(basis="issued" if basis == "issued" else "paid", refunds="booked")
    paid = replace(rows[0], status="Paid", refunded_date=None, unreadable="", paid_date=day)
    refunded = replace(paid, status="Refunded", refunded_date=day)
    same_day = [replace(paid, id=6000 + n, subtotal=row.subtotal) for n, row in enumerate(rows)]
    before = reported(query, (system, [paid, *rows[1:], *same_day]))
    after = reported(query, (system, [refunded, *rows[1:], *same_day]))
    name = period(day, "month")
    changed, unchanged = (
        {row.period: row.total for row in found.rows if row.period != name}
        for found in (before, after)
    )
    assert changed == unchanged
    assert before.total.total.count == after.total.total.count


def invoice(number: int, amount: str = "1", **more: object) -> Invoice:
    plain = Invoice(
        id=number,
        number="",
        date=date(2026, 1, 31),
        due_date=None,
        paid_date=date(2026, 2, 1),
        status="Paid",
        currency="EUR",
        subtotal=Decimal(amount),
        tax=Decimal(0),
        total=Decimal(amount),
        credit=Decimal(0),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def nets(found: Report) -> dict[str, str]:
    return {row.period: minor_text(row.total.net, 2) for row in found.rows}


def test_a_million_times_a_cent_is_ten_thousand() -> None:
    sums = list(read_sums(sums_of([invoice(number, "0.01") for number in range(1000)]).issued))
    found = report(Query(), [Stored(connected(), sums * 1000)], "EUR")
    total = found.total.total
    assert (total.count, minor_text(total.net, 2)) == (10**6, "10000.00")


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
        (["0.5", "0.005", "0.0005"], "1", "0.51"),
        (["999999999999999.99"] * 3, "999999999.9999999999", "2999999999999999969700000.00"),
    ],
)
def test_what_a_day_adds_up_to_is_rounded_once_half_to_even(
    amounts: list[str], rate: str, text: str
) -> None:
    rows = [invoice(number * 1000, amount) for number, amount in enumerate(amounts, 1)]
    found = reported(Query(), (connected(exchange_rate=Decimal(rate)), rows))
    assert nets(found) == {"2026-01": text}


def test_average_is_per_invoice_and_nothing_without_one() -> None:
    rows = [invoice(1, "0.01"), invoice(2, "0.02"), invoice(3, "0.02", tax=Decimal("0.01"))]
    total = reported(Query(), (connected(), rows)).total.total
    assert (total.average_net, total.average_gross) == (2, 2)
    assert (Totals().average_net, Totals().average_gross) == (0, 0)


def test_what_was_paid_with_credit_is_not_collected() -> None:
    rows = [invoice(1, "100", tax=Decimal(19), credit=Decimal("20.50"))]
    total = reported(Query(), (connected(), rows)).total.total
    assert (total.gross, total.credit, total.collected) == (119_00, 20_50, 98_50)


def test_rate_that_changes_leaves_past_years_alone() -> None:
    entries = (
        Rate("USD", Decimal("0.5"), date(2024, 1, 1)),
        Rate("USD", Decimal(2), date(2026, 2, 1)),
    )
    rows = [
        invoice(1, "10", currency="USD", date=date(2023, 12, 31)),
        invoice(2, "10", currency="USD", date=date(2026, 1, 31)),
        invoice(3, "10", currency="USD", date=date(2026, 2, 1)),
    ]
    found = reported(Query(), (connected(rates=entries), rows))
    assert nets(found) == {"2023-12": "10.00", "2026-01": "5.00", "2026-02": "20.00"}


def test_day_of_a_closed_month_is_rounded_as_before_when_one_of_its_invoices_is_refunded() -> None:
    """0.01 and 0.01 at a half are a cent, but nothing and nothing apart."""
    half = connected(exchange_rate=Decimal("0.5"))
    rows = [invoice(1, "0.01"), invoice(2, "0.01")]
    query = Query(refunds="booked")
    assert nets(reported(query, (half, rows))) == {"2026-01": "0.01"}
    found = reported(query, (half, [rows[0], replace(rows[1], **REFUND)]))
    assert nets(found)["2026-01"] == "0.01"


# Refunds

REFUND: dict[str, Any] = {"status": "Refunded", "refunded_date": date(2026, 5, 4)}


@pytest.mark.parametrize(
    ("refunds", "expected"),
    [
        ("excluded", {"2026-01": "10.00"}),
        ("booked", {"2026-01": "17.00", "2026-05": "-7.00"}),
    ],
)
def test_refunded_invoice_leaves_the_revenue_or_is_subtracted_when_it_is_refunded(
    refunds: Refunds, expected: dict[str, str]
) -> None:
    rows = [invoice(1, "10"), invoice(2, "7", **REFUND)]
    found = reported(Query(refunds=refunds), (connected(), rows))
    assert nets(found) == expected
    assert found.total.total.count == (2 if refunds == "booked" else 1)


def test_refund_outside_the_days_asked_for_is_in_neither_of_them() -> None:
    rows = [invoice(1, "7", **REFUND)]
    january = Query(end=date(2026, 1, 31), refunds="booked")
    assert nets(reported(january, (connected(), rows))) == {"2026-01": "7.00"}
    may = Query(start=date(2026, 5, 1), refunds="booked")
    assert nets(reported(may, (connected(), rows))) == {"2026-05": "-7.00"}


def test_refund_is_converted_at_the_rate_of_its_day() -> None:
    entries = (
        Rate("USD", Decimal(2), date(2026, 1, 1)),
        Rate("USD", Decimal(3), date(2026, 5, 1)),
    )
    rows = [invoice(1, "7", currency="USD", **REFUND)]
    found = reported(Query(refunds="booked"), (connected(rates=entries), rows))
    assert nets(found) == {"2026-01": "14.00", "2026-05": "-21.00"}


@pytest.mark.parametrize("basis", ["issued", "paid"])
@pytest.mark.parametrize("day", [None, date(2026, 3, 1)])
def test_what_was_never_counted_is_not_subtracted(basis: str, day: date | None) -> None:
    rows = [
        invoice(1, "7", date=day, paid_date=None, **REFUND),
        invoice(2, "7", date=None, paid_date=day, **REFUND),
    ]
    query = Query(basis="paid" if basis == "paid" else "issued", refunds="booked")
    assert reported(query, (connected(), rows)).total.total.net == 0


# Warnings


def warned(query: Query, system: System, *rows: Invoice) -> list[str]:
    return reported(query, (system, list(rows))).warnings


def test_amounts_that_are_probably_converted_wrongly_are_warned_of() -> None:
    (text,) = warned(Query(), connected(), invoice(1), invoice(2, currency="USD"))
    assert text.startswith("Example Hosting: 1 invoices in USD of 2026-01-31 to 2026-01-31")


def test_refunds_are_warned_of_in_the_days_of_the_refund() -> None:
    row = invoice(2, currency="USD", **REFUND)
    may = Query(start=date(2026, 5, 1), refunds="booked")
    (text,) = warned(may, connected(), row)
    assert "in USD of 2026-05-04" in text
    assert warned(Query(start=date(2026, 5, 1)), connected(), row) == []


def test_currency_outside_the_days_asked_for_is_not_warned_of() -> None:
    old = invoice(2, currency="USD", date=date(2020, 1, 1))
    assert warned(Query(start=date(2026, 1, 1)), connected(), invoice(1), old) == []


def test_status_that_is_not_asked_for_is_not_warned_of() -> None:
    unpaid = invoice(2, currency="USD", status="Unpaid")
    assert warned(Query(), connected(), invoice(1), unpaid) == []


def test_invoices_without_a_date_are_warned_of() -> None:
    rows = [invoice(1), invoice(2, paid_date=None), invoice(3, date=None)]
    found = reported(Query(basis="paid"), (connected(), rows))
    assert found.warnings == ["Example Hosting: 1 invoices have no date and are not counted."]
    assert found.total.total.count == 2


def test_what_a_system_says_itself_is_no_warning_of_a_report() -> None:
    """That it is incomplete, or holds unreadable invoices: a reader would be told twice."""
    of_it = Figures(2, 0, 0, unreadable={12: "total", 7: "date"})
    assert warned(Query(), replace(a_system(), figures=of_it), invoice(1)) == []


def test_status_that_is_none_of_whmcs_is_warned_of() -> None:
    (text,) = warned(Query(statuses=frozenset({"Paid", "paid"})), connected(), invoice(1))
    assert text.startswith("'paid' is no status")
    assert warned(Query(statuses=frozenset(STATUSES)), connected(), invoice(1)) == []
