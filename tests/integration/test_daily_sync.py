"""The daily schedule: whom it starts, and what a repeated event starts again."""

import json
import threading
from collections.abc import Callable
from contextvars import Context
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError

from accounting.clients import state_machines
from accounting.domain.clock import utc_now
from accounting.services.daily import start_all
from accounting.services.start import start
from accounting.tables import dynamodb, syncs_table, systems_table
from local.aws.functions import Invocation
from local.running import Running
from tests.fakes.fake_clock import FakeClock
from tests.integration.http import Http, simulated
from tests.integration.on_the_wire import overtaken, refused, wait_for

DUE = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
DAILY = "DailySyncFunction"


class Schedule:
    """Fires always for the same moment, as EventBridge and Lambda repeat an event."""

    def __init__(self, running: Running, http: Http) -> None:
        self.running, self._http = running, http
        machine = running.stack.resources["SyncStateMachine"]
        self._executions = partial(
            state_machines._client().list_executions, stateMachineArn=machine
        )

    def connect(self, **fields: Any) -> str:
        body = simulated(self.running, **({"auto_sync": True} | fields))
        return str(self._http.post("/systems", body).json()["id"])

    def fire(self, due: datetime = DUE) -> Invocation:
        return self.running.stack.fire_schedule(DAILY, due)

    def started(self, due: datetime = DUE) -> list[str]:
        """Ids of the syncs that a fire says it has started; all went well."""
        invocation = self.fire(due)
        assert not invocation.error, invocation.payload
        ids: list[str] = json.loads(invocation.payload)["started"]
        return ids

    def executions(self) -> list[str]:
        """Their names, when all have ended."""
        wait = self.running.stack.wait_until
        wait(lambda: not self._executions(statusFilter="RUNNING")["executions"])
        return sorted(each["name"] for each in self._executions()["executions"])

    def state(self, system_id: str) -> str:
        return syncs_table.get(system_id, daily(system_id)).state


@pytest.fixture
def schedule(running: Running, http: Http) -> Schedule:
    return Schedule(running, http)


def daily(system_id: str) -> str:
    return f"{DUE:%Y%m%dT%H%M%S}-daily-{system_id}"


def mark_deleting(system_id: str) -> None:
    systems_table.mark_deleting(system_id, utc_now(), None)


def stored_syncs(system_id: str) -> list[str]:
    return [each.sync_id for each in syncs_table.newest(system_id, None, 100)]


def test_only_systems_with_automatic_sync_are_started(schedule: Schedule) -> None:
    wanted, by_hand, deleted = (schedule.connect(auto_sync=auto) for auto in (True, False, True))
    mark_deleting(deleted)
    assert schedule.started() == [daily(wanted)]
    assert schedule.executions() == [daily(wanted)]
    assert schedule.state(wanted) == "succeeded"
    assert not [*stored_syncs(by_hand), *stored_syncs(deleted)]


@pytest.mark.parametrize(("spread", "pause"), [(60, 5), (6, 2), (0, 0)])
def test_starts_are_spread(schedule: Schedule, spread: int, pause: int) -> None:
    """At most five seconds apart, and within the spread."""
    for name in "abc":
        schedule.connect(name=name)
    clock = FakeClock()
    assert len(start_all(DUE, clock, spread).syncs) == 3
    assert clock.slept == [pause, pause]
    schedule.executions()


def test_repeated_event_that_starts_none_waits_for_nothing(schedule: Schedule) -> None:
    for name in "ab":
        schedule.connect(name=name)
    schedule.started()
    schedule.executions()
    clock = FakeClock()
    assert start_all(DUE, clock, 60).syncs == []
    assert clock.slept == []


def test_repeated_event_while_the_sync_runs_starts_none(schedule: Schedule) -> None:
    system_id, again = schedule.connect(), list[Invocation]()

    def fire_again(_request: object) -> None:
        schedule.running.simulator.before_request = None
        again.append(schedule.fire())

    schedule.running.simulator.before_request = fire_again
    assert schedule.started() == [daily(system_id)]
    assert schedule.executions() == [daily(system_id)]
    assert json.loads(again[0].payload) == {"started": []}
    assert schedule.state(system_id) == "succeeded"


@pytest.mark.parametrize(("password", "state"), [("demo-secret", "succeeded"), ("x", "failed")])
def test_repeated_event_after_the_sync_has_ended_starts_none(
    schedule: Schedule, password: str, state: str
) -> None:
    system_id = schedule.connect(password=password)
    schedule.started()
    schedule.executions()
    assert schedule.started() == []
    assert schedule.executions() == [daily(system_id)]
    assert schedule.state(system_id) == state
    assert systems_table.get(system_id).lease is None


def test_repeated_event_before_the_execution_has_begun_is_one_start(schedule: Schedule) -> None:
    system_id, go_on = schedule.connect(), threading.Event()

    def slow(name: str, _event: object) -> None:
        if name == "SyncBeginFunction":
            wait_for(go_on)

    schedule.running.stack.functions.before_invoke = slow
    schedule.started()
    schedule.started()
    go_on.set()
    assert schedule.executions() == [daily(system_id)]
    assert schedule.state(system_id) == "succeeded"


