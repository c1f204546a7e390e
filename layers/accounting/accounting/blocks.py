"""Revenue blocks: the totals of 1,000 consecutive invoice ids, always computed from the invoices.

A block's totals are compact JSON text, `{"2024-01-31|EUR|Paid": [count, subtotal, tax, total]}`, so
that a report over a million invoices reads a thousand short texts instead of a million rows.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from accounting.invoices import Basis, Invoice
from accounting.money import ZERO

BLOCK_SIZE = 1000


class Entry(NamedTuple):
    """A sum over the invoices of one day ("" when they have none), currency and status."""

    day: str
    currency: str
    status: str
    invoices: int
    subtotal: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Block:
    """`unsettled`: (invoice id, position in the block) of the invoices a Sync must read again."""

    number: int
    count: int
    first_id: int
    last_id: int
    unsettled: tuple[tuple[int, int], ...]
    issued: str
    paid: str

    def entries(self, basis: Basis, statuses: frozenset[str]) -> Iterator[Entry]:
        for key, (count, subtotal, tax, _total) in json.loads(getattr(self, basis)).items():
            day, currency, status = key.split("|", 2)
            if status in statuses:
                yield Entry(day, currency, status, count, Decimal(subtotal), Decimal(tax))


def block_of(invoice_id: int) -> int:
    return invoice_id // BLOCK_SIZE


def compute_block(number: int, invoices: Iterable[Invoice], today: date) -> Block | None:
    """The block of these invoices, which must be all we hold of it; None when there are none."""
    rows = sorted(invoices, key=lambda invoice: invoice.id)
    if not rows:
        return None
    unsettled = ((row.id, rank) for rank, row in enumerate(rows) if not row.settled(today))
    return Block(
        number=number,
        count=len(rows),
        first_id=rows[0].id,
        last_id=rows[-1].id,
        unsettled=tuple(unsettled),
        issued=_totals(rows, "issued"),
        paid=_totals((row for row in rows if row.paid_date or row.status == "Paid"), "paid"),
    )


def _totals(invoices: Iterable[Invoice], basis: Basis) -> str:
    sums: dict[str, tuple[int, Decimal, Decimal, Decimal]] = {}
    for row in invoices:
        key = f"{row.day(basis) or ''}|{row.currency}|{row.status}"
        count, subtotal, tax, total = sums.get(key, (0, ZERO, ZERO, ZERO))
        sums[key] = (count + 1, subtotal + row.subtotal, tax + row.tax, total + row.total)
    texts = {key: [n, *map(_text, amounts)] for key, (n, *amounts) in sorted(sums.items())}
    return json.dumps(texts, separators=(",", ":"))


def _text(amount: Decimal) -> str:
    """The same text for the same amount, however many zeros it came with."""
    return f"{amount.normalize():f}"
