"""Amounts are `Decimal` everywhere; text only on the wire. Never a float.

Where amounts are added up they may be whole numbers of units of 10 ** -scale for a while.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact
from fractions import Fraction
from functools import cache
from math import gcd
from typing import NamedTuple

CENT = Decimal("0.01")
ZERO = Decimal(0)

# Wide enough for every sum of amounts times a rate: what would be rounded here is an error.
EXACT = Context(prec=100, traps=[Inexact])
_ROUNDING = Context(prec=100, rounding=ROUND_HALF_EVEN)

# ISO 4217: the currencies that are not written with two decimals.
_NONE = ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND")
_THREE = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_MINOR_UNITS = dict.fromkeys((*_NONE, "VUV", "XAF", "XOF", "XPF"), 0)
_MINOR_UNITS |= dict.fromkeys(_THREE, 3)

# The most that an amount has: a unit is a millionth.
DECIMALS = 6
_UNITS = Decimal(10**DECIMALS)
_AMOUNT = re.compile(rf"-?\d{{1,15}}(\.\d{{1,{DECIMALS}}})?")


def parse_amount(text: str) -> Decimal:
    """The amount `text` says, exactly. ValueError for anything else ("1,234.50", "", "1e3")."""
    if not _AMOUNT.fullmatch(text):
        raise ValueError("not an amount")
    return Decimal(text)


def money_text(amount: Decimal) -> str:
    """With two decimals, half to even: for amounts in a currency of the source."""
    return str(_ROUNDING.add(amount.quantize(CENT, context=_ROUNDING), ZERO))


def minor_units(currency: str) -> int:
    """How many decimals the currency is written with (ISO 4217)."""
    return _MINOR_UNITS.get(currency, 2)


def source_decimals(currency: str) -> int:
    """How many decimals amounts of the source are added up with: WHMCS keeps two, of yen too."""
    return max(2, minor_units(currency))


def minor_text(amount: int, minor: int) -> str:
    """Whole minor units as text: 12345 with two decimals is 123.45."""
    return f"{Decimal(amount).scaleb(-minor, EXACT):f}"


class Conversion(NamedTuple):
    """What a whole number of units is multiplied with, and divided by."""

    factor: int
    divisor: int


@cache
def conversion(scale: int, rate: Decimal, minor: int) -> Conversion:
    """From units of 10 ** -scale, times the rate, to units of 10 ** -minor."""
    exact = Fraction(rate) * Fraction(10) ** (minor - scale)
    return Conversion(exact.numerator, exact.denominator)


def rounded(amount: int, conversion: Conversion) -> int:
    """In whole units, half to even.

    In whole numbers, which is several times as fast as Decimal and as exact.
    """
    return _half_even(amount * conversion.factor, conversion.divisor)


def average(amount: int, count: int) -> int:
    return _half_even(amount, count) if count else 0


def _half_even(numerator: int, denominator: int) -> int:
    if denominator == 1:
        return numerator
    whole, rest = divmod(numerator, denominator)
    up = 2 * rest > denominator or (2 * rest == denominator and whole % 2)
    return whole + 1 if up else whole


def units(amount: Decimal) -> int:
    """The amount in units of 10 ** -DECIMALS."""
    return int(EXACT.multiply(amount, _UNITS))


def needless_decimals(amounts: Iterable[int]) -> int:
    """How many of the DECIMALS none of the amounts needs, in units."""
    divisor, needless = gcd(*amounts), 0
    while needless < DECIMALS and divisor % 10 == 0:
        divisor, needless = divisor // 10, needless + 1
    return needless
