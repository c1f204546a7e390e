"""What the invoices add up to over time, in the reporting currency.

The atom is (system, day, currency, status): its amounts times the day's rate, rounded half to even
to the reporting currency's minor unit. All else is a sum of atoms, in whole minor units: so net and
tax make gross on every line, systems make the total, and months make years.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from accounting.domain.invoices import STATUSES, Basis
from accounting.domain.money import average, conversion, minor_units, rounded
from accounting.domain.rates import RateTable, rate_warnings
from accounting.domain.sums import Sums
from accounting.domain.systems import Settings, System

Grain = Literal["day", "week", "month", "quarter", "year"]
Refunds = Literal["excluded", "booked"]


@dataclass(frozen=True, slots=True)
class Query:
    """Invoices of these days (both inclusive, None: open) and statuses, cut into periods.

    `refunds`: a refunded invoice leaves the revenue (excluded), or stays where it was and is
    subtracted on the day of its refund (booked).
    """

    start: date | None = None
    end: date | None = None
    by: Grain = "month"
    basis: Basis = "issued"
    statuses: frozenset[str] = frozenset({"Paid"})
    refunds: Refunds = "excluded"

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

    def __neg__(self) -> "Totals":
        """A refund: its amounts are taken back, the invoice stays counted."""
        return Totals(0, -self.net, -self.tax, -self.credit)


NOTHING = Totals()


@dataclass(frozen=True, slots=True)
class Row:
    """One period: all systems together, and each by its id."""

    period: str
    by_system: Mapping[str, Totals]

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
    """In `currency`, the reporting currency. Periods in which there is nothing have no row."""
    periods: dict[str, dict[str, Totals]] = defaultdict(dict)
    totals: dict[str, Totals] = {}
    warnings = _unknown_statuses(query)
    for stored in systems:
        system_id = stored.system.system_id
        by_period, of_system = system_revenue(
            query, stored.system.settings, stored.sums, currency, stored.refunds
        )
        for period, sums in by_period.items():
            periods[period][system_id] = sums
        totals[system_id] = sum(by_period.values(), NOTHING)
        warnings += _incomplete(stored.system) + of_system
    rows = [Row(period, periods[period]) for period in sorted(periods)]
    return Report(rows, Row("total", totals), warnings)


def system_revenue(
    query: Query,
    settings: Settings,
    sums: Iterable[Sums],
    reporting: str,
    refunds: Iterable[Sums] = (),
) -> tuple[dict[str, Totals], list[str]]:
    """The totals of each period, and what should be known about them."""
    counted = added(query, sums, query.counted)
    periods = _converted(query, counted, settings.rate_table(), reporting)
    taken_back: dict[Key, Days] = {}
    if query.refunds == "booked":
        taken_back = added(query, refunds, frozenset({"Refunded"}))
        converted = _converted(query, taken_back, settings.rate_table(), reporting)
        for name, totals in converted.items():
            periods[name] += -totals
    return periods, _warnings(settings, [counted, taken_back], reporting)


type Key = tuple[str, str, int]
type Days = dict[int, list[int]]


def added(query: Query, sums: Iterable[Sums], statuses: frozenset[str]) -> dict[Key, Days]:
    """By currency, status and scale: count, net, tax and credit of each day that the query covers.
    Invoices without a day are under day 0."""
    found: dict[Key, Days] = defaultdict(dict)
    first = query.start.toordinal() if query.start else 1
    last = (query.end or date.max).toordinal()
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


def _converted(
    query: Query, sums: Mapping[Key, Days], table: RateTable, reporting: str
) -> dict[str, Totals]:
    periods: dict[str, list[int]] = {}
    minor = minor_units(reporting)
    for (currency, _, scale), days in sums.items():
        for day, (count, net, tax, credit) in days.items():
            if not day:
                continue
            when = date.fromordinal(day)
            rate = conversion(scale, table.rate(currency, when), minor)
            into = periods.setdefault(period(when, query.by), [0, 0, 0, 0])
            into[0] += count
            into[1] += rounded(net, rate)
            into[2] += rounded(tax, rate)
            into[3] += rounded(credit, rate)
    return defaultdict(Totals, {name: Totals(*totals) for name, totals in periods.items()})


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


@cache
def period(day: date, by: Grain) -> str:
    """2026-01-31, 2026-W05 (ISO week), 2026-01, 2026-Q1 or 2026."""
    match by:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{day.year:04}-{day.month:02}"
        case "quarter":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "year":
            return f"{day.year:04}"
