"""The one place that asks what time it is; rules get the time passed in."""

import time
from datetime import UTC, datetime


def utc_now() -> datetime:
    """To the millisecond, which is all that tables and answers keep."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def utc_text(moment: datetime) -> str:
    """ISO 8601 with milliseconds and Z, the form of every moment in tables and answers."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def utc_text_or_none(moment: datetime | None) -> str | None:
    return utc_text(moment) if moment else None


class Clock:
    """Time for code that waits; tests pass one that does not."""

    def now(self) -> datetime:
        return utc_now()

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
