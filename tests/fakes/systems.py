"""A connected system, for tests that need one without an API."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from accounting.domain.rates import Rate
from accounting.domain.systems import Settings, System

CREATED = datetime(2026, 1, 31, 8, tzinfo=UTC)


def a_system(
    *,
    system_id: str = "9f2c4be81a07",
    name: str = "Example Hosting",
    exchange_rate: str = "1",
    rates: Iterable[tuple[str, str, str]] = (),
) -> System:
    """`rates`: currency, first day, rate."""
    settings = Settings(
        name=name,
        url="https://billing.example.com/",
        username="identifier",
        exchange_rate=Decimal(exchange_rate),
        rates=tuple(a_rate(*rate) for rate in rates),
    )
    return System(system_id, settings, "arn:secret", 1, CREATED, CREATED)


def a_rate(currency: str, first_day: str, rate: str) -> Rate:
    return Rate(currency, Decimal(rate), date.fromisoformat(first_day))
