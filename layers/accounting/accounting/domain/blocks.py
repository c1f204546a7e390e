"""Revenue blocks: the totals of 1,000 consecutive invoice ids, always computed from the invoices.

A block's totals are compact JSON text, so that a report over a million invoices reads a thousand
short texts instead of a million rows, and adds up whole numbers:
`{"EUR|Paid": [scale, [day, …], [count, …], [subtotal, …], [tax, …]]}`, a column entry a day. A day
counts from 0001-01-01 as 1 (0: the invoices have none); an amount is a number of units of
10 ** -scale.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from accounting.domain.invoices import Basis, Invoice
from accounting.domain.money import ZERO, decimals, units

BLOCK_SIZE = 1000


class Sums(NamedTuple):
    """Of the invoices of one currency and status: columns with an entry for each day."""

    currency: str
    scale: int
    days: list[int]
    counts: list[int]
    subtotals: list[int]
    taxes: list[int]


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


class BlockTotals(NamedTuple):
    """What a report reads of a block: how many invoices it holds, and their sums as text."""

    invoices: int
    text: str

    def sums(self, statuses: frozenset[str]) -> Iterator[Sums]:
        for key, columns in json.loads(self.text).items():
            currency, status = key.split("|", 1)
            if status in statuses:
                yield Sums(currency, *columns)


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
    groups: dict[str, dict[int, tuple[int, Decimal, Decimal]]] = {}
    for row in invoices:
        day = row.day(basis)
        days = groups.setdefault(f"{row.currency}|{row.status}", {})
        key = day.toordinal() if day else 0
        count, subtotal, tax = days.get(key, (0, ZERO, ZERO))
        days[key] = (count + 1, subtotal + row.subtotal, tax + row.tax)
    texts = {key: _columns(days) for key, days in sorted(groups.items())}
    return json.dumps(texts, separators=(",", ":"))


def _columns(days: dict[int, tuple[int, Decimal, Decimal]]) -> list[int | list[int]]:
    """The same for the same amounts, however many zeros they came with."""
    ordered = sorted(days.items())
    scale = max(decimals(amount) for _, (_, *amounts) in ordered for amount in amounts)
    return [
        scale,
        [day for day, _ in ordered],
        [count for _, (count, _, _) in ordered],
        [units(subtotal, scale) for _, (_, subtotal, _) in ordered],
        [units(tax, scale) for _, (_, _, tax) in ordered],
    ]
