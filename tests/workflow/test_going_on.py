"""What the next sync makes of one that failed, and what the daily schedule starts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from accounting.domain.clock import utc_now
from accounting.domain.systems import LastFull
from accounting.tables import systems_table
from local.running import Running
from local.simulator import Simulator, demo_installation
from tests.workflow.fault_matrix import TODAY, hasty
from tests.workflow.ledger import Ledger


@pytest.fixture(autouse=True)
def _hasty() -> Iterator[None]:
    with hasty():
        yield


@pytest.fixture
def ledger(running: Running) -> Ledger:
    running.simulator.installation = demo_installation(500, today=TODAY)
    return Ledger(running)


def test_wrong_secret_makes_exactly_one_request(running: Running) -> None:
    sync = Ledger(running, password="wrong").sync("full")
    assert sync.error
    assert (sync.state, sync.error.code) == ("failed", "SourceRejected")
    assert "API Credentials" in sync.error.advice
    assert len(running.simulator.requests) == 1


def test_failed_full_sync_is_continued_not_started_over(running: Running, ledger: Ledger) -> None:
    simulator = running.simulator
    simulator.faults.plan("wrong_secret", when=lambda request: request.start > 290)
    failed = ledger.sync("full")
    assert failed.state == "failed"
    simulator.requests.clear()
    sync = ledger.sync("full")
    assert (sync.state, sync.resumed_from) == ("succeeded", failed.sync_id)
    assert not ledger.differences()
    # Settled pages behind us are not read again; those with unsettled invoices may be.
    assert len(simulator.requests) < 10
    assert sync.progress.full_since == failed.progress.full_since
    assert ledger.system.last_full


def test_changed_address_starts_over(running: Running, ledger: Ledger) -> None:
    simulator = running.simulator
    simulator.faults.plan("wrong_secret", when=lambda request: request.start > 290)
    ledger.sync("full")
    with Simulator(simulator.installation) as elsewhere:
        moved = replace(ledger.system.settings, url=elsewhere.url)
        systems_table.change(replace(ledger.system, settings=moved))
        sync = ledger.sync("full")
        starts = [request.start for request in elsewhere.requests]
        assert (starts[0], 49 in starts) == (0, True)  # Two at a time come in any order.
    assert (sync.state, sync.resumed_from) == ("succeeded", None)


def test_long_retry_after_is_waited_for_by_the_state_machine(
    running: Running, ledger: Ledger
) -> None:
    running.simulator.faults.plan("rate_limited_429", at=3, retry_after=600)
    sync = ledger.sync("full")
    assert sync.state == "succeeded"
    assert running.stack.waits == [600]
    assert not ledger.differences()


def test_wait_is_never_longer_than_a_quarter_of_an_hour(running: Running, ledger: Ledger) -> None:
    running.simulator.faults.plan("maintenance_503", retry_after=86_400)
    assert ledger.sync("full").state == "succeeded"
    assert running.stack.waits == [900]


def test_daily_sync_is_a_full_one_every_full_sync_days(running: Running, ledger: Ledger) -> None:
    running.stack.fire_schedule("DailySyncFunction")
    assert ledger.ended(ledger.syncs[0]).mode == "full"
    running.stack.fire_schedule("DailySyncFunction")
    assert ledger.ended(ledger.syncs[0]).mode == "incremental"
    _full_sync_was(ledger, timedelta(days=29))
    running.stack.fire_schedule("DailySyncFunction")
    assert ledger.ended(ledger.syncs[0]).mode == "incremental"
    _full_sync_was(ledger, timedelta(days=31))
    running.stack.fire_schedule("DailySyncFunction")
    assert ledger.ended(ledger.syncs[0]).mode == "full"
    assert [sync.state for sync in ledger.syncs] == ["succeeded"] * 4


def _full_sync_was(ledger: Ledger, ago: timedelta) -> None:
    last_full = LastFull(utc_now() - ago, ledger.system.settings.url)
    last_sync = ledger.system.last_sync
    assert last_sync
    systems_table.take_lease(ledger.system_id, "noted", utc_now())
    systems_table.release_lease(ledger.system_id, "noted", last_sync, last_full)


def test_one_system_that_cannot_start_does_not_keep_the_others(
    running: Running, ledger: Ledger
) -> None:
    running_already = Ledger(running)
    systems_table.take_lease(running_already.system_id, "somebody", utc_now())
    running.stack.fire_schedule("DailySyncFunction")
    assert ledger.ended(ledger.syncs[0]).state == "succeeded"
    assert not running_already.syncs


def test_input_that_makes_no_sense_ends_the_execution(running: Running, ledger: Ledger) -> None:
    order = {"system_id": ledger.system_id, "mode": "sideways"}
    execution = running.stack.run("SyncStateMachine", order)
    assert execution["status"] == "FAILED"
    assert ledger.system.lease is None
    assert not running.simulator.requests
