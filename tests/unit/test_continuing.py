"""Which sync a full sync goes on from that is asked to continue."""

from dataclasses import replace

import pytest

from accounting.domain.positions import Listing, Position, Scanning
from accounting.domain.syncs import LastSync, Progress, State, Sync, queued
from accounting.domain.systems import Lease, System
from tests.fakes.systems import CREATED, a_system

SYSTEM = a_system()
HALF_WAY = Scanning(after=300, rank=280)


def stopped(state: State = "failed", position: Position | None = HALF_WAY) -> Sync:
    """A sync that reads everything; the state says how it ended, if it did."""
    sync = queued(SYSTEM.system_id, "one", "full", SYSTEM.settings.url, CREATED)
    return replace(sync, state=state, progress=Progress(position=position, full_since=CREATED))


def after(sync: Sync) -> System:
    return replace(SYSTEM, last_sync=LastSync.of(sync))


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_latest_sync_is_continued_where_its_scan_stopped(state: State) -> None:
    sync = stopped(state)
    assert after(sync).can_continue(sync)


@pytest.mark.parametrize(
    "sync",
    [
        stopped("succeeded"),
        stopped("running"),
        stopped(position=None),
        stopped(position=Listing("Unpaid")),
        replace(stopped(), progress=Progress(position=Scanning())),
        replace(stopped(), url="https://elsewhere.example.com/"),
    ],
    ids=["succeeded", "runs", "had not begun", "did not scan", "skipped", "elsewhere"],
)
def test_there_is_nothing_to_continue_after_a_sync_that(sync: Sync) -> None:
    assert not after(sync).can_continue(sync)


def test_only_the_latest_sync_is_continued_and_no_system_that_goes() -> None:
    sync = stopped()
    assert not SYSTEM.can_continue(sync)
    assert not after(replace(sync, sync_id="two")).can_continue(sync)
    assert not replace(after(sync), deleting=True).can_continue(sync)


def test_sync_that_was_interrupted_is_continued_though_it_never_gave_its_lease_back() -> None:
    lease = Lease("one", CREATED)
    system = replace(after(replace(stopped(), sync_id="before")), lease=lease)
    seen = stopped("running").seen(running=None)
    assert seen.state == "failed"
    assert system.can_continue(seen)
    assert not replace(system, lease=replace(lease, sync_id="two")).can_continue(seen)
