"""A Lambda that dies, is overtaken, started twice or cancelled: the numbers stay right."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from accounting.domain.clock import utc_now
from accounting.domain.errors import SyncAlreadyRunning
from accounting.domain.syncs import Sync
from accounting.services.start import start
from accounting.tables import syncs_table, systems_table
from local.running import Running
from local.simulator import Request, demo_installation
from tests.workflow.fault_matrix import TODAY, business, hasty
from tests.workflow.ledger import Ledger

STEP, END, BEGIN = "SyncStepFunction", "SyncEndFunction", "SyncBeginFunction"


@pytest.fixture(autouse=True)
def _hasty() -> Iterator[None]:
    with hasty():
        yield


@pytest.fixture
def ledger(running: Running) -> Ledger:
    running.simulator.installation = demo_installation(200, today=TODAY)
    return Ledger(running)


def check(sync: Sync, ledger: Ledger, growth: int) -> None:
    counters = sync.progress.counters
    assert (sync.state, ledger.differences()) == ("succeeded", set())
    assert counters.added + counters.updated + counters.unchanged == counters.seen
    assert counters.added - counters.deleted == growth
    assert ledger.system.lease is None


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
    running: Running, ledger: Ledger, operation: str, nth: int, after: bool
) -> None:
    running.stack.functions.kill_next(STEP, at=operation, nth=nth, after=after)
    sync = ledger.sync("full")
    check(sync, ledger, growth=200)
    assert len(running.stack.waits) == 1


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_sync_that_dies_while_it_writes_changes_counts_right(
    running: Running, ledger: Ledger, nth: int
) -> None:
    ledger.sync("full")
    business(running.simulator.installation)
    running.stack.functions.kill_next(STEP, at="BatchWriteItem", nth=nth, after=True)
    check(ledger.sync("incremental"), ledger, growth=3)


@pytest.mark.parametrize("function", [BEGIN, STEP, END])
def test_function_that_always_dies_leaves_a_failed_record(
    running: Running, ledger: Ledger, function: str
) -> None:
    for _ in range(6):
        running.stack.functions.kill_next(function)
    sync = ledger.sync("full")
    assert sync.error
    assert (sync.state, sync.error.code) == ("failed", "Crashed")
    assert ledger.system.lease is None
    running.stack.functions.deaths.clear()
    assert ledger.sync("full").state == "succeeded"
    assert not ledger.differences()


def test_failure_that_cannot_be_recorded_ends_the_execution_as_failed(
    running: Running, ledger: Ledger
) -> None:
    for _ in range(12):
        running.stack.functions.kill_next(END)
    execution = ledger.by_hand("full", "by-hand")
    assert (execution["status"], execution["error"]) == ("FAILED", "SyncNotRecorded")


def test_second_execution_is_refused_and_recorded(running: Running, ledger: Ledger) -> None:
    stack = running.stack
    ended = []

    def second(_request: Request) -> None:
        running.simulator.before_request = None
        ended.append(ledger.by_hand("full", "second"))

    running.simulator.before_request = second
    first = ledger.sync("full")
    second_sync = syncs_table.get(ledger.system_id, "second")
    assert ended[0]["status"] == "FAILED"
    assert second_sync.error
    assert (second_sync.state, second_sync.error.code) == ("failed", "SyncAlreadyRunning")
    assert first.sync_id in second_sync.error.detail
    check(first, ledger, growth=200)
    assert not stack.waits


def test_run_that_was_overtaken_writes_nothing_more(running: Running, ledger: Ledger) -> None:
    """The first run is told of the second only when it wants to write: it is at a request."""
    seen: list[Sync] = []

    def take_over(request: Request) -> None:
        while request.number == 3 and not seen:
            ledger.let_lease_run_out()
            with suppress(SyncAlreadyRunning):  # The first one wrote a page and renewed its lease.
                seen.append(start(ledger.system_id, "incremental", utc_now()))

    running.simulator.before_request = take_over
    first = ledger.sync("full")
    second = ledger.ended(seen[0])
    assert first.error
    assert first.state == "failed"
    # Closed by itself or by its successor, whoever comes first.
    assert first.error.code in {"LeaseLost", "SyncInterrupted"}
    check(second, ledger, growth=second.progress.counters.added)
    assert first.ended_at
    assert first.ended_at <= (second.ended_at or first.ended_at)


def test_cancel_is_seen_between_two_pages(running: Running, ledger: Ledger) -> None:
    def cancel(request: Request) -> None:
        if request.number == 2:
            syncs_table.request_cancel(ledger.system_id, ledger.syncs[0].sync_id)

    running.simulator.before_request = cancel
    sync = ledger.sync("full")
    assert (sync.state, sync.error) == ("cancelled", None)
    assert 0 < len(ledger.stored) < 200
    assert ledger.system.lease is None
    running.simulator.before_request = None
    assert ledger.sync("incremental").state == "succeeded"
    assert not ledger.differences()


def test_dead_execution_is_continued_by_the_next_sync(running: Running, ledger: Ledger) -> None:
    """Nobody ends it: it was stopped by hand, and its lease ran out."""
    stopped = _stopped_halfway(running, ledger)
    running.simulator.requests.clear()
    sync = ledger.sync("full")
    assert sync.resumed_from == stopped.sync_id
    assert syncs_table.get(ledger.system_id, stopped.sync_id).state == "failed"
    assert not ledger.differences()
    assert len(running.simulator.requests) <= 5


def _stopped_halfway(running: Running, ledger: Ledger) -> Sync:
    running.stack.functions.replace(END, lambda _event, _context: 1 / 0)
    running.simulator.faults.plan("wrong_secret", at=3)
    sync = ledger.sync("full")
    running.stack.functions.restore()
    assert sync.state == "running"
    assert 0 < len(ledger.stored) < 200
    ledger.let_lease_run_out()
    return sync


def test_lease_of_a_sync_is_not_released_by_another(running: Running, ledger: Ledger) -> None:
    sync = start(ledger.system_id, "full", utc_now())
    systems_table.drop_lease(ledger.system_id, "another")
    assert ledger.ended(sync).state == "succeeded"
