"""Exchange rates to the reporting currency, by currency and by day."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `currency` is worth `rate` units of the reporting currency from `start` on."""

    currency: str
    rate: Decimal
    start: date = date.min


@dataclass(frozen=True, slots=True)
class MissingRate:
    """Invoices of a currency, issued (or paid) from `first` to `last`, that are converted at
    `used`, the system's own rate, which is probably not meant for them. `until`: from when on the
    currency has a rate of its own; None: never."""

    currency: str
    invoices: int
    first: date
    last: date
    used: Decimal
    until: date | None = None

    @property
    def text(self) -> str:
        which = f"{self.invoices} invoices in {self.currency} of {self.first} to {self.last} are"
        if self.until:
            older = f"older than its first rate ({self.until}) and are"
            return f"{which} {older} converted at {self.used}."
        return f"{which} converted at {self.used}: {self.currency} has no rate of its own."


class RateTable:
    """The rates of one system: the latest entry of the invoice's currency that starts on or before
    its day counts; without one, the system's own `exchange_rate` does."""

    def __init__(self, exchange_rate: Decimal, rates: Iterable[Rate]) -> None:
        self._default = exchange_rate
        self._by_currency: dict[str, list[Rate]] = {}
        for rate in sorted(rates, key=lambda rate: rate.start):
            self._by_currency.setdefault(rate.currency, []).append(rate)

    def rate(self, currency: str, day: date) -> Decimal:
        entries = self._by_currency.get(currency)
        if entries is None:
            return self._default
        index = bisect_right(entries, day, key=lambda rate: rate.start)
        return entries[index - 1].rate if index else self._default

    def first_day(self, currency: str) -> date | None:
        """From when on the currency has a rate of its own; None: never."""
        entries = self._by_currency.get(currency)
        return entries[0].start if entries else None


def missing_rates(
    exchange_rate: Decimal,
    rates: Iterable[Rate],
    counts: Mapping[str, Mapping[int, int]],
    reporting: str,
) -> list[MissingRate]:
    """Where a system's one rate is probably not meant for what it converts: by currency. `counts`:
    invoices by currency and day (day 0: without a date)."""
    table = RateTable(exchange_rate, rates)
    dated = {
        currency: {day: count for day, count in days.items() if day and count}
        for currency, days in counts.items()
    }
    most = max(dated, key=lambda currency: sum(dated[currency].values()), default="")
    missing = []
    for currency, days in sorted(dated.items()):
        until = table.first_day(currency)
        early = [day for day in days if until is None or day < until.toordinal()]
        if not early or (currency == reporting and exchange_rate == 1):
            continue
        if until or currency == reporting or currency != most or exchange_rate == 1:
            first, last = date.fromordinal(min(early)), date.fromordinal(max(early))
            count = sum(days[day] for day in early)
            missing.append(MissingRate(currency, count, first, last, exchange_rate, until))
    return missing
