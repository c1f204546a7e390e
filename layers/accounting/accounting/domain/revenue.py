"""What the invoices add up to over time: the rows of a report, and what stands beside them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounting.domain.atoms import atoms_of, daily_totals
from accounting.domain.by_currency import (
    ByCurrency,
    Currencies,
    DailyInCurrency,
    between,
    by_period,
    daily_by_currency,
)
from accounting.domain.invoices import STATUSES
from accounting.domain.periods import Earlier, Span, year_before
from accounting.domain.rates import MissingRate
from accounting.domain.revenue_query import Query
from accounting.domain.sums import Sums
from accounting.domain.systems import System
from accounting.domain.totals import NOTHING, DailyTotals, Totals


@dataclass(frozen=True, slots=True)
class Compared:
    """The earlier days beside a period, and what they added up to."""

    days: Span
    by_system: Mapping[str, Totals]

    @property
    def total(self) -> Totals:
        return sum(self.by_system.values(), NOTHING)


@dataclass(frozen=True, slots=True)
class Row:
    """One period: all systems together, and each by its id. `so_far`: it is not over yet.
    `by_currency`: of each system, where it is asked for."""

    period: str
    by_system: Mapping[str, Totals]
    so_far: bool = False
    compared: Mapping[Earlier, Compared] = field(default_factory=dict)
    by_currency: Mapping[str, ByCurrency] = field(default_factory=dict)

    @property
    def total(self) -> Totals:
        return sum(self.by_system.values(), NOTHING)


@dataclass(frozen=True, slots=True)
class Report:
    """`missing_rates`: by the system, those of the `warnings` that a rate of it mends. Whether a
    system is complete, and what of it is unreadable, the system itself says."""

    rows: list[Row]
    total: Row
    warnings: list[str] = field(default_factory=list)
    missing_rates: Mapping[str, Sequence[MissingRate]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """What a report reads of one system: sums by the day of the basis, and by that of refunds."""

    system: System
    sums: Iterable[Sums]
    refunds: Iterable[Sums] = ()


def report(query: Query, systems: Iterable[Stored], currency: str) -> Report:
    """In `currency`, the reporting currency. Periods in which there is nothing have no row, unless
    there is something to compare them with."""
    warnings = _unknown_statuses(query)
    daily: dict[str, DailyTotals] = {}
    currencies: dict[str, dict[str, DailyInCurrency]] = {}
    missing: dict[str, Sequence[MissingRate]] = {}
    for stored in systems:
        system_id, settings = stored.system.system_id, stored.system.settings
        atoms = atoms_of(query, stored.sums, stored.refunds)
        daily[system_id], doubts = daily_totals(query, settings, atoms, currency)
        if query.by_currency:
            table = settings.rate_table()
            currencies[system_id] = daily_by_currency(atoms.asked(query), table, currency)
        missing[system_id] = doubts.missing_rates
        warnings += doubts.texts(settings.name)
    rows, total = _rows(query, daily, currencies), _total(query, daily, currencies)
    return Report(rows, total, warnings, missing)


def _rows(query: Query, daily: Mapping[str, DailyTotals], currencies: Currencies) -> list[Row]:
    periods: dict[str, dict[str, Totals]] = defaultdict(dict)
    for system_id, totals in daily.items():
        for name, sums in totals.by_period(query.days, query.by, query.year_start).items():
            periods[name][system_id] = sums
    compared = dict(_compared_periods(query, daily)) if query.compare else {}
    beside = {
        name for name, earlier in compared.items() if any(one.by_system for one in earlier.values())
    }
    by_currency = by_period(query, currencies)
    running = query.period(query.today) if query.today <= query.days.last else ""
    return [
        Row(
            name,
            periods.get(name, {}),
            name == running,
            compared.get(name, {}),
            by_currency.get(name, {}),
        )
        for name in sorted(periods.keys() | beside)
    ]


def _total(query: Query, daily: Mapping[str, DailyTotals], currencies: Currencies) -> Row:
    days = query.days
    so_far = days.first <= query.today <= days.last
    before = year_before(days, query.today) if "previous_year" in query.compare else None
    compared: dict[Earlier, Compared] = {}
    if before:
        compared["previous_year"] = _between(before, daily)
    sums = {one: totals.between(days) for one, totals in daily.items()}
    return Row("total", sums, so_far, compared, between(query, currencies))


def _compared_periods(
    query: Query, daily: Mapping[str, DailyTotals]
) -> Iterator[tuple[str, dict[Earlier, Compared]]]:
    """Of each period that has begun, from the first day that is asked for or known."""
    known = [day for totals in daily.values() if (day := totals.first_day(query.days))]
    first = query.start or min(known, default=date.max)
    for span in query.cut(Span(first, min(query.days.last, query.today))):
        spans = {one: query.same_days(span, one) for one in query.compare}
        yield (
            query.period(span.first),
            {one: _between(earlier, daily) for one, earlier in spans.items() if earlier},
        )


def _between(days: Span, daily: Mapping[str, DailyTotals]) -> Compared:
    sums = {system_id: totals.between(days) for system_id, totals in daily.items()}
    return Compared(days, {one: totals for one, totals in sums.items() if totals != NOTHING})


def _unknown_statuses(query: Query) -> list[str]:
    """They may exist at the source, where a plugin can add one; more often they are misspelt."""
    return [
        f"{status!r} is no status of WHMCS's own ({', '.join(STATUSES)}): only invoices that bear "
        "exactly this one are counted."
        for status in sorted(query.statuses - set(STATUSES))
    ]
