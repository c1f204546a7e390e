"""Amounts are `Decimal` everywhere; text only on the wire. Never a float.

Where amounts are added up they may be whole numbers of units of 10 ** -scale for a while.
"""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact

CENT = Decimal("0.01")
ZERO = Decimal(0)

# Wide enough for every sum of amounts times a rate: what would be rounded here is an error.
EXACT = Context(prec=100, traps=[Inexact])
_ROUNDING = Context(prec=100, rounding=ROUND_HALF_EVEN)

_AMOUNT = re.compile(r"-?\d{1,15}(\.\d{1,6})?")


def parse_amount(text: str) -> Decimal:
    """The amount `text` says, exactly. ValueError for anything else ("1,234.50", "", "1e3")."""
    if not _AMOUNT.fullmatch(text):
        raise ValueError("not an amount")
    return Decimal(text)


def money_text(amount: Decimal) -> str:
    """Rounded half-even to cents: the only place amounts are rounded, at the very end."""
    return str(_ROUNDING.add(amount.quantize(CENT, context=_ROUNDING), ZERO))


def average(amount: Decimal, count: int) -> Decimal:
    """So exact that only the rounding to cents can be seen."""
    return _ROUNDING.divide(amount, Decimal(count)) if count else ZERO


def decimals(amount: Decimal) -> int:
    """How many decimals it takes to write the amount."""
    return max(0, -int(amount.normalize(EXACT).as_tuple().exponent))


def units(amount: Decimal, scale: int) -> int:
    """The amount in units of 10 ** -scale, of which it must be a whole number."""
    return int(amount.scaleb(scale, EXACT))
