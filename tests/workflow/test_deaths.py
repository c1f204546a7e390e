"""A Lambda that dies, is overtaken, started twice or cancelled: the numbers stay right."""

import threading
from contextvars import Context, ContextVar

import pytest

from accounting.domain.clock import utc_now
from accounting.domain.syncs import LastSync, Sync
from accounting.domain.systems import LEASE
from accounting.services.start import start
from accounting.tables import dynamodb, syncs_table, systems_table
from local.running import Running
from local.simulator import Request, demo_installation
from tests.integration.on_the_wire import before_sending, wait_for
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import TODAY, business

pytestmark = pytest.mark.usefixtures("no_pauses", "commits_every_page")

STEP, END, BEGIN = "SyncStepFunction", "SyncEndFunction", "SyncBeginFunction"


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
        ("UpdateItem", 1, False),  # Before the lease is renewed.
        ("UpdateItem", 1, True),
        ("GetSecretValue", 1, False),
        ("Query", 1, False),
        ("TransactWriteItems", 1, False),
        ("TransactWriteItems", 1, True),
        ("TransactWriteItems", 2, False),
        ("TransactWriteItems", 2, True),
        ("TransactWriteItems", 5, False),  # The last, which holds the proof.
        ("TransactWriteItems", 5, True),
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
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_sync_that_dies_while_it_writes_changes_counts_right(
    running: Running, connected: ConnectedSystem, nth: int, after: bool
) -> None:
    connected.sync("full")
    business(running.simulator.installation)
    running.stack.functions.kill_next(STEP, at="TransactWriteItems", nth=nth, after=after)
    check(connected.sync("incremental"), connected, growth=3)
    assert len(running.stack.waits) == 1


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


@pytest.mark.parametrize(
    ("successor_has", "code"), [("ended", "SyncInterrupted"), ("not begun", "LeaseLost")]
)
def test_run_that_was_overtaken_writes_nothing_more(
    running: Running, connected: ConnectedSystem, successor_has: str, code: str
) -> None:
    """Another sync takes the lease, which has run out, just before the run commits its second page.
    That commit is refused, and there is no other.
    Its record is closed by whoever comes first: its successor, or the run itself."""
    takeover = Takeover(running, connected, successor_has == "ended")
    with before_sending(dynamodb.client(), "TransactWriteItems", takeover.before_a_commit):
        first = connected.sync("full")
        takeover.first_has_ended.set()
        second = connected.ended(takeover.second[0])
    assert first.error
    assert (first.state, first.error.code) == ("failed", code)
    assert takeover.late_commits == 0
    check(second, connected, growth=200 - takeover.stored)
    assert 0 < takeover.stored < 200
    assert connected.system.last_sync == LastSync.of(second)


class Takeover:
    """`stored`: how many invoices the first run had written when it lost its lease."""

    def __init__(self, running: Running, connected: ConnectedSystem, completely: bool) -> None:
        self._connected, self._completely = connected, completely
        running.stack.functions.before_invoke = self._hold_the_second
        self._overtaken = ContextVar("overtaken", default=False)  # Of the run at its own write.
        self._begun = 0
        self.first_has_ended = threading.Event()
        self.second: list[Sync] = []
        self.stored = self.late_commits = 0

    def before_a_commit(self, **_: object) -> None:
        """In the run's own thread, which waits meanwhile."""
        self.late_commits += self._overtaken.get()
        if not self.stored:
            Context().run(self._take_over)  # As somebody else, not as the function at work.
            self._overtaken.set(bool(self.stored))

    def _take_over(self) -> None:
        connected = self._connected
        self.stored = len(connected.stored)
        if self.stored:
            connected.let_lease_run_out()
            self.second.append(
                start(connected.system_id, "incremental", utc_now(), started_by="ada")
            )
            if self._completely:
                connected.ended(self.second[0])

    def _hold_the_second(self, name: str, _event: object) -> None:
        if name != BEGIN:
            return
        self._begun += 1
        if self._begun == 2 and not self._completely:
            wait_for(self.first_has_ended)


def test_cancel_is_seen_between_two_pages(running: Running, connected: ConnectedSystem) -> None:
    def cancel(request: Request) -> None:
        if request.number == 2:
            syncs_table.request_cancel(connected.system_id, connected.syncs[0].sync_id, "ada")

    running.simulator.before_request = cancel
    sync = connected.sync("full")
    assert (sync.state, sync.error) == ("cancelled", None)
    assert 0 < len(connected.stored) < 200
    assert connected.system.lease is None
    running.simulator.before_request = None
    assert connected.sync("incremental").state == "succeeded"
    assert not connected.differences()


def test_dead_execution_is_continued_when_asked_to(
    running: Running, connected: ConnectedSystem
) -> None:
    """Nobody ends it: it was stopped by hand, and its lease ran out."""
    stopped = _stopped_halfway(running, connected)
    running.simulator.requests.clear()
    sync = connected.sync("full", go_on=True)
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
