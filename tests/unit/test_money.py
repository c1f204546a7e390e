"""Amounts from text to text."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.money import (
    DECIMALS,
    average,
    conversion,
    minor_text,
    minor_units,
    money_text,
    needless_decimals,
    parse_amount,
    rounded,
    units,
)

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
    assert Decimal(units(amount)).scaleb(-DECIMALS) == amount


@given(st.lists(AMOUNTS))
def test_decimals_that_no_amount_needs(amounts: list[Decimal]) -> None:
    needed = DECIMALS - needless_decimals(map(units, amounts))
    assert all(amount == round(amount, needed) for amount in amounts)
    assert not needed or any(amount != round(amount, needed - 1) for amount in amounts)


RATES = st.decimals(Decimal("0.0000000001"), Decimal(999_999_999), places=10, allow_nan=False)
WHOLE = st.integers(-(10**24), 10**24)


@given(WHOLE, st.integers(0, 6), RATES, st.sampled_from([0, 2, 3]))
def test_amount_is_converted_exactly_and_rounded_once_half_to_even(
    amount: int, scale: int, rate: Decimal, minor: int
) -> None:
    exact = Fraction(amount, 10**scale) * Fraction(rate) * 10**minor
    assert rounded(amount, conversion(scale, rate, minor)) == round(
        exact
    )  # Half to even, of a Fraction.


@pytest.mark.parametrize(
    ("amount", "scale", "rate", "minor", "whole"),
    [
        (5, 3, "1", 2, 0),
        (15, 3, "1", 2, 2),
        (25, 3, "1", 2, 2),
        (-5, 3, "1", 2, 0),
        (-15, 3, "1", 2, -2),
        (-25, 3, "1", 2, -2),
        (251, 4, "1", 2, 3),
        (1, 2, "0.5", 2, 0),
        (3, 2, "0.5", 2, 2),
        (12_345, 2, "157.5", 0, 19_443),
        (3_000, 0, "0.0061", 2, 1_830),
        (10, 0, "1e3", 2, 1_000_000),
    ],
)
def test_halves_go_to_the_even_neighbour(
    amount: int, scale: int, rate: str, minor: int, whole: int
) -> None:
    assert rounded(amount, conversion(scale, Decimal(rate), minor)) == whole


@given(WHOLE, st.integers(0, 10**6))
def test_average_is_rounded_half_to_even_and_nothing_of_nothing(amount: int, count: int) -> None:
    assert average(amount, count) == (round(Fraction(amount, count)) if count else 0)


@given(WHOLE, st.sampled_from([0, 2, 3]))
def test_minor_units_are_written_as_the_amount(amount: int, minor: int) -> None:
    text = minor_text(amount, minor)
    assert Fraction(text) == Fraction(amount, 10**minor)
    assert re.fullmatch(rf"-?\d+\.\d{{{minor}}}" if minor else r"-?\d+", text)


@pytest.mark.parametrize(
    ("amount", "minor", "text"),
    [(12_345, 2, "123.45"), (-5, 2, "-0.05"), (0, 2, "0.00"), (7, 0, "7"), (-1, 3, "-0.001")],
)
def test_text_of_minor_units(amount: int, minor: int, text: str) -> None:
    assert minor_text(amount, minor) == text


@pytest.mark.parametrize(("currency", "decimals_"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("?", 2)])
def test_currencies_have_the_decimals_of_their_standard(currency: str, decimals_: int) -> None:
    assert minor_units(currency) == decimals_
