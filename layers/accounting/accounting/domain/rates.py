"""Exchange rates to the reporting currency, by currency and by day."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `currency` is worth `rate` units of the reporting currency from `start` on."""

    currency: str
    rate: Decimal
    start: date = date.min


class RateTable:
    """The rates of one system: the latest entry of the invoice's currency that starts on or before
    its day counts; without one, the system's own `exchange_rate` does."""

    def __init__(self, exchange_rate: Decimal, rates: Iterable[Rate]) -> None:
        self._default = exchange_rate
        self._by_currency: dict[str, list[Rate]] = {}
        for rate in sorted(rates, key=lambda rate: rate.start):
            self._by_currency.setdefault(rate.currency, []).append(rate)

    def rate(self, currency: str, day: date) -> Decimal:
        entries = self._by_currency.get(currency, [])
        index = bisect_right(entries, day, key=lambda rate: rate.start)
        return entries[index - 1].rate if index else self._default

    def without_entry(self, currencies: Iterable[str], reporting: str) -> list[str]:
        """Those of several currencies that the system's one rate is probably not meant for; the
        reporting currency at a rate of 1 needs no entry."""
        held = set(currencies)
        needless = {reporting} if self._default == 1 else set()
        return sorted(held - self._by_currency.keys() - needless) if len(held) > 1 else []
