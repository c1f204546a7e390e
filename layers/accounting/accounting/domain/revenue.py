"""What the invoices add up to over time, in the reporting currency.

The atom is (system, day, currency, status): its amounts times the day's rate, rounded half to even
to the reporting currency's minor unit. All else is a sum of atoms, in whole minor units: so net and
tax make gross on every line, systems make the total, and months make years.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from accounting.domain.invoices import STATUSES, Basis
from accounting.domain.money import conversion, minor_units, rounded
from accounting.domain.periods import Earlier, Grain, Span, cut, period, same_days, year_before
from accounting.domain.rates import RateTable, rate_warnings
from accounting.domain.sums import Sums
from accounting.domain.systems import Settings, System
from accounting.domain.totals import NOTHING, DailyTotals, Totals

Refunds = Literal["excluded", "booked"]


@dataclass(frozen=True, slots=True)
class Query:
    """Invoices of these days (both inclusive, None: open) and statuses, cut into periods.

    `refunds`: a refunded invoice leaves the revenue (excluded), or stays where it was and is
    subtracted on the day of its refund (booked). `compare`: beside each period stands the same time
    of an earlier one, of a period that still runs on `today` up to the same day.
    """

    start: date | None = None
    end: date | None = None
    by: Grain = "month"
    basis: Basis = "issued"
    statuses: frozenset[str] = frozenset({"Paid"})
    refunds: Refunds = "excluded"
    compare: frozenset[Earlier] = frozenset()
    today: date = date.max

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
        earlier = [same_days(first, self.by, one, self.today) for one in self.compare]
        firsts = [one.first for one in (*earlier, year_before(days, self.today)) if one]
        return Span(min(firsts, default=self.start), days.last)

    @property
    def counted(self) -> frozenset[str]:
        """The statuses that count on the day of the basis."""
        return self.statuses | {"Refunded"} if self.refunds == "booked" else self.statuses

    def atom(self, status: str) -> str:
        """The status whose atom an invoice belongs to: while refunds are booked, one that was
        refunded stays in that of the paid, so that a closed month is rounded as before."""
        booked = self.refunds == "booked" and "Paid" in self.statuses
        return "Paid" if booked and status == "Refunded" else status


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
    """One period: all systems together, and each by its id. `so_far`: it is not over yet."""

    period: str
    by_system: Mapping[str, Totals]
    so_far: bool = False
    compared: Mapping[Earlier, Compared] = field(default_factory=dict)

    @property
    def total(self) -> Totals:
        return sum(self.by_system.values(), NOTHING)


@dataclass(frozen=True, slots=True)
class Report:
    rows: list[Row]
    total: Row
    warnings: list[str] = field(default_factory=list)


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
    for stored in systems:
        daily[stored.system.system_id], of_system = daily_totals(
            query, stored.system.settings, stored.sums, currency, stored.refunds
        )
        warnings += _incomplete(stored.system) + of_system
    return Report(_rows(query, daily), _total(query, daily), warnings)


def _rows(query: Query, daily: Mapping[str, DailyTotals]) -> list[Row]:
    periods: dict[str, dict[str, Totals]] = defaultdict(dict)
    for system_id, totals in daily.items():
        for name, sums in totals.by_period(query.days, query.by).items():
            periods[name][system_id] = sums
    compared = dict(_compared_periods(query, daily)) if query.compare else {}
    beside = {
        name for name, earlier in compared.items() if any(one.by_system for one in earlier.values())
    }
    running = period(query.today, query.by) if query.today <= query.days.last else ""
    return [
        Row(name, periods.get(name, {}), name == running, compared.get(name, {}))
        for name in sorted(periods.keys() | beside)
    ]


def _total(query: Query, daily: Mapping[str, DailyTotals]) -> Row:
    days = query.days
    so_far = days.first <= query.today <= days.last
    before = year_before(days, query.today) if "previous_year" in query.compare else None
    compared: dict[Earlier, Compared] = {}
    if before:
        compared["previous_year"] = _between(before, daily)
    return Row("total", {one: sums.between(days) for one, sums in daily.items()}, so_far, compared)


def _compared_periods(
    query: Query, daily: Mapping[str, DailyTotals]
) -> Iterator[tuple[str, dict[Earlier, Compared]]]:
    """Of each period that has begun, from the first day that is asked for or known."""
    known = [day for totals in daily.values() if (day := totals.first_day(query.days))]
    first = query.start or min(known, default=date.max)
    for span in cut(Span(first, min(query.days.last, query.today)), query.by):
        spans = {one: same_days(span, query.by, one, query.today) for one in query.compare}
        yield (
            period(span.first, query.by),
            {one: _between(earlier, daily) for one, earlier in spans.items() if earlier},
        )


def _between(days: Span, daily: Mapping[str, DailyTotals]) -> Compared:
    sums = {system_id: totals.between(days) for system_id, totals in daily.items()}
    return Compared(days, {one: totals for one, totals in sums.items() if totals != NOTHING})


def daily_totals(
    query: Query,
    settings: Settings,
    sums: Iterable[Sums],
    reporting: str,
    refunds: Iterable[Sums] = (),
) -> tuple[DailyTotals, list[str]]:
    """A system's totals of each day, and what should be known about them."""
    counted = added(query, sums, query.counted)
    days = _converted(counted, settings.rate_table(), reporting)
    taken_back: dict[Key, Days] = {}
    if query.refunds == "booked":
        taken_back = added(query, refunds, frozenset({"Refunded"}))
        for day, (_, *amounts) in _converted(taken_back, settings.rate_table(), reporting).items():
            into = days.setdefault(day, [0, 0, 0, 0])
            for at, amount in enumerate(amounts, 1):  # The invoice stays counted.
                into[at] -= amount
    return DailyTotals(days), _warnings(settings, [counted, taken_back], reporting)


