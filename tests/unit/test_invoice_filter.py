"""What is looked for in a block's columns is what is meant of each invoice."""

from copy import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.invoice_filter import InvoiceFilter
from accounting.domain.invoices import Invoice
from accounting.domain.packing import pack_invoices, unpack_invoices
from tests.fakes.fake_source import invoice
from tests.fakes.matching import matches
from tests.unit.invoices import blocks_of

FIRST, SECOND, THIRD = (date(2026, 1, day) for day in (1, 2, 3))
FEW_DAYS = st.none() | st.dates(FIRST, THIRD)
FILTERS = st.builds(
    InvoiceFilter,
    statuses=st.sets(st.sampled_from(["Paid", "Refunded", "Unpaid", "odd"])).map(frozenset),
    currencies=st.sets(st.sampled_from(["EUR", "USD", ""])).map(frozenset),
    number=st.sampled_from(["", "", "0", "É"]),
    start=FEW_DAYS,
    end=FEW_DAYS,
    basis=st.sampled_from(["issued", "paid"]),
)


@given(blocks_of(FEW_DAYS), FILTERS)
def test_places_are_those_of_the_invoices_that_match(
    rows: list[Invoice], wanted: InvoiceFilter
) -> None:
    if rows:
        block = unpack_invoices(pack_invoices(rows))
        found = [row for row in rows if matches(wanted, row)]
        assert block.rows(wanted.places(block)) == found


def is_found(wanted: InvoiceFilter, **fields: Any) -> bool:
    return bool(wanted.places(unpack_invoices(pack_invoices([replace(invoice(7), **fields)]))))


UNDATED: dict[str, Any] = {"date": None, "due_date": None, "paid_date": None}


@pytest.mark.parametrize(
    ("wanted", "fields", "found"),
    [
        (InvoiceFilter(start=SECOND, end=SECOND), {"date": SECOND}, True),
        (InvoiceFilter(start=SECOND), {"date": FIRST}, False),
        (InvoiceFilter(end=SECOND), {"date": THIRD}, False),
        (InvoiceFilter(end=SECOND), UNDATED, False),
        (InvoiceFilter(), UNDATED, True),
        (InvoiceFilter(start=SECOND), UNDATED | {"paid_date": SECOND}, True),
        (InvoiceFilter(end=SECOND, basis="paid"), {"status": "Unpaid", "paid_date": None}, False),
        (
            InvoiceFilter(end=SECOND, basis="paid"),
            {"status": "Refunded", "date": FIRST, "paid_date": None},
            True,
        ),
        (InvoiceFilter(number="re-7"), {"number": "2026-RE-77"}, True),
        (InvoiceFilter(number="7"), {"number": ""}, True),
        (InvoiceFilter(number="8"), {"number": "7"}, False),
        (InvoiceFilter(currencies=frozenset({"USD"})), {"currency": "EUR"}, False),
        (InvoiceFilter(statuses=frozenset({"Draft", "Paid"})), {"status": "Paid"}, True),
    ],
)
def test_invoice_is_found_by_what_it_has(
    wanted: InvoiceFilter, fields: dict[str, Any], found: bool
) -> None:
    assert is_found(wanted, **fields) == found


@pytest.mark.parametrize("before", [0, 1, 2, 7, 8])
def test_below_leaves_whole_invoices(before: int) -> None:
    rows = [invoice(key, currency=("EUR", "USD")[key % 2]) for key in (1, 2, 7)]
    below = unpack_invoices(pack_invoices(rows)).below(before).rows()
    assert below == [row for row in rows if row.id < before]
