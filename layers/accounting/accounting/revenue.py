"""What the invoices add up to over time, in the reporting currency.

Sums are exact: raw amounts are added first, multiplied once by the rate of their currency and day,
and rounded only when the answer is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from accounting.blocks import Block
from accounting.invoices import Basis
from accounting.money import ZERO
from accounting.systems import System

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
        return self.net + self.tax

    def average(self, amount: Decimal) -> Decimal:
        return amount / self.count if self.count else ZERO

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(self.count + other.count, self.net + other.net, self.tax + other.tax)


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
    query: Query, systems: Iterable[tuple[System, Iterable[Block]]], currency: str
) -> Report:
    """In `currency`, the reporting currency. Periods in which there is nothing have no row."""
    periods: dict[str, dict[str, Totals]] = defaultdict(dict)
    totals: dict[str, Totals] = {}
    warnings: list[str] = []
    for system, blocks in systems:
        by_period, of_system = system_revenue(query, system, blocks, currency)
        for period, sums in by_period.items():
            periods[period][system.system_id] = sums
        totals[system.system_id] = sum(by_period.values(), NOTHING)
        warnings += of_system
    rows = [Row(period, periods[period]) for period in sorted(periods)]
    return Report(rows, Row("total", totals), warnings)


def system_revenue(
    query: Query, system: System, blocks: Iterable[Block], reporting: str
) -> tuple[dict[str, Totals], list[str]]:
    """The totals of each period, and what should be known about them."""
    sums = _raw_sums(query, blocks)
    table = system.rate_table()
    periods: dict[str, Totals] = {}
    for (day, currency), (count, net, tax) in sums.items():
        if not day:
            continue
        when = date.fromisoformat(day)
        rate = table.rate(currency, when)
        name = period(when, query.by)
        periods[name] = periods.get(name, NOTHING) + Totals(count, net * rate, tax * rate)
    return periods, _warnings(system, sums, reporting)


type RawSums = dict[tuple[str, str], tuple[int, Decimal, Decimal]]


def _raw_sums(query: Query, blocks: Iterable[Block]) -> RawSums:
    """Count, net and tax by (day, currency), in that currency."""
    start = query.start.isoformat() if query.start else ""
    end = query.end.isoformat() if query.end else "9999-12-31"
    sums: RawSums = {}
    for block in blocks:
        for entry in block.entries(query.basis, query.statuses):
            if entry.day and not start <= entry.day <= end:
                continue
            key = (entry.day, entry.currency)
            count, net, tax = sums.get(key, (0, ZERO, ZERO))
            sums[key] = (count + entry.invoices, net + entry.subtotal, tax + entry.tax)
    return sums


def _warnings(system: System, sums: RawSums, reporting: str) -> list[str]:
    warnings = []
    without = system.rate_table().without_entry({held for _, held in sums}, reporting)
    if without:
        warnings.append(
            f"{system.name} holds several currencies; {', '.join(without)} without a rate of its "
            f"own is converted at {system.exchange_rate}."
        )
    undated = sum(count for (day, _), (count, *_) in sums.items() if not day)
    if undated:
        warnings.append(f"{system.name}: {undated} invoices have no date and are not counted.")
    return warnings


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
