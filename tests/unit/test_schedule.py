"""When a sync is due, in zones that change their clocks by an hour, half an hour or a whole day."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.domain.schedule import ONCE_A_DAY, Schedule

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # Half an hour of summer time.
    "Pacific/Apia",  # No 30 December 2011.
    "Africa/Casablanca",  # Winter time in Ramadan.
    "Pacific/Chatham",
]
CHANGES = [
    datetime(2011, 12, 30, 10, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
]
near_changes = st.builds(
    lambda change, seconds: change + timedelta(seconds=seconds),
    st.sampled_from(CHANGES),
    st.integers(-3 * 86400, 3 * 86400),
)
moments = near_changes | st.integers(0, 120 * 365 * 86400).map(
    lambda seconds: datetime(1980, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
clock_times = st.times().map(lambda at: f"{at:%H:%M}")
schedules = st.builds(
    Schedule, clock_times, st.sampled_from(ZONES), st.integers(60, 1440) | st.just(ONCE_A_DAY)
)


def due_moments(schedule: Schedule, start: datetime, until: datetime) -> list[datetime]:
    found = [schedule.next_after(start)]
    while found[-1] < until:
        found.append(schedule.next_after(found[-1]))
    return found


def plain(schedule: Schedule, first: date, days: int) -> set[datetime]:
    """Every day on its own, written down minute by minute."""
    zone, at = ZoneInfo(schedule.time_zone), time.fromisoformat(schedule.sync_at)
    begins = [
        datetime.combine(first + timedelta(days=n), at, zone).astimezone(UTC)
        for n in range(days + 1)
    ]
    if schedule.every == ONCE_A_DAY:
        return set(begins)
    step, due = timedelta(minutes=schedule.every), set[datetime]()
    for begin, end in pairwise(begins):
        while begin < end:
            due.add(begin)
            begin += step  # noqa: PLW2901
    return due


@given(schedules, moments)
def test_due_moments_are_those_of_each_local_day(schedule: Schedule, moment: datetime) -> None:
    until = moment + timedelta(days=3)
    expected = plain(schedule, moment.date() - timedelta(days=3), 9)
    assert due_moments(schedule, moment, until)[:-1] == sorted(
        due for due in expected if moment < due < until
    )


@given(schedules, moments)
def test_pause_is_no_longer_than_asked_for_or_than_the_longest_day(
    schedule: Schedule, moment: datetime
) -> None:
    first = schedule.next_after(moment)
    pause = schedule.next_after(first) - first
    once = schedule.every == ONCE_A_DAY
    assert pause <= (timedelta(hours=25) if once else timedelta(minutes=schedule.every))
    assert first.tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "sync_at", "after", "due"),
    [
        ("UTC", "06:00", "2026-01-31T05:59:59.999", "2026-01-31T06:00"),
        ("UTC", "06:00", "2026-01-31T06:00", "2026-02-01T06:00"),
        ("Asia/Kathmandu", "06:00", "2026-01-31T00:00", "2026-01-31T00:15"),
        # Berlin springs forward on 29 March at 01:00 UTC, from 02:00 to 03:00.
        ("Europe/Berlin", "06:00", "2026-03-28T05:00", "2026-03-29T04:00"),
        ("Europe/Berlin", "02:30", "2026-03-28T01:30", "2026-03-29T01:30"),  # 03:30 there.
        ("Europe/Berlin", "02:30", "2026-03-29T01:30", "2026-03-30T00:30"),
        # And falls back on 25 October at 01:00 UTC, from 03:00 to 02:00.
        ("Europe/Berlin", "02:30", "2026-10-24T00:30", "2026-10-25T00:30"),
        ("Europe/Berlin", "02:30", "2026-10-25T00:30", "2026-10-26T01:30"),  # Not at 01:30 again.
        ("Europe/Berlin", "06:00", "2026-10-24T04:00", "2026-10-25T05:00"),
        ("Australia/Lord_Howe", "02:15", "2026-10-03T00:00", "2026-10-03T15:45"),  # 02:45 there.
        ("Pacific/Apia", "06:00", "2011-12-29T16:00", "2011-12-30T16:00"),  # The 31st there.
    ],
)
def test_once_a_day_is_by_the_clocks_of_the_zone(
    zone: str, sync_at: str, after: str, due: str
) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    expected = datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert Schedule(sync_at, zone, ONCE_A_DAY).next_after(moment) == expected


@pytest.mark.parametrize(("day", "starts"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_every_hour_is_every_hour_that_passes(day: str, starts: int) -> None:
    begin = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    end = begin + timedelta(days=1)
    due = due_moments(Schedule("00:00", "Europe/Berlin", 60), begin, end.astimezone(UTC))
    assert len(due) == starts
    assert {b - a for a, b in pairwise(due)} == {timedelta(hours=1)}


def test_remainder_of_a_day_is_shorter() -> None:
    day = datetime(2026, 1, 31, 6, tzinfo=UTC)
    due = due_moments(Schedule("06:00", "UTC", 1000), day, day + timedelta(days=1))
    assert [moment - day for moment in due] == [timedelta(minutes=1000), timedelta(days=1)]
