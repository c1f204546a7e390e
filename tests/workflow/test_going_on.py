"""What the next sync makes of one that failed, and what the daily schedule starts."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from accounting.domain.clock import utc_now
from accounting.domain.syncs import Sync
from accounting.domain.systems import LastFull
from accounting.tables import systems_table
from local.running import Running
from local.simulator import Simulator, demo_installation
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import TODAY

pytestmark = pytest.mark.usefixtures("no_pauses")


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


@pytest.fixture
def failed(running: Running, connected: ConnectedSystem) -> Sync:
    """A Full sync that came to 290 of 500 invoices."""
    running.simulator.faults.plan("wrong_secret", when=lambda request: request.start > 290)
    sync = connected.sync("full")
    assert sync.state == "failed"
    running.simulator.requests.clear()
    return sync


def test_failed_full_sync_is_continued_when_asked_to(
    running: Running, connected: ConnectedSystem, failed: Sync
) -> None:
    assert connected.system.can_continue(failed)
    sync = connected.sync("full", go_on=True)
    assert (sync.state, sync.resumed_from) == ("succeeded", failed.sync_id)
    assert not connected.system.can_continue(failed)
    assert not connected.differences()
    assert len(running.simulator.requests) < 10
    assert sync.progress.full_since == failed.progress.full_since
    assert connected.system.last_full == LastFull(failed.started_at, failed.url)


def test_full_sync_reads_everything_unless_asked_to_continue(
    running: Running, connected: ConnectedSystem, failed: Sync
) -> None:
    """Else what was edited since, in what the failed one had read, stays stale."""
    running.simulator.installation.edit(7, subtotal=Decimal("1.00"))
    sync = connected.sync("full")
    assert (sync.state, sync.resumed_from) == ("succeeded", None)
    assert not connected.differences()
    assert connected.system.last_full == LastFull(sync.started_at, sync.url)


@pytest.mark.usefixtures("failed")
def test_changed_address_starts_over(running: Running, connected: ConnectedSystem) -> None:
    simulator = running.simulator
    with Simulator(simulator.installation) as elsewhere:
        moved = replace(connected.system.settings, url=elsewhere.url)
        systems_table.change(replace(connected.system, settings=moved))
        sync = connected.sync("full", go_on=True)
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
    assert running.stack.waits == [20] * 30
    assert not connected.differences()


def test_wait_is_never_longer_than_a_quarter_of_an_hour(
    running: Running, connected: ConnectedSystem
) -> None:
    running.simulator.faults.plan("maintenance_503", retry_after=86_400)
    assert connected.sync("full").state == "succeeded"
    assert running.stack.waits == [20] * 45


def test_daily_sync_is_a_sync(running: Running, connected: ConnectedSystem) -> None:
    """The first one has nothing to trust, so it reads everything."""
    first, second = _fired(running, connected, hour=1), _fired(running, connected, hour=2)
    assert (first.mode, first.progress.full_since) == ("incremental", first.started_at)
    assert (second.mode, second.progress.full_since) == ("incremental", None)
    assert not connected.differences()


def test_daily_sync_continues_a_full_sync_that_failed_within_a_day(
    running: Running, connected: ConnectedSystem, failed: Sync
) -> None:
    sync = _fired(running, connected, hour=1)
    assert (sync.mode, sync.state, sync.resumed_from) == ("full", "succeeded", failed.sync_id)
    assert not connected.differences()


def _fired(running: Running, connected: ConnectedSystem, hour: int) -> Sync:
    systems_table.want_sync(connected.system_id, utc_now() - timedelta(hours=12 - hour))
    assert running.stack.fire_schedule("DailySyncFunction").error is None
    return connected.ended(connected.syncs[0])


def test_one_system_that_cannot_start_does_not_keep_the_others(
    running: Running, connected: ConnectedSystem
) -> None:
    running_already = ConnectedSystem(running)
    systems_table.take_lease(running_already.system_id, "somebody", utc_now())
    for system in (running_already, connected):
        systems_table.want_sync(system.system_id, utc_now())
    running.stack.fire_schedule("DailySyncFunction")
    assert connected.ended(connected.syncs[0]).state == "succeeded"
    assert not running_already.syncs
