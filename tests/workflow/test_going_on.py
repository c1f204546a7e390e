"""What the next sync makes of one that failed, and what the daily schedule starts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from accounting.domain.clock import utc_now
from accounting.domain.syncs import Mode
from accounting.domain.systems import LastFull
from accounting.tables import systems_table
from local.running import Running
from local.simulator import Simulator, demo_installation
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import TODAY, without_pauses


@pytest.fixture(autouse=True)
def _without_pauses() -> Iterator[None]:
    with without_pauses():
        yield


@pytest.fixture
def connected(running: Running) -> ConnectedSystem:
    running.simulator.installation = demo_installation(500, today=TODAY)
    return ConnectedSystem(running)


def test_wrong_secret_makes_exactly_one_request(running: Running) -> None:
    sync = ConnectedSystem(running, password="wrong").sync("full")
    assert sync.error
    assert (sync.state, sync.error.code) == ("failed", "SourceRejected")
    assert "API Credentials" in sync.error.advice
    assert len(running.simulator.requests) == 1


def test_failed_full_sync_is_continued_not_started_over(
    running: Running, connected: ConnectedSystem
) -> None:
    simulator = running.simulator
    simulator.faults.plan("wrong_secret", when=lambda request: request.start > 290)
    failed = connected.sync("full")
    assert failed.state == "failed"
    simulator.requests.clear()
    sync = connected.sync("full")
    assert (sync.state, sync.resumed_from) == ("succeeded", failed.sync_id)
    assert not connected.differences()
    # Settled pages behind us are not read again; those with unsettled invoices may be.
    assert len(simulator.requests) < 10
    assert sync.progress.full_since == failed.progress.full_since
    assert connected.system.last_full


def test_changed_address_starts_over(running: Running, connected: ConnectedSystem) -> None:
    simulator = running.simulator
    simulator.faults.plan("wrong_secret", when=lambda request: request.start > 290)
    connected.sync("full")
    with Simulator(simulator.installation) as elsewhere:
        moved = replace(connected.system.settings, url=elsewhere.url)
        systems_table.change(replace(connected.system, settings=moved))
        sync = connected.sync("full")
        starts = [request.start for request in elsewhere.requests]
        # Two at a time come in any order; the second page overlaps the first, of 50.
        assert starts[0] == 0
        assert 40 < min(start for start in starts if start) < 50
    assert (sync.state, sync.resumed_from) == ("succeeded", None)


def test_long_retry_after_is_waited_for_by_the_state_machine(
    running: Running, connected: ConnectedSystem
) -> None:
    running.simulator.faults.plan("rate_limited_429", at=3, retry_after=600)
    sync = connected.sync("full")
    assert sync.state == "succeeded"
    assert running.stack.waits == [600]
    assert not connected.differences()


def test_wait_is_never_longer_than_a_quarter_of_an_hour(
    running: Running, connected: ConnectedSystem
) -> None:
    running.simulator.faults.plan("maintenance_503", retry_after=86_400)
    assert connected.sync("full").state == "succeeded"
    assert running.stack.waits == [900]


def test_daily_sync_is_a_full_one_every_full_sync_days(
    running: Running, connected: ConnectedSystem
) -> None:
    assert _fired(running, connected, hour=1) == "full"
    assert _fired(running, connected, hour=2) == "incremental"
    _full_sync_was(connected, timedelta(days=29))
    assert _fired(running, connected, hour=3) == "incremental"
    _full_sync_was(connected, timedelta(days=31))
    assert _fired(running, connected, hour=4) == "full"
    assert [sync.state for sync in connected.syncs] == ["succeeded"] * 4


def _fired(running: Running, connected: ConnectedSystem, hour: int) -> Mode:
    due = utc_now() - timedelta(hours=12 - hour)
    assert running.stack.fire_schedule("DailySyncFunction", due).error is None
    return connected.ended(connected.syncs[0]).mode


def _full_sync_was(connected: ConnectedSystem, ago: timedelta) -> None:
    last_full = LastFull(utc_now() - ago, connected.system.settings.url)
    last_sync = connected.system.last_sync
    assert last_sync
    systems_table.take_lease(connected.system_id, "noted", utc_now())
    systems_table.release_lease(connected.system_id, "noted", last_sync, last_full)


def test_one_system_that_cannot_start_does_not_keep_the_others(
    running: Running, connected: ConnectedSystem
) -> None:
    running_already = ConnectedSystem(running)
    systems_table.take_lease(running_already.system_id, "somebody", utc_now())
    running.stack.fire_schedule("DailySyncFunction")
    assert connected.ended(connected.syncs[0]).state == "succeeded"
    assert not running_already.syncs
