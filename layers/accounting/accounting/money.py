"""Amounts are `Decimal` everywhere; text only on the wire. Never a float."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)

_AMOUNT = re.compile(r"-?\d{1,15}(\.\d{1,6})?")


def parse_amount(text: str) -> Decimal:
    """The amount `text` says, exactly. ValueError for anything else ("1,234.50", "", "1e3")."""
    if not _AMOUNT.fullmatch(text):
        raise ValueError("not an amount")
    return Decimal(text)


def money_text(amount: Decimal) -> str:
    """Rounded half-even to cents: the only place amounts are rounded, at the very end."""
    return str(amount.quantize(CENT, ROUND_HALF_EVEN) + ZERO)
