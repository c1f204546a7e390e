"""What a sync's record says of how far it is."""

from dataclasses import replace

import pytest

from accounting.domain.syncs import Progress, State, queued
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
