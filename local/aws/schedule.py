"""The schedule of DailySyncFunction in template.yaml, for a stack that people use."""

from __future__ import annotations

from collections.abc import Callable

SECONDS = 900


class Schedule:
    """`look` calls `fire` once in each quarter of an hour, at its beginning. Moments are seconds
    since 1970."""

    def __init__(self, fire: Callable[[], object], now: float) -> None:
        self._fire = fire
        self._quarter = now // SECONDS

    def look(self, now: float) -> None:
        if now // SECONDS > self._quarter:
            self._quarter = now // SECONDS
            self._fire()
