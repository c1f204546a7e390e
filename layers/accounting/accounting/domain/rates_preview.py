"""What other exchange rates would make of the revenue that is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounting.domain.atoms import added, daily_totals
from accounting.domain.periods import Span
from accounting.domain.rates import MissingRate
from accounting.domain.revenue_query import Query
from accounting.domain.sums import Sums
from accounting.domain.systems import Settings
from accounting.domain.totals import EVER, DailyTotals

PAID = Query()  # What a list of systems shows, too: paid invoices, by the day of issue.


@dataclass(frozen=True, slots=True)
class Effect:
    """On the net revenue of these days, in minor units of the reporting currency. `invoices`: how
    many are converted at another rate."""

    days: Span
    invoices: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Preview:
    """`missing_rates`: those that would be missing then."""

    this_year: Effect
    all_years: Effect
    missing_rates: Sequence[MissingRate]


def preview(
    before: Settings, after: Settings, stored: Iterable[Sums], currency: str, today: date
) -> Preview:
    """In `currency`, the reporting currency; as a report does it."""
    sums = list(stored)
    old, _ = daily_totals(PAID, before, sums, currency)
    new, doubts = daily_totals(PAID, after, sums, currency)
    concerned = _concerned(before, after, sums)

    def effect(days: Span) -> Effect:
        revenue = (totals.between(days).net for totals in (old, new))
        return Effect(days, concerned.between(days).count, *revenue)

    year = Span(date(today.year, 1, 1), date(today.year, 12, 31))
    return Preview(effect(year), effect(EVER), doubts.missing_rates)


def _concerned(before: Settings, after: Settings, sums: Iterable[Sums]) -> DailyTotals:
    """The invoices of each day that are converted at another rate than before; no amounts."""
    old, new = before.rate_table(), after.rate_table()
    found: dict[int, list[int]] = {}
    for (currency, _, _), days in added(PAID, sums, PAID.counted).items():
        for day, (count, *_amounts) in days.items():
            if not day:
                continue
            at = date.fromordinal(day)
            if old.rate(currency, at) != new.rate(currency, at):
                found.setdefault(day, [0])[0] += count
    return DailyTotals({day: [*counts, 0, 0, 0] for day, counts in found.items()})
