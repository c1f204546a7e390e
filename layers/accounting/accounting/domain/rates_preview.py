"""What other exchange rates would make of the revenue that is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounting.domain.atoms import Atoms, atoms_of
from accounting.domain.money import minor_units
from accounting.domain.periods import Span, period, whole_period
from accounting.domain.rates import MissingRate, RateTable
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
    """`year`: the name of this year. `missing_rates`: those that would be missing then."""

    year: str
    this_year: Effect
    all_years: Effect
    missing_rates: Sequence[MissingRate]


def preview(
    before: Settings,
    after: Settings,
    stored: Iterable[Sums],
    currency: str,
    today: date,
    year_start: int,
) -> Preview:
    """In `currency`, the reporting currency; as a report does it. `year_start`: the month that
    years begin with."""
    atoms = atoms_of(PAID, stored, ())
    tables, minor = (before.rate_table(), after.rate_table()), minor_units(currency)
    old, new = (DailyTotals(atoms.converted(table, minor)) for table in tables)
    concerned = _concerned(*tables, atoms)
    doubts = atoms.doubts(PAID, after, currency)

    def effect(days: Span) -> Effect:
        revenue = (totals.between(days).net for totals in (old, new))
        return Effect(days, concerned.between(days).count, *revenue)

    this_year = whole_period(today, "year", year_start)
    year = period(today, "year", year_start)
    return Preview(year, effect(this_year), effect(EVER), doubts.missing_rates)


def _concerned(old: RateTable, new: RateTable, atoms: Atoms) -> DailyTotals:
    """The invoices of each day that are converted at another rate than before; no amounts."""
    found: dict[int, list[int]] = {}
    for (currency, _, _), days in atoms.counted.items():
        for day, (count, *_amounts) in days.items():
            at = date.fromordinal(day) if day else None
            if at and old.rate(currency, at) != new.rate(currency, at):
                found.setdefault(day, [0, 0, 0, 0])[0] += count
    return DailyTotals(found)
