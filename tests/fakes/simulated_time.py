"""A clock that stands until it is set: days pass without anybody waiting for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from unittest.mock import patch

from accounting.domain import clock


@dataclass
class SimulatedTime:
    """What the code takes for now, to the second."""

    moment: datetime

    def now(self, zone: tzinfo) -> datetime:
        return self.moment.astimezone(zone)

    def pass_by(self, duration: timedelta) -> None:
        self.moment += duration


@contextmanager
def simulated(begin: datetime) -> Iterator[SimulatedTime]:
    """Of rules and tables; tokens and AWS go by the machine's own."""
    time = SimulatedTime(begin)
    with patch.object(clock, "datetime", time):
        yield time
