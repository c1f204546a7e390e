"""A clock that never makes a test wait."""

from datetime import UTC, datetime, timedelta

from accounting.domain.clock import Clock


class FakeClock(Clock):
    """Moves only when somebody sleeps; `slept` says how long each time."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)) -> None:
        self.start = start
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