def test_event_at_another_time_of_the_day_starts_another(schedule: Schedule) -> None:
    system_id = schedule.connect()
    for due in (DUE, DUE + timedelta(hours=1)):
        assert len(schedule.started(due)) == 1
        schedule.executions()
    ids = stored_syncs(system_id)
    assert ids == sorted(ids, reverse=True)


def test_sync_by_hand_on_the_same_day_does_not_stand_in_the_way(schedule: Schedule) -> None:
    system_id = schedule.connect()
    before = start(system_id, "full", utc_now())
    schedule.executions()
    assert schedule.started() == [daily(system_id)]
    schedule.executions()
    after = start(system_id, "incremental", utc_now())
    assert set(schedule.executions()) == {before.sync_id, daily(system_id), after.sync_id}


def test_system_that_runs_already_is_no_failure(schedule: Schedule) -> None:
    busy, other = schedule.connect(name="a"), schedule.connect(name="b")
    systems_table.take_lease(busy, "somebody", utc_now())
    assert schedule.started() == [daily(other)]


def removed(system_id: str) -> None:
    systems_table.remove(system_id)


@pytest.mark.parametrize("deleted", [mark_deleting, removed])
def test_system_deleted_meanwhile_holds_up_no_other(
    schedule: Schedule, deleted: Callable[[str], None]
) -> None:
    """Between the list of systems and the start of this one, which is the first by name."""
    first, second = schedule.connect(name="a"), schedule.connect(name="b")
    delete = partial(Context().run, deleted, first)  # Not as the function, which may not delete.
    with overtaken(dynamodb.client(), "GetItem", delete):
        assert schedule.started() == [daily(second)]


@pytest.mark.parametrize(
    "error",
    [
        "ThrottlingException",
        "AccessDeniedException",
        EndpointConnectionError(endpoint_url="https://states"),
    ],
)
def test_repeated_event_starts_only_what_was_not_started(
    schedule: Schedule, error: str | BotoCoreError
) -> None:
    first, second = schedule.connect(name="a"), schedule.connect(name="b")
    with refused(state_machines._client(), "StartExecution", error):
        invocation = schedule.fire()
    assert invocation.error
    assert json.loads(invocation.payload)["errorMessage"] == f"Not started: {first}"
    assert systems_table.get(first).lease is None
    assert schedule.executions() == [daily(second)]
    assert schedule.started() == [daily(first)]
    assert schedule.executions() == sorted([daily(first), daily(second)])
    assert (schedule.state(first), schedule.state(second)) == ("succeeded", "succeeded")


@pytest.mark.parametrize(
    ("operation", "after"),
    [("UpdateItem", True), ("PutItem", False), ("PutItem", True), ("StartExecution", True)],
)
def test_start_that_dies_half_way_is_completed_by_the_repeated_event(
    schedule: Schedule, operation: str, after: bool
) -> None:
    """The lease is taken, perhaps the record is there, perhaps the execution runs."""
    system_id = schedule.connect()
    schedule.running.stack.functions.kill_next(DAILY, at=operation, after=after)
    assert schedule.fire().error
    assert schedule.fire().error is None
    assert schedule.executions() == [daily(system_id)]
    assert schedule.state(system_id) == "succeeded"
    assert systems_table.get(system_id).lease is None


def test_sync_that_ends_just_before_it_is_started_again_keeps_no_lease(
    schedule: Schedule,
) -> None:
    system_id = schedule.connect()
    schedule.started()
    schedule.executions()
    again = start(system_id, "full", utc_now(), sync_id=daily(system_id))
    assert again.state == "succeeded"
    assert systems_table.get(system_id).lease is None
    assert schedule.executions() == [daily(system_id)]


def test_execution_that_was_stopped_before_it_began_is_no_failure(schedule: Schedule) -> None:
    system_id = schedule.connect()
    for function in ("SyncBeginFunction", "SyncEndFunction"):
        schedule.running.stack.functions.replace(function, lambda _event, _context: 1 / 0)
    schedule.started()
    schedule.executions()
    schedule.started()
    assert schedule.executions() == [daily(system_id)]


def test_repeated_start_that_fails_leaves_the_lease_to_the_first(schedule: Schedule) -> None:
    """The first may have begun this moment, with the lease."""
    system_id, go_on = schedule.connect(), threading.Event()
    schedule.running.stack.functions.before_invoke = lambda _name, _event: wait_for(go_on)
    first = start(system_id, "full", utc_now(), sync_id=daily(system_id))
    client = state_machines._client()
    with refused(client, "StartExecution", "ThrottlingException"), pytest.raises(ClientError):
        start(system_id, "full", utc_now(), sync_id=daily(system_id))
    lease = systems_table.get(system_id).lease
    assert lease
    assert lease.sync_id == first.sync_id
    go_on.set()
    assert schedule.executions() == [first.sync_id]
    assert schedule.state(system_id) == "succeeded"


def test_completed_start_has_the_mode_of_its_record(schedule: Schedule) -> None:
    """What the schedule would choose by now may be another: a Full sync ended in between."""
    system_id = schedule.connect()
    client = state_machines._client()
    with refused(client, "StartExecution", "ThrottlingException"), pytest.raises(ClientError):
        start(system_id, "full", utc_now(), sync_id=daily(system_id))
    completed = start(system_id, "incremental", utc_now(), sync_id=daily(system_id))
    schedule.executions()
    assert completed.mode == syncs_table.get(system_id, daily(system_id)).mode == "full"
