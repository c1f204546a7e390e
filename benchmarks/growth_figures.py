"""The figures of growth.json, and what is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks import prices
from benchmarks.prices import Clock

INVOICES = (10_000, 100_000, 1_000_000)
SYSTEMS = (1, 10, 100)

type Figures = Mapping[str, Any]


def dollars(size: Figures, clock: Clock) -> float:
    """Of a day's Sync at list prices."""
    return sum(prices.of_sync(size["day"], size["memory_mb"], clock).values())


def seconds(used: Figures, clock: Clock) -> float:
    """Of all functions together."""
    return sum(float(one[clock]) for one in used["functions"].values())
