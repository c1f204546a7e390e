"""What invoices add up to: of one period, and of each day."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby

from accounting.domain.money import average
from accounting.domain.periods import JANUARY, Grain, Span, period


@dataclass(frozen=True, slots=True)
class Totals:
    """In whole minor units of the reporting currency. `credit`: what was paid with credit."""

    count: int = 0
    net: int = 0
    tax: int = 0
    credit: int = 0

    @property
    def gross(self) -> int:
        return self.net + self.tax

    @property
    def collected(self) -> int:
        return self.gross - self.credit

    @property
    def average_net(self) -> int:
        return average(self.net, self.count)

    @property
    def average_gross(self) -> int:
        return average(self.gross, self.count)

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.count + other.count,
            self.net + other.net,
            self.tax + other.tax,
            self.credit + other.credit,
        )


NOTHING = Totals()
EVER = Span(date.min, date.max)


class DailyTotals:
    """Totals of each day (by its ordinal: count, net, tax and credit), added up along the days, so
    that a span of any length is one subtraction."""

    def __init__(self, by_day: Mapping[int, Sequence[int]]) -> None:
        self._days = sorted(by_day)
        columns = zip(*(by_day[day] for day in self._days), strict=True)
        self._up_to = [[0, *accumulate(column)] for column in columns]

    def between(self, span: Span) -> Totals:
        return self._part(*self._places(span))

    def by_period(self, span: Span, by: Grain, year_start: int = JANUARY) -> dict[str, Totals]:
        """Of the days in between; periods without any have no entry."""
        begin, end = self._places(span)
        found = {}
        for name, days in groupby(self._days[begin:end], lambda day: _name(day, by, year_start)):
            following = begin + sum(1 for _ in days)
            found[name] = self._part(begin, following)
            begin = following
        return found

    def first_day(self, span: Span) -> date | None:
        begin, end = self._places(span)
        return date.fromordinal(self._days[begin]) if begin < end else None

    def _places(self, span: Span) -> tuple[int, int]:
        first, last = span.first.toordinal(), span.last.toordinal()
        return bisect_left(self._days, first), bisect_right(self._days, last)

    def _part(self, begin: int, end: int) -> Totals:
        return Totals(*(column[end] - column[begin] for column in self._up_to))


def _name(day: int, by: Grain, year_start: int) -> str:
    return period(date.fromordinal(day), by, year_start)
