"""What a system's invoices add up to each day, in the reporting currency.

The atom is (system, day, currency, status): its amounts times the day's rate, rounded half to even
to the reporting currency's minor unit. All else is a sum of atoms, in whole minor units: so net and
tax make gross on every line, systems make the total, and months make years.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
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


@dataclass(frozen=True, slots=True)
class Atoms:
    """A system's sums of the days that a query covers: those that count, and the refunds that are
    subtracted. By currency, status and scale: count, net, tax and credit of each day."""

    counted: Mapping[Key, Days]
    refunded: Mapping[Key, Days]

    @property
    def currencies(self) -> set[str]:
        return {currency for currency, _, _ in (*self.counted, *self.refunded)}

    def of(self, currencies: Collection[str]) -> "Atoms":
        """Those in these currencies."""
        return Atoms(
            {key: days for key, days in self.counted.items() if key[0] in currencies},
            {key: days for key, days in self.refunded.items() if key[0] in currencies},
        )

    def converted(self, table: RateTable, minor: int) -> Days:
        """All together, in units of 10 ** -minor."""
        days = _converted(self.counted, table, minor)
        for day, (_, *amounts) in _converted(self.refunded, table, minor).items():
            into = days.setdefault(day, [0, 0, 0, 0])
            for at, amount in enumerate(amounts, 1):  # The invoice stays counted.
                into[at] -= amount
        return days

    def asked(self, query: Query) -> "Atoms":
        """Those in the currencies that are asked for."""
        return self.of(query.currencies) if query.currencies else self

    def doubts(self, query: Query, settings: Settings, reporting: str) -> Doubts:
        """Of the currencies that are asked for; which is the usual one, all of them say."""
        counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for sums in (self.counted, self.refunded):
            for (currency, _, _), days in sums.items():
                for day, entry in days.items():
                    counts[currency][day] += entry[0]
        missing = missing_rates(settings.exchange_rate, settings.rates, counts, reporting)
        asked = query.currencies or counts.keys()
        undated = sum(days.get(0, 0) for currency, days in counts.items() if currency in asked)
        return Doubts(tuple(one for one in missing if one.currency in asked), undated)


def daily_totals(
    query: Query, settings: Settings, atoms: Atoms, reporting: str
) -> tuple[DailyTotals, Doubts]:
    """A system's totals of each day, and what should be known about them."""
    days = atoms.asked(query).converted(settings.rate_table(), minor_units(reporting))
    return DailyTotals(days), atoms.doubts(query, settings, reporting)


def atoms_of(query: Query, sums: Iterable[Sums], refunds: Iterable[Sums]) -> Atoms:
    booked = query.refunds == "booked"
    return Atoms(
        added(query, sums, query.counted),
        added(query, refunds, frozenset({"Refunded"})) if booked else {},
    )


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


def _converted(sums: Mapping[Key, Days], table: RateTable, minor: int) -> Days:
    converted: Days = {}
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
