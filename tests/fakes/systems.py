"""A connected system, for tests that need one without an API."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from accounting.rates import Rate
from accounting.systems import System

CREATED = datetime(2026, 1, 31, 8, tzinfo=UTC)


def a_system(
    *, exchange_rate: str = "1", rates: Iterable[tuple[str, str, str]] = (), **more: Any
) -> System:
    """`rates`: currency, first day, rate."""
    fields: dict[str, Any] = {
        "system_id": "9f2c4be81a07",
        "kind": "whmcs",
        "name": "Example Hosting",
        "description": "",
        "url": "https://billing.example.com/",
        "username": "identifier",
        "step": 250,
        "parallel": 4,
        "auto_sync": False,
        "exchange_rate": Decimal(exchange_rate),
        "rates": tuple(a_rate(*rate) for rate in rates),
        "full_sync_days": 30,
        "secret_arn": "arn:secret",
        "version": 1,
        "created_at": CREATED,
        "updated_at": CREATED,
    }
    return System(**fields | more)


def a_rate(currency: str, first_day: str, rate: str) -> Rate:
    return Rate(currency, Decimal(rate), date.fromisoformat(first_day))