type Key = tuple[str, str, int]
type Days = dict[int, list[int]]


def added(query: Query, sums: Iterable[Sums], statuses: frozenset[str]) -> dict[Key, Days]:
    """By currency, status and scale: count, net, tax and credit of each day that the query covers.
    Invoices without a day are under day 0."""
    found: dict[Key, Days] = defaultdict(dict)
    first, last = query.read.first.toordinal(), query.read.last.toordinal()
    for one in sums:
        if one.status not in statuses:
            continue
        days = found[one.currency, query.atom(one.status), one.scale]
        for day, count, net, tax, credit in one.between(first, last):
            entry = days.get(day)
            if entry is None:
                days[day] = [count, net, tax, credit]
            else:
                entry[0] += count
                entry[1] += net
                entry[2] += tax
                entry[3] += credit
    return _one_scale(found)


def _one_scale(found: Mapping[Key, Days]) -> dict[Key, Days]:
    """Blocks keep no more decimals than they need; an atom is rounded only when it is whole."""
    highest: dict[tuple[str, str], int] = {}
    for currency, status, scale in found:
        highest[currency, status] = max(scale, highest.get((currency, status), 0))
    whole: dict[Key, Days] = {}
    for (currency, status, scale), days in found.items():
        top = highest[currency, status]
        factor = 10 ** (top - scale)
        if factor == 1 and (currency, status, top) not in whole:
            whole[currency, status, top] = days
            continue
        target = whole.setdefault((currency, status, top), {})
        for day, (count, *amounts) in days.items():
            entry = target.setdefault(day, [0, 0, 0, 0])
            entry[0] += count
            for at, amount in enumerate(amounts, 1):
                entry[at] += amount * factor
    return whole


def _converted(sums: Mapping[Key, Days], table: RateTable, reporting: str) -> Days:
    converted: Days = {}
    minor = minor_units(reporting)
    for (currency, _, scale), days in sums.items():
        for day, (count, net, tax, credit) in days.items():
            if not day:
                continue
            rate = conversion(scale, table.rate(currency, date.fromordinal(day)), minor)
            into = converted.setdefault(day, [0, 0, 0, 0])
            into[0] += count
            into[1] += rounded(net, rate)
            into[2] += rounded(tax, rate)
            into[3] += rounded(credit, rate)
    return converted


def _incomplete(system: System) -> list[str]:
    name, warnings = system.settings.name, []
    if not system.complete:
        warnings.append(f"{name}: incomplete, no sync of it has succeeded yet.")
    if system.figures and system.figures.unreadable:
        ids = ", ".join(map(str, sorted(system.figures.unreadable)))
        warnings.append(f"{name}: invoices whose rows make no sense are left out: {ids}.")
    return warnings


def _unknown_statuses(query: Query) -> list[str]:
    """They may exist at the source, where a plugin can add one; more often they are misspelt."""
    return [
        f"{status!r} is no status of WHMCS's own ({', '.join(STATUSES)}): only invoices that bear "
        "exactly this one are counted."
        for status in sorted(query.statuses - set(STATUSES))
    ]


def _warnings(
    settings: Settings, converted: Iterable[Mapping[Key, Days]], reporting: str
) -> list[str]:
    counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for sums in converted:
        for (currency, _, _), days in sums.items():
            for day, entry in days.items():
                counts[currency][day] += entry[0]
    warnings = rate_warnings(settings.exchange_rate, settings.rates, counts, reporting)
    undated = sum(days.get(0, 0) for days in counts.values())
    if undated:
        warnings.append(f"{undated} invoices have no date and are not counted.")
    return [f"{settings.name}: {warning}" for warning in warnings]
