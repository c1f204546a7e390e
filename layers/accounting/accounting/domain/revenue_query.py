"""What a report is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from accounting.domain.invoices import Basis
from accounting.domain.periods import (
    JANUARY,
    Earlier,
    Grain,
    Span,
    cut,
    period,
    same_days,
    year_before,
)

Refunds = Literal["excluded", "booked"]


@dataclass(frozen=True, slots=True)
class Query:
    """Invoices of these days (both inclusive, None: open) and statuses, cut into periods.

    `refunds`: a refunded invoice leaves the revenue (excluded), or stays where it was and is
    subtracted on the day of its refund (booked). `compare`: beside each period stands the same time
    of an earlier one, of a period that still runs on `today` up to the same day. `year_start`: the
    month that years and quarters begin with. `currencies`: only invoices in these; none: in all.
    `by_currency`: each row also says what each currency adds up to.
    """

    start: date | None = None
    end: date | None = None
    by: Grain = "month"
    basis: Basis = "issued"
    statuses: frozenset[str] = frozenset({"Paid"})
    refunds: Refunds = "excluded"
    compare: frozenset[Earlier] = frozenset()
    today: date = date.max
    year_start: int = JANUARY
    currencies: frozenset[str] = frozenset()
    by_currency: bool = False

    @property
    def days(self) -> Span:
        return Span(self.start or date.min, self.end or date.max)

    @property
    def read(self) -> Span:
        """These days and all that they are compared with."""
        days = self.days
        if not self.compare or not self.start:
            return days
        first = Span(self.start, self.start)
        earlier = [self.same_days(first, one) for one in self.compare]
        firsts = [one.first for one in (*earlier, year_before(days, self.today)) if one]
        return Span(min(firsts, default=self.start), days.last)

    def period(self, day: date) -> str:
        return period(day, self.by, self.year_start)

    def cut(self, days: Span) -> Iterator[Span]:
        return cut(days, self.by, self.year_start)

    def same_days(self, days: Span, earlier: Earlier) -> Span | None:
        return same_days(days, self.by, earlier, self.today, self.year_start)

    @property
    def counted(self) -> frozenset[str]:
        """The statuses that count on the day of the basis."""
        return self.statuses | {"Refunded"} if self.refunds == "booked" else self.statuses

    def atom(self, status: str) -> str:
        """The status whose atom an invoice belongs to: while refunds are booked, one that was
        refunded stays in that of the paid, so that a closed month is rounded as before."""
        booked = self.refunds == "booked" and "Paid" in self.statuses
        return "Paid" if booked and status == "Refunded" else status
