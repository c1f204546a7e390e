"""What a block adds up to, held against a plain sum over its invoices."""

from collections import defaultdict
from collections.abc import Callable
from copy import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from accounting.domain.invoices import Invoice
from accounting.domain.sums import read_sums, sums_of
from tests.fakes.fake_source import LONG_AGO, invoice
from tests.unit.invoices import blocks_of

type Plain = dict[tuple[str, str, int], tuple[int, Fraction, Fraction, Fraction]]


def plain(rows: list[Invoice], day: Callable[[Invoice], date | None]) -> Plain:
    sums: Plain = defaultdict(lambda: (0, Fraction(0), Fraction(0), Fraction(0)))
    for row in rows:
        when = day(row)
        key = row.currency, row.status, when.toordinal() if when else 0
        count, net, tax, credit = sums[key]
        sums[key] = (
            count + 1,
            net + Fraction(row.subtotal),
            tax + Fraction(row.tax),
            credit + Fraction(row.credit),
        )
    return dict(sums)


def read(data: bytes) -> Plain:
    found: Plain = {}
    for one in read_sums(data):
        columns = zip(one.days, one.counts, one.nets, one.taxes, one.credits, strict=True)
        for day, count, *amounts in columns:
            net, tax, credit = (Fraction(amount, 10**one.scale) for amount in amounts)
            assert (one.currency, one.status, day) not in found
            found[one.currency, one.status, day] = (count, net, tax, credit)
    return found


def was_paid(row: Invoice) -> bool:
    return bool(row.paid_date) or row.status in {"Paid", "Refunded"}


@settings(max_examples=50)
@given(blocks_of())
def test_sums_are_the_plain_sums(rows: list[Invoice]) -> None:
    found = sums_of(rows)
    readable = [row for row in rows if not row.unreadable]
    assert read(found.issued) == plain(readable, lambda row: row.day("issued"))
    paid = [row for row in readable if was_paid(row)]
    assert read(found.paid) == plain(paid, lambda row: row.day("paid"))
    refunded = [row for row in readable if row.status == "Refunded" and row.day("issued")]
    assert read(found.refunded) == plain(refunded, lambda row: row.refund_day)


@settings(max_examples=50)
@given(blocks_of())
def test_sums_do_not_depend_on_order_or_notation(rows: list[Invoice]) -> None:
    again = [replace(row, subtotal=Decimal(f"{row.subtotal:f}") + Decimal("0.000")) for row in rows]
    assert sums_of(rows) == sums_of(again[::-1])


def test_scale_is_no_more_than_the_amounts_need() -> None:
    rows = [invoice(1, subtotal=Decimal("1.500"), tax=Decimal(0), credit=Decimal(0))]
    (one,) = read_sums(sums_of(rows).issued)
    assert (one.scale, one.nets) == (1, [15])


def test_unreadable_invoices_are_in_no_sum() -> None:
    found = sums_of([invoice(1, "Refunded", unreadable="total")])
    assert not [*read_sums(found.issued), *read_sums(found.paid), *read_sums(found.refunded)]


DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("fields", "issued", "paid", "refund"),
    [
        ({}, LONG_AGO, LONG_AGO, LONG_AGO),
        ({"refunded_date": DAY}, LONG_AGO, LONG_AGO, DAY),
        ({"paid_date": DAY}, LONG_AGO, DAY, DAY),
        ({"paid_date": None}, LONG_AGO, LONG_AGO, LONG_AGO),
        ({"date": None, "due_date": DAY, "paid_date": None}, DAY, DAY, DAY),
        ({"date": None, "due_date": None, "paid_date": DAY}, DAY, DAY, DAY),
        ({"date": DAY, "due_date": LONG_AGO, "paid_date": None}, DAY, DAY, DAY),
    ],
)
def test_refunded_invoice_counts_on_a_day_of_each_basis_and_on_that_of_its_refund(
    fields: dict[str, Any], issued: date, paid: date, refund: date
) -> None:
    """So what is subtracted was counted, whatever the source leaves out."""
    found = sums_of([invoice(1, "Refunded", **fields)])
    days = [
        one.days for data in (found.issued, found.paid, found.refunded) for one in read_sums(data)
    ]
    assert days == [[issued.toordinal()], [paid.toordinal()], [refund.toordinal()]]


def test_refund_of_an_invoice_without_any_date_but_that_is_in_no_sum_by_day() -> None:
    row = invoice(1, "Refunded", date=None, due_date=None, paid_date=None, refunded_date=DAY)
    assert list(read_sums(sums_of([row]).refunded)) == []
    (one,) = read_sums(sums_of([row]).issued)
    assert one.days == [0]
