"""What the invoices of each currency add up to, in the reporting currency and in their own."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounting.domain.atoms import Atoms
from accounting.domain.money import minor_units, source_decimals
from accounting.domain.periods import Span
from accounting.domain.rates import RateTable
from accounting.domain.revenue_query import Query
from accounting.domain.totals import NOTHING, DailyTotals, Totals

_UNCONVERTED = RateTable(Decimal(1), ())


@dataclass(frozen=True, slots=True)
class InCurrency:
    """`converted` are atoms of a report, so that the currencies add up to its totals. `own` is in
    units of 10 ** -source_decimals of the invoices' own currency."""

    converted: Totals = NOTHING
    own: Totals = NOTHING

    def __add__(self, other: "InCurrency") -> "InCurrency":
        return InCurrency(self.converted + other.converted, self.own + other.own)


type ByCurrency = Mapping[str, InCurrency]


@dataclass(frozen=True, slots=True)
class DailyInCurrency:
    """Both have the same days."""

    converted: DailyTotals
    own: DailyTotals

    def by_period(self, query: Query) -> Mapping[str, InCurrency]:
        converted, own = (
            one.by_period(query.days, query.by, query.year_start)
            for one in (self.converted, self.own)
        )
        return {name: InCurrency(sums, own[name]) for name, sums in converted.items()}

    def between(self, days: Span) -> InCurrency:
        return InCurrency(self.converted.between(days), self.own.between(days))


def daily_by_currency(atoms: Atoms, table: RateTable, reporting: str) -> dict[str, DailyInCurrency]:
    """Of one system."""
    parts = {currency: atoms.of({currency}) for currency in sorted(atoms.currencies)}
    return {
        currency: DailyInCurrency(
            DailyTotals(part.converted(table, minor_units(reporting))),
            DailyTotals(part.converted(_UNCONVERTED, source_decimals(currency))),
        )
        for currency, part in parts.items()
    }


type Currencies = Mapping[str, Mapping[str, DailyInCurrency]]


def by_period(query: Query, currencies: Currencies) -> Mapping[str, Mapping[str, ByCurrency]]:
    """By period, system and currency, from the days by system and currency."""
    found: dict[str, dict[str, dict[str, InCurrency]]] = defaultdict(lambda: defaultdict(dict))
    for system_id, of_system in currencies.items():
        for currency, totals in of_system.items():
            for period, sums in totals.by_period(query).items():
                found[period][system_id][currency] = sums
    return found


def between(query: Query, currencies: Currencies) -> Mapping[str, ByCurrency]:
    """All days that are asked for, by system and currency."""
    return {
        system_id: {
            currency: sums
            for currency, totals in of_system.items()
            if (sums := totals.between(query.days)) != InCurrency()
        }
        for system_id, of_system in currencies.items()
    }


def over_all(of_systems: Mapping[str, ByCurrency]) -> ByCurrency:
    """The sums of all systems, by currency."""
    found: dict[str, InCurrency] = {}
    for of_system in of_systems.values():
        for currency, sums in of_system.items():
            found[currency] = found.get(currency, InCurrency()) + sums
    return dict(sorted(found.items()))
