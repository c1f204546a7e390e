"""Amounts from text to text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.money import decimals, money_text, parse_amount, units

AMOUNTS = st.decimals(Decimal(-(10**15) + 1), Decimal(10**15) - 1, places=6, allow_nan=False)


@pytest.mark.parametrize("text", ["0", "-0.01", "12.34", "999999999999999.999999"])
def test_amount_is_read_exactly(text: str) -> None:
    assert parse_amount(text) == Decimal(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "1,234.50", "1e3", "NaN", "Infinity", "+1", ".5", "1.", "0x1", "1" * 16, "1\n"],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_amount(text)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0.00"),
        ("-0.001", "0.00"),
        ("2.675", "2.68"),
        ("2.665", "2.66"),
        ("1e30", "1" + "0" * 30 + ".00"),
    ],
)
def test_amount_is_written_with_two_decimals(amount: str, text: str) -> None:
    assert money_text(Decimal(amount)) == text


@given(AMOUNTS)
def test_units_are_the_amount(amount: Decimal) -> None:
    scale = decimals(amount)
    assert Decimal(units(amount, scale)).scaleb(-scale) == amount
    assert scale == 0 or units(amount, scale) % 10
