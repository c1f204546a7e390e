"""The invoices of a block as they are stored: column by column.

Only those that are wanted become rows, so that many are looked through in a fraction of the time.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import repeat

from accounting.domain.invoices import Basis, Invoice, revenue_day

DAYS = ("date", "due_date", "paid_date", "refunded_date")
WORDS = ("status", "currency", "unreadable")
AMOUNTS = ("subtotal", "tax", "total", "credit")


@dataclass(frozen=True, slots=True)
class Columns:
    """An entry for each invoice; ids ascend. Days count from 0001-01-01 as 1 (0: there is none). Of
    words there are those that occur, and for each invoice the place of its own among them."""

    ids: Sequence[int]
    numbers: Sequence[str]
    days: Mapping[str, Sequence[int]]
    words: Mapping[str, tuple[Sequence[str], Sequence[int]]]
    amounts: Mapping[str, Sequence[str]]

    def rows(self, places: Sequence[int] | None = None) -> list[Invoice]:
        """Those at these places, in this order; all of them where no places are named."""

        def chosen[T](column: Sequence[T]) -> Sequence[T]:
            return column if places is None else [column[at] for at in places]

        days = (chosen(self.days[name]) for name in DAYS)
        issued, due, paid, refunded = (
            [date.fromordinal(day) if day else None for day in column] for column in days
        )
        words = (self.words[name] for name in WORDS)
        status, currency, unreadable = ([names[at] for at in chosen(own)] for names, own in words)
        amounts = (map(Decimal, chosen(self.amounts[name])) for name in AMOUNTS)
        ids, numbers = chosen(self.ids), chosen(self.numbers)
        known = (ids, numbers, issued, due, paid, status, currency)
        return [
            Invoice(*fields) for fields in zip(*known, *amounts, refunded, unreadable, strict=True)
        ]

    def below(self, invoice_id: int) -> "Columns":
        """Those with smaller ids."""
        end = bisect_left(self.ids, invoice_id)
        return Columns(
            self.ids[:end],
            self.numbers[:end],
            {name: column[:end] for name, column in self.days.items()},
            {name: (names, own[:end]) for name, (names, own) in self.words.items()},
            {name: column[:end] for name, column in self.amounts.items()},
        )

    def shown_number(self, at: int) -> str:
        return self.numbers[at] or str(self.ids[at])

    def revenue_days(self, basis: Basis) -> list[int]:
        """As `Invoice.day` of each."""
        issued, due, paid, _ = (self.days[name] for name in DAYS)
        names, own = self.words["status"]
        statuses = (names[at] for at in own)
        return list(map(revenue_day, repeat(basis), issued, due, paid, statuses))
