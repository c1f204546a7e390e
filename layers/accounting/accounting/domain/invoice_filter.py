"""Which invoices are looked for."""

from dataclasses import dataclass
from datetime import date

from accounting.domain.invoices import Basis, Invoice


@dataclass(frozen=True, slots=True)
class InvoiceFilter:
    """What an invoice must have; nothing is asked where a set or text is empty or a day None.

    `number`: a part of its number as people see it, in any letter case. `start` and `end`: the
    first and last day on which it counts, by `basis`.
    """

    statuses: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    number: str = ""
    start: date | None = None
    end: date | None = None
    basis: Basis = "issued"

    @property
    def asks_something(self) -> bool:
        return self != InvoiceFilter(basis=self.basis)

    def matches(self, row: Invoice) -> bool:
        return (
            (not self.statuses or row.status in self.statuses)
            and (not self.currencies or row.currency in self.currencies)
            and (not self.number or self._is_numbered(row))
            and ((self.start is None and self.end is None) or self._is_within(row))
        )

    def _is_numbered(self, row: Invoice) -> bool:
        return self.number.casefold() in row.shown_number.casefold()

    def _is_within(self, row: Invoice) -> bool:
        day = row.day(self.basis)
        if day is None:
            return False
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)
