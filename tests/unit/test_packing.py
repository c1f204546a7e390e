"""A block as bytes and back: nothing is lost, and a thousand invoices are small."""

from copy import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from accounting.domain.invoices import Invoice
from accounting.domain.packing import pack, pack_invoices, unpack, unpack_invoices
from tests.fakes.fake_source import invoice
from tests.unit.invoices import blocks_of


@settings(max_examples=50)
@given(blocks_of())
def test_invoices_come_back_as_they_were(rows: list[Invoice]) -> None:
    if rows:
        found = unpack_invoices(pack_invoices(rows)).rows()
        assert found == rows
        assert [str(row.subtotal) for row in found] == [str(row.subtotal) for row in rows]


@pytest.mark.parametrize(
    "fields",
    [
        {"number": ""},
        {"number": "0"},
        {"number": "7"},
        {"number": "07"},
        {"number": 'INV-2026/1\n"ä\\'},
        {"number": "\ud800"},
        {"date": None, "due_date": None, "paid_date": None},
        {"date": date.min, "due_date": date.max},
        {"refunded_date": date(2026, 2, 28)},
        {"subtotal": Decimal("999999999999999.999999"), "tax": Decimal("-0.000001")},
        {"subtotal": Decimal("1E+3"), "credit": Decimal("-0.50")},
        {"currency": "", "status": "Wörtlich | anders", "unreadable": "date, total"},
    ],
)
def test_odd_fields_come_back(fields: dict[str, Any]) -> None:
    rows = [invoice(7, **fields), invoice(8)]
    assert unpack_invoices(pack_invoices(rows)).rows() == rows


@pytest.mark.parametrize("column", ["id", "number", "date", "subtotal"])
def test_columns_of_different_lengths_are_no_block(column: str) -> None:
    columns = unpack(pack_invoices([invoice(7), invoice(8)]))
    whole = columns[column]
    columns[column] = whole.split("\n")[0] if isinstance(whole, str) else whole[:1]
    with pytest.raises(ValueError, match="zip"):
        unpack_invoices(pack(columns)).rows()


def test_same_invoices_are_the_same_bytes() -> None:
    rows = [invoice(key) for key in range(1, 50)]
    assert pack_invoices(rows) == pack_invoices([replace(row) for row in rows])


def test_thousand_invoices_are_less_than_twenty_kilobytes() -> None:
    """In a transaction of 4 MB there is room for 49 blocks."""
    chance = Random(5)
    rows = []
    for key in range(1000, 2000):
        cents = Decimal(chance.randrange(1, 10**6)) / 100
        tax = (cents * 19 / 100).quantize(Decimal("0.01"))
        day = date.fromordinal(739_000 + key // 3)
        number = f"2026-{chance.randrange(10**6)}"
        rows.append(
            invoice(key, day=day, number=number, subtotal=cents, tax=tax, total=cents + tax)
        )
    assert len(pack_invoices(rows)) < 20_000


def test_columns_of_any_text_come_back() -> None:
    columns = {"a": [1, -5, None], "ö": "\x00\n", "b": {"c": []}}
    assert unpack(pack(columns)) == columns
