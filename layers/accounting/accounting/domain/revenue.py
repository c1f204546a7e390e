"""What the invoices add up to over time, in the reporting currency.

Sums are exact: raw amounts are added first, as whole numbers, multiplied once by the rate of their
currency and day, and rounded only when the answer is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from accounting.domain import money
from accounting.domain.blocks import BlockTotals
from accounting.domain.invoices import STATUSES, Basis
from accounting.domain.money import EXACT, ZERO
from accounting.domain.rates import RateTable
from accounting.domain.systems import Settings, System

Grain = Literal["day", "week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Query:
    """Invoices of these days (both inclusive, None: open) and statuses, cut into periods."""

    start: date | None = None
    end: date | None = None
    by: Grain = "month"
    basis: Basis = "issued"
    statuses: frozenset[str] = frozenset({"Paid"})


@dataclass(frozen=True, slots=True)
class Totals:
    """Exact, in the reporting currency."""

    count: int = 0
    net: Decimal = ZERO
    tax: Decimal = ZERO

    @property
    def gross(self) -> Decimal:
        return EXACT.add(self.net, self.tax)

    @property
    def average_net(self) -> Decimal:
        return money.average(self.net, self.count)

    @property
    def average_gross(self) -> Decimal:
        return money.average(self.gross, self.count)

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.count + other.count,
            EXACT.add(self.net, other.net),
            EXACT.add(self.tax, other.tax),
        )


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


def report(
    query: Query, systems: Iterable[tuple[System, Iterable[BlockTotals]]], currency: str
) -> Report:
    """Of blocks' totals by the query's basis. In `currency`, the reporting currency. Periods in
    which there is nothing have no row."""
    periods: dict[str, dict[str, Totals]] = defaultdict(dict)
    totals: dict[str, Totals] = {}
    warnings = _unknown_statuses(query)
    for system, blocks in systems:
        by_period, of_system = system_revenue(query, system.settings, blocks, currency)
        for period, sums in by_period.items():
            periods[period][system.system_id] = sums
        totals[system.system_id] = sum(by_period.values(), NOTHING)
        warnings += of_system
    rows = [Row(period, periods[period]) for period in sorted(periods)]
    return Report(rows, Row("total", totals), warnings)


def system_revenue(
    query: Query, settings: Settings, blocks: Iterable[BlockTotals], reporting: str
) -> tuple[dict[str, Totals], list[str]]:
    """The totals of each period, and what should be known about them."""
    sums = _raw_sums(query, blocks)
    table = settings.rate_table()
    periods: dict[str, Totals] = defaultdict(Totals)
    for (currency, scale), days in sums.items():
        for (name, rate), raw in days.by_period(query.by, currency, table).items():
            periods[name] += raw.converted(scale, rate)
    return periods, _warnings(settings, sums, reporting)


@dataclass(slots=True)
class Raw:
    """Amounts in units of some scale, in some currency."""

    count: int = 0
    net: int = 0
    tax: int = 0

    def converted(self, scale: int, rate: Decimal) -> Totals:
        factor = rate.scaleb(-scale, EXACT)
        return Totals(
            self.count, EXACT.multiply(self.net, factor), EXACT.multiply(self.tax, factor)
        )


class Days:
    """Raw amounts of one currency and scale, by the day's number."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = defaultdict(int)
        self.nets: dict[int, int] = defaultdict(int)
        self.taxes: dict[int, int] = defaultdict(int)

    def by_period(
        self, by: Grain, currency: str, table: RateTable
    ) -> dict[tuple[str, Decimal], Raw]:
        """What falls into the same period and has the same rate is one sum."""
        sums: dict[tuple[str, Decimal], Raw] = defaultdict(Raw)
        for day, count in self.counts.items():
            if not day:
                continue
            when = date.fromordinal(day)
            raw = sums[period(when, by), table.rate(currency, when)]
            raw.count += count
            raw.net += self.nets[day]
            raw.tax += self.taxes[day]
        return sums


type RawSums = dict[tuple[str, int], Days]


def _raw_sums(query: Query, blocks: Iterable[BlockTotals]) -> RawSums:
    """By currency and scale; invoices without a day are under day 0."""
    first = (query.start or date.min).toordinal()
    last = (query.end or date.max).toordinal()
    found: RawSums = defaultdict(Days)
    for block in blocks:
        for sums in block.sums(query.statuses):
            days = found[sums.currency, sums.scale]
            counts, nets, taxes = days.counts, days.nets, days.taxes
            rows = zip(sums.days, sums.counts, sums.subtotals, sums.taxes, strict=True)
            for day, count, net, tax in rows:
                if first <= day <= last or not day:
                    counts[day] += count
                    nets[day] += net
                    taxes[day] += tax
    return found


def _unknown_statuses(query: Query) -> list[str]:
    """They may exist at the source, where a plugin can add one; more often they are misspelt."""
    return [
        f"{status!r} is no status of WHMCS's own ({', '.join(STATUSES)}): only invoices that bear "
        "exactly this one are counted."
        for status in sorted(query.statuses - set(STATUSES))
    ]


def _warnings(settings: Settings, sums: RawSums, reporting: str) -> list[str]:
    warnings = []
    held = {currency for (currency, _), days in sums.items() if days.counts}
    without = settings.rate_table().without_entry(held, reporting)
    if without:
        warnings.append(
            f"{settings.name} holds several currencies; {', '.join(without)} without a rate of its "
            f"own is converted at {settings.exchange_rate}."
        )
    undated = sum(days.counts.get(0, 0) for days in sums.values())
    if undated:
        warnings.append(f"{settings.name}: {undated} invoices have no date and are not counted.")
    return warnings


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
