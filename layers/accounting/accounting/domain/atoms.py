"""What a system's invoices add up to each day, in the reporting currency.

The atom is (system, day, currency, status): its amounts times the day's rate, rounded half to even
to the reporting currency's minor unit. All else is a sum of atoms, in whole minor units: so net and
tax make gross on every line, systems make the total, and months make years.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accounting.domain.money import conversion, minor_units, rounded
from accounting.domain.rates import MissingRate, RateTable, missing_rates
from accounting.domain.revenue_query import Query
from accounting.domain.sums import Sums
from accounting.domain.systems import Settings
from accounting.domain.totals import DailyTotals

type Key = tuple[str, str, int]
type Days = dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Doubts:
    """What should be known about a system's totals. `undated`: invoices without a date, which are
    in none."""

    missing_rates: tuple[MissingRate, ...] = ()
    undated: int = 0

    def texts(self, name: str) -> list[str]:
        """`name`: of the system."""
        found = [one.text for one in self.missing_rates]
        if self.undated:
            found.append(f"{self.undated} invoices have no date and are not counted.")
        return [f"{name}: {text}" for text in found]


def daily_totals(
    query: Query,
    settings: Settings,
    sums: Iterable[Sums],
    reporting: str,
    refunds: Iterable[Sums] = (),
) -> tuple[DailyTotals, Doubts]:
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
    return DailyTotals(days), _doubts(settings, [counted, taken_back], reporting)


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


def _doubts(settings: Settings, converted: Iterable[Mapping[Key, Days]], reporting: str) -> Doubts:
    counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for sums in converted:
        for (currency, _, _), days in sums.items():
            for day, entry in days.items():
                counts[currency][day] += entry[0]
    missing = missing_rates(settings.exchange_rate, settings.rates, counts, reporting)
    return Doubts(tuple(missing), sum(days.get(0, 0) for days in counts.values()))
