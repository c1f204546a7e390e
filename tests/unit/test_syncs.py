"""What a sync is called, and what its record says of how far it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from accounting.domain.syncs import Progress, State, daily_sync_id, new_sync_id, queued
from tests.fakes.systems import CREATED, a_system

SYNC = queued(a_system().system_id, "one", "full", a_system().settings.url, CREATED)


@pytest.mark.parametrize(
    ("state", "done", "left", "total"),
    [
        ("running", 3, 5, 8),
        ("running", 3, None, None),
        ("failed", 3, 5, 8),
        ("succeeded", 3, 5, 3),
        ("succeeded", 3, None, 3),
    ],
)
def test_total_of_steps_is_those_done_and_those_foreseen(
    state: State, done: int, left: int | None, total: int | None
) -> None:
    sync = replace(SYNC, state=state, progress=Progress(steps_done=done, steps_left=left))
    assert sync.steps_total == total


def test_ids_of_automatic_syncs_stand_in_the_order_of_time_among_the_others() -> None:
    now = datetime(2026, 1, 31, 0, 1, tzinfo=UTC)
    moments = [now + timedelta(seconds=second) for second in range(3)]
    ids = [
        new_sync_id(moments[0], "ffffffff"),
        daily_sync_id(moments[1].astimezone(timezone(timedelta(hours=9))), "9f2c4be81a07"),
        new_sync_id(moments[2], "00000000"),
    ]
    assert ids == sorted(ids)
    assert ids[1] == "20260131T000101-daily-9f2c4be81a07"
