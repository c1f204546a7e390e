"""The real clock, which all other tests replace by one that does not wait."""

from datetime import UTC, datetime, timedelta, timezone

from accounting.domain.clock import Clock, utc_text


def test_clock_waits_as_long_as_it_is_told() -> None:
    clock = Clock()
    began = clock.monotonic()
    clock.sleep(0.02)
    assert clock.monotonic() - began >= 0.02


def test_now_is_to_the_millisecond() -> None:
    before, now, after = datetime.now(UTC), Clock().now(), datetime.now(UTC)
    assert before - timedelta(milliseconds=1) < now <= after
    assert now.microsecond % 1000 == 0


def test_moments_are_written_in_utc_with_milliseconds() -> None:
    moment = datetime(2026, 1, 31, 9, 0, 0, 250999, timezone(timedelta(hours=1)))
    assert utc_text(moment) == "2026-01-31T08:00:00.250Z"
