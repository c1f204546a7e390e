"""A system's revenue by month, as a list of systems sums it up: what is told when it changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounting.domain.event_types import Amounts, MonthChange
from accounting.domain.money import minor_text, minor_units
from accounting.domain.totals import Totals

NOTHING = (0, 0)


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """`months`: net and gross of each that has any, in minor units of the currency."""

    currency: str
    months: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, currency: str, periods: Mapping[str, Totals]) -> "MonthTotals":
        totals = {month: (total.net, total.gross) for month, total in periods.items()}
        return cls(currency, {month: sums for month, sums in totals.items() if sums != NOTHING})

    def changes_since(self, told: "MonthTotals") -> tuple[MonthChange, ...]:
        """The months that differ, in order. What was told in another currency counts for nothing,
        for it cannot be compared."""
        before = told.months if told.currency == self.currency else {}
        return tuple(
            MonthChange(
                month,
                self._amounts(before.get(month, NOTHING)),
                self._amounts(self.months.get(month, NOTHING)),
            )
            for month in sorted(before.keys() | self.months.keys())
            if before.get(month, NOTHING) != self.months.get(month, NOTHING)
        )

    def _amounts(self, sums: tuple[int, int]) -> Amounts:
        minor = minor_units(self.currency)
        return Amounts(*(minor_text(amount, minor) for amount in sums))
