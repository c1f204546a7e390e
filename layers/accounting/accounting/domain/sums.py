"""What the invoices of a block add up to by day, currency and status.

Columns of whole numbers, so that a report over a million invoices reads a thousand small items
instead of a million rows: `{"EUR|Paid": [scale, [day, …], [count, …], [net, …], [tax, …],
[credit, …]]}`, a column entry a day. A day counts from 0001-01-01 as 1 (0: the invoices have none);
an amount is a number of units of 10 ** -scale.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from accounting.domain.invoices import Invoice
from accounting.domain.money import DECIMALS, ZERO, needless_decimals, units
from accounting.domain.packing import pack, unpack

PAID = ("Paid", "Refunded")

type _Days = dict[int, tuple[int, Decimal, Decimal, Decimal]]


class Sums(NamedTuple):
    """Of the invoices of one currency and status: columns with an entry for each day."""

    currency: str
    status: str
    scale: int
    days: list[int]
    counts: list[int]
    nets: list[int]
    taxes: list[int]
    credits: list[int]

    def between(self, first: int, last: int) -> Iterator[tuple[int, int, int, int, int]]:
        """Day, count, net, tax and credit of the days in between, and of those without a day."""
        undated = bisect_right(self.days, 0)
        columns = (self.days, self.counts, self.nets, self.taxes, self.credits)
        begin, end = bisect_left(self.days, first, undated), bisect_right(self.days, last, undated)
        for part in (slice(undated), slice(begin, end)):
            yield from zip(*(column[part] for column in columns), strict=True)


@dataclass(frozen=True, slots=True)
class BlockSums:
    """By the day of issue, of payment, and of the refund. Unreadable invoices are in none."""

    issued: bytes
    paid: bytes
    refunded: bytes


@dataclass(frozen=True, slots=True)
class PackedSums:
    """Of a system's blocks, packed: by the day of a report's basis, and by that of the refund."""

    counted: list[bytes] = field(default_factory=list)
    refunded: list[bytes] = field(default_factory=list)


def sums_of(invoices: Iterable[Invoice]) -> BlockSums:
    rows = [row for row in invoices if not row.unreadable]
    return BlockSums(
        issued=_packed((row, row.day("issued")) for row in rows),
        paid=_packed((row, row.day("paid")) for row in rows if row.paid_date or row.status in PAID),
        refunded=_packed(
            (row, row.refund_day) for row in rows if row.status == "Refunded" and row.refund_day
        ),
    )


def read_sums(data: bytes) -> Iterator[Sums]:
    for key, columns in unpack(data).items():
        currency, status = key.split("|", 1)
        yield Sums(currency, status, *columns)


def read_all(blocks: Iterable[bytes]) -> Iterator[Sums]:
    return chain.from_iterable(map(read_sums, blocks))


def _packed(dated: Iterable[tuple[Invoice, date | None]]) -> bytes:
    groups: dict[str, _Days] = {}
    for row, day in dated:
        days = groups.setdefault(f"{row.currency}|{row.status}", {})
        key = day.toordinal() if day else 0
        count, net, tax, credit = days.get(key, (0, ZERO, ZERO, ZERO))
        days[key] = (count + 1, net + row.subtotal, tax + row.tax, credit + row.credit)
    return pack({key: _columns(days) for key, days in sorted(groups.items())})


def _columns(days: _Days) -> list[int | list[int]]:
    """The same for the same amounts, however many zeros they came with."""
    ordered = sorted(days.items())
    counts, *amounts = zip(*(sums for _, sums in ordered), strict=True)
    exact = [list(map(units, column)) for column in amounts]
    needless = needless_decimals(chain(*exact))
    columns = [[amount // 10**needless for amount in column] for column in exact]
    return [DECIMALS - needless, [day for day, _ in ordered], list(counts), *columns]
