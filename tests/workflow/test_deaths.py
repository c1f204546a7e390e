"""A Lambda that dies, is overtaken, started twice or cancelled: the numbers stay right."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from accounting.domain.clock import utc_now
from accounting.domain.errors import SyncAlreadyRunning
from accounting.domain.syncs import LastSync, Sync
from accounting.domain.systems import LEASE
from accounting.services.start import start
from accounting.tables import syncs_table, systems_table
from local.running import Running
from local.simulator import Request, demo_installation
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import TODAY, business, without_pauses

STEP, END, BEGIN = "SyncStepFunction", "SyncEndFunction", "SyncBeginFunction"


@pytest.fixture(autouse=True)
def _without_pauses() -> Iterator[None]:
    with without_pauses():
        yield


@pytest.fixture
def connected(running: Running) -> ConnectedSystem:
    running.simulator.installation = demo_installation(200, today=TODAY)
    return ConnectedSystem(running)


def check(sync: Sync, connected: ConnectedSystem, growth: int) -> None:
    counters = sync.progress.counters
    assert (sync.state, connected.differences()) == ("succeeded", set())
    assert counters.added + counters.updated + counters.unchanged == counters.seen
    assert counters.added - counters.deleted == growth
    assert connected.system.lease is None


@pytest.mark.parametrize(
    ("operation", "nth", "after"),
    [
        ("GetItem", 1, False),
        ("GetSecretValue", 1, False),
        ("UpdateItem", 1, False),
        ("UpdateItem", 2, False),
        ("UpdateItem", 3, False),  # Before the first write begins.
        ("UpdateItem", 3, True),
        ("BatchWriteItem", 1, False),
        ("BatchWriteItem", 2, False),  # In the middle of the invoices.
        ("BatchWriteItem", 3, False),  # Between the invoices and their block.
        ("BatchWriteItem", 3, True),  # Before the checkpoint.
        ("UpdateItem", 4, True),
        ("UpdateItem", 9, False),
    ],
)
def test_step_that_dies_is_repeated_and_counts_right(
    running: Running, connected: ConnectedSystem, operation: str, nth: int, after: bool
) -> None:
    running.stack.functions.kill_next(STEP, at=operation, nth=nth, after=after)
    sync = connected.sync("full")
    check(sync, connected, growth=200)
    assert len(running.stack.waits) == 1


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_sync_that_dies_while_it_writes_changes_counts_right(
    running: Running, connected: ConnectedSystem, nth: int
) -> None:
    connected.sync("full")
    business(running.simulator.installation)
    running.stack.functions.kill_next(STEP, at="BatchWriteItem", nth=nth, after=True)
    check(connected.sync("incremental"), connected, growth=3)


@pytest.mark.parametrize("function", [BEGIN, STEP, END])
def test_function_that_always_dies_leaves_a_failed_record(
    running: Running, connected: ConnectedSystem, function: str
) -> None:
    for _ in range(6):
        running.stack.functions.kill_next(function)
    sync = connected.sync("full")
    assert sync.error
    assert (sync.state, sync.error.code) == ("failed", "Crashed")
    assert connected.system.lease is None
    running.stack.functions.deaths.clear()
    assert connected.sync("full").state == "succeeded"
    assert not connected.differences()


def test_failure_that_cannot_be_recorded_ends_the_execution_as_failed(
    running: Running, connected: ConnectedSystem
) -> None:
    for _ in range(12):
        running.stack.functions.kill_next(END)
    execution = connected.by_hand("full", "by-hand")
    assert (execution["status"], execution["error"]) == ("FAILED", "SyncNotRecorded")


def test_second_execution_is_refused_and_recorded(
    running: Running, connected: ConnectedSystem
) -> None:
    stack = running.stack
    ended = []

    def second(_request: Request) -> None:
        running.simulator.before_request = None
        ended.append(connected.by_hand("full", "second"))

    running.simulator.before_request = second
    first = connected.sync("full")
    second_sync = syncs_table.get(connected.system_id, "second")
    assert ended[0]["status"] == "FAILED"
    assert second_sync.error
    assert (second_sync.state, second_sync.error.code) == ("failed", "SyncAlreadyRunning")
    assert first.sync_id in second_sync.error.detail
    check(first, connected, growth=200)
    assert not stack.waits


def test_run_that_was_overtaken_writes_nothing_more(
    running: Running, connected: ConnectedSystem
) -> None:
    """The first run is told of the second only when it wants to write: it is at a request."""
    seen: list[Sync] = []

    def take_over(request: Request) -> None:
        while request.number == 3 and not seen:
            connected.let_lease_run_out()
            with suppress(SyncAlreadyRunning):  # The first one wrote a page and renewed its lease.
                seen.append(start(connected.system_id, "incremental", utc_now()))

    running.simulator.before_request = take_over
    first = connected.sync("full")
    second = connected.ended(seen[0])
    assert first.error
    assert first.state == "failed"
    # Closed by itself or by its successor, whoever comes first.
    assert first.error.code in {"LeaseLost", "SyncInterrupted"}
    check(second, connected, growth=second.progress.counters.added)
    assert first.ended_at
    assert first.ended_at <= (second.ended_at or first.ended_at)


def test_cancel_is_seen_between_two_pages(running: Running, connected: ConnectedSystem) -> None:
    def cancel(request: Request) -> None:
        if request.number == 2:
            syncs_table.request_cancel(connected.system_id, connected.syncs[0].sync_id)

    running.simulator.before_request = cancel
    sync = connected.sync("full")
    assert (sync.state, sync.error) == ("cancelled", None)
    assert 0 < len(connected.stored) < 200
    assert connected.system.lease is None
    running.simulator.before_request = None
    assert connected.sync("incremental").state == "succeeded"
    assert not connected.differences()


def test_dead_execution_is_continued_by_the_next_sync(
    running: Running, connected: ConnectedSystem
) -> None:
    """Nobody ends it: it was stopped by hand, and its lease ran out."""
    stopped = _stopped_halfway(running, connected)
    running.simulator.requests.clear()
    sync = connected.sync("full")
    assert sync.resumed_from == stopped.sync_id
    assert syncs_table.get(connected.system_id, stopped.sync_id).state == "failed"
    assert not connected.differences()
    assert len(running.simulator.requests) <= 5


def _stopped_halfway(running: Running, connected: ConnectedSystem) -> Sync:
    running.stack.functions.replace(END, lambda _event, _context: 1 / 0)
    running.simulator.faults.plan("wrong_secret", at=3)
    sync = connected.sync("full")
    running.stack.functions.restore()
    assert sync.state == "running"
    assert 0 < len(connected.stored) < 200
    connected.let_lease_run_out()
    return sync


def test_lease_of_a_sync_is_not_released_by_another(
    running: Running, connected: ConnectedSystem
) -> None:
    """Another that has failed to start, or ends late, comes while the first is at work."""

    def let_go(request: Request) -> None:
        if request.number == 2:
            lease, now = connected.system.lease, utc_now()
            assert lease
            taken_at = lease.expires_at - LEASE
            systems_table.drop_lease(connected.system_id, "another", taken_at)
            ended = LastSync("another", "full", "failed", now, now)
            systems_table.release_lease(connected.system_id, "another", ended, None)

    running.simulator.before_request = let_go
    sync = connected.sync("full")
    check(sync, connected, growth=200)
    assert connected.system.last_sync == LastSync.of(sync)
