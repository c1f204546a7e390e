"""Which moment a daily sync belongs to, and the id made of it."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from accounting.domain.syncs import daily_sync_id, new_sync_id
from accounting.services.daily import due_time

NOW = datetime(2026, 1, 31, 0, 1, tzinfo=UTC)
BEFORE_MIDNIGHT = NOW - timedelta(minutes=2)


@pytest.mark.parametrize(
    ("event", "due"),
    [
        ({"time": "2026-01-30T23:59:00Z"}, BEFORE_MIDNIGHT),
        ({"time": "2026-01-31T00:59:00+01:00"}, BEFORE_MIDNIGHT),
        ({"time": "1970-01-01T00:00:00Z"}, NOW),  # Of the console's example of an event.
        ({"time": "2026-01-30T23:59:00"}, NOW),
        ({"time": "today"}, NOW),
        ({"time": None}, NOW),
        ({}, NOW),
    ],
)
def test_time_of_the_schedule_counts_not_that_of_the_attempt(
    event: dict[str, Any], due: datetime
) -> None:
    assert due_time(event, NOW) == due


def test_daily_ids_stand_in_the_order_of_time_among_the_others() -> None:
    moments = [NOW + timedelta(seconds=second) for second in range(3)]
    ids = [
        new_sync_id(moments[0], "ffffffff"),
        daily_sync_id(moments[1].astimezone(timezone(timedelta(hours=9))), "9f2c4be81a07"),
        new_sync_id(moments[2], "00000000"),
    ]
    assert ids == sorted(ids)
    assert ids[1] == "20260131T000101-daily-9f2c4be81a07"
