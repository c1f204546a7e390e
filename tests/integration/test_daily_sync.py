"""Every quarter of an hour: which syncs are started, and which again when a start is repeated."""

import json
import threading
from collections import Counter
from collections.abc import Callable
from contextvars import Context
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError

from accounting.clients import state_machines
from accounting.domain.clock import utc_now
from accounting.domain.credentials import CredentialsChange
from accounting.domain.syncs import daily_sync_id
from accounting.services.connect import change
from accounting.services.daily import start_due
from accounting.services.start import start
from accounting.tables import dynamodb, syncs_table, systems_table
from local.aws.functions import Invocation
from local.running import Running
from tests.fakes.fake_clock import FakeClock
from tests.integration.http import Http, simulated
from tests.integration.on_the_wire import before_sending, overtaken, refused, wait_for

DUE = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
DAILY = "DailySyncFunction"
KEPT = CredentialsChange(None, None)


class Schedule:
    """Fires the rule; what it starts is followed to its end."""

    def __init__(self, running: Running, http: Http) -> None:
        self.running, self._http = running, http
        machine = running.stack.resources["SyncStateMachine"]
        self._executions = partial(
            state_machines._client().list_executions, stateMachineArn=machine
        )

    def connect(self, *, due: datetime | None = DUE, **fields: Any) -> str:
        """A system with automatic sync that is due; None: as it is connected."""
        body = simulated(self.running, **({"auto_sync": True} | fields))
        system_id = str(self._http.post("/systems", body).json()["id"])
        if due:
            systems_table.want_sync(system_id, due)
        return system_id

    def fire(self) -> Invocation:
        return self.running.stack.fire_schedule(DAILY)

    def fire_again(self, *system_ids: str) -> Invocation:
        """As if the function had died before it noted that these were started."""
        for system_id in system_ids:
            systems_table.want_sync(system_id, DUE)
        return self.fire()

    def started(self) -> list[str]:
        """Ids of the syncs that a fire says it has started; all went well."""
        return started(self.fire())

    def executions(self) -> list[str]:
        """Their names, when all have ended."""
        wait = self.running.stack.wait_until
        wait(lambda: not self._executions(statusFilter="RUNNING")["executions"])
        return sorted(each["name"] for each in self._executions()["executions"])

    def state(self, system_id: str) -> str:
        return syncs_table.get(system_id, daily(system_id)).state


def started(invocation: Invocation) -> list[str]:
    assert not invocation.error, invocation.payload
    ids: list[str] = json.loads(invocation.payload)["started"]
    return ids


@pytest.fixture
def schedule(running: Running, http: Http) -> Schedule:
    return Schedule(running, http)


def daily(system_id: str) -> str:
    return daily_sync_id(DUE, system_id)


def next_sync(system_id: str) -> datetime | None:
    return systems_table.get(system_id).next_sync_at


def tomorrow() -> datetime:
    """The next six o'clock UTC."""
    now = utc_now()
    six = now.replace(hour=6, minute=0, second=0, microsecond=0)
    return six if six > now else six + timedelta(days=1)


def mark_deleting(system_id: str) -> None:
    systems_table.mark_deleting(system_id, utc_now(), None, "ada")


def stored_syncs(system_id: str) -> list[str]:
    return [each.sync_id for each in syncs_table.newest(system_id, None, 100)]


def test_only_what_is_due_is_started(schedule: Schedule) -> None:
    due, deleted = schedule.connect(), schedule.connect()
    later, by_hand = schedule.connect(due=None), schedule.connect(due=None, auto_sync=False)
    mark_deleting(deleted)
    assert schedule.started() == [daily(due)]
    assert schedule.executions() == [daily(due)]
    assert schedule.state(due) == "succeeded"
    assert not [sync for other in (later, by_hand, deleted) for sync in stored_syncs(other)]
    assert (next_sync(due), next_sync(later)) == (tomorrow(), tomorrow())


def test_sync_is_due_at_its_moment_and_not_before(schedule: Schedule) -> None:
    clock = FakeClock()
    system_id = schedule.connect(due=clock.now() + timedelta(milliseconds=1))
    assert start_due(systems_table.list_all(), clock, 60).syncs == []
    clock.sleep(0.001)
    assert start_due(systems_table.list_all(), clock, 60).syncs == [
        f"20261122T120000-daily-{system_id}"
    ]
    schedule.executions()


def test_quarter_of_an_hour_in_which_none_is_due_costs_two_requests(schedule: Schedule) -> None:
    schedule.connect(due=None)
    calls = Counter[str]()

    def count(request: Any, **_: object) -> None:
        calls[request.headers["X-Amz-Target"].decode().partition(".")[2]] += 1

    with before_sending(dynamodb.client(), "*", count):
        assert schedule.started() == []
    assert calls == {"Scan": 1, "Query": 1}


@pytest.mark.parametrize(("spread", "pause"), [(60, 5), (6, 2), (0, 0)])
def test_starts_are_spread(schedule: Schedule, spread: int, pause: int) -> None:
    """At most five seconds apart, and within the spread."""
    clock = FakeClock()
    for name in "abc":
        schedule.connect(name=name, due=clock.now())
    assert len(start_due(systems_table.list_all(), clock, spread).syncs) == 3
    assert clock.slept == [pause, pause]
    schedule.executions()


def test_repeated_event_that_starts_none_waits_for_nothing(schedule: Schedule) -> None:
    ids = [schedule.connect(name=name) for name in "ab"]
    schedule.started()
    schedule.executions()
    for system_id in ids:
        systems_table.want_sync(system_id, DUE)
    clock = FakeClock(utc_now())
    assert start_due(systems_table.list_all(), clock, 60).syncs == []
    assert clock.slept == []


def test_sync_that_is_wanted_is_started_where_there_is_no_automatic_one(
    schedule: Schedule,
) -> None:
    system_id = schedule.connect(auto_sync=False)
    assert schedule.started() == [daily(system_id)]
    schedule.executions()
    assert next_sync(system_id) is None
    assert schedule.started() == []


def test_missed_week_is_caught_up_by_one_sync(schedule: Schedule) -> None:
    """The rule was off."""
    missed = utc_now().replace(microsecond=0) - timedelta(days=7)
    system_id = schedule.connect(due=missed)
    assert schedule.started() == [daily_sync_id(missed, system_id)]
    schedule.executions()
    assert next_sync(system_id) == tomorrow()
    assert schedule.started() == []


def test_system_stored_before_there_was_a_schedule_is_started(schedule: Schedule) -> None:
    """An upgrade misses no day: it was connected, or synchronised, the day before yesterday."""
    system_id = schedule.connect(due=None)
    system = systems_table.get(system_id)
    systems_table.remove(system_id)
    connected = utc_now() - timedelta(days=2)
    systems_table.create(replace(system, next_sync_at=None, created_at=connected))
    due = systems_table.get(system_id).due_at
    assert due
    assert schedule.started() == [daily_sync_id(due, system_id)]
    schedule.executions()
    assert next_sync(system_id) == tomorrow()


@pytest.mark.parametrize(
    ("first_day", "starts"),
    [
        # 06:00 and 18:00 in Berlin, where 29 March has 23 hours and 25 October has 25.
        ("2026-03-28", ["28T05:00", "28T17:00", "29T04:00", "29T16:00", "30T04:00", "30T16:00"]),
        (
            "2026-10-24",
            ["24T04:00", "24T16:00", "25T04:00", "25T05:00", "25T17:00", "26T05:00", "26T17:00"],
        ),
    ],
)
def test_three_days_over_a_change_of_the_clocks(
    schedule: Schedule, first_day: str, starts: list[str]
) -> None:
    clock = FakeClock(datetime.fromisoformat(first_day).replace(tzinfo=UTC))
    system_id = schedule.connect(due=None)
    twice_a_day = partial(replace, time_zone="Europe/Berlin", every=720)
    change(system_id, twice_a_day, KEPT, None, clock.now(), "ada")
    seen = []
    while clock.seconds < timedelta(days=3).total_seconds():
        if start_due(systems_table.list_all(), clock, 0).syncs:
            seen.append(f"{clock.now():%dT%H:%M}")
            schedule.executions()
        clock.seconds += 15 * 60
    assert seen == starts


def test_sync_that_runs_since_its_moment_or_later_counts_as_started(schedule: Schedule) -> None:
    system_id, go_on = schedule.connect(), threading.Event()
    schedule.running.simulator.before_request = lambda _: wait_for(go_on)
    running = start(system_id, "incremental", utc_now(), started_by="ada")
    assert schedule.started() == []
    assert next_sync(system_id) == tomorrow()
    go_on.set()
    assert schedule.executions() == [running.sync_id]


def test_sync_that_began_before_the_moment_is_waited_for(schedule: Schedule) -> None:
    """It may have read already what has changed since: another one is started when it has ended."""
    system_id, go_on = schedule.connect(due=None), threading.Event()
    schedule.running.simulator.before_request = lambda _: wait_for(go_on)
    running = start(system_id, "full", utc_now(), started_by="ada")
    wanted = running.started_at + timedelta(milliseconds=1)
    systems_table.want_sync(system_id, wanted)
    assert schedule.started() == []
    assert next_sync(system_id) == wanted
    go_on.set()
    schedule.executions()
    assert schedule.started() == [daily_sync_id(wanted, system_id)]
    schedule.executions()
    assert next_sync(system_id) == tomorrow()


def at_the_same_time(invoke: Callable[[], Invocation], said: list[str]) -> None:
    """As the other invocation, which has rights of its own."""
    said += started(Context().run(invoke))


@pytest.mark.parametrize("operation", ["GetItem", "PutItem"])
def test_two_events_at_once_start_one(schedule: Schedule, operation: str) -> None:
    """The second is over before the first has looked whether there is a sync, or has noted it."""
    system_id, said = schedule.connect(), list[str]()
    second = partial(at_the_same_time, schedule.fire, said)
    with overtaken(dynamodb.client(), operation, second):
        started(schedule.fire())
    assert said == [daily(system_id)]
    assert schedule.executions() == [daily(system_id)]
    assert next_sync(system_id) == tomorrow()


def test_change_while_a_sync_is_started_decides_when_the_next_one_is(schedule: Schedule) -> None:
    """Which is not started twice for it."""
    system_id, later = schedule.connect(), utc_now() + timedelta(hours=2)

    def reschedule() -> None:
        moved = partial(replace, sync_at=f"{later:%H:%M}")
        change(system_id, moved, KEPT, None, utc_now(), "ada")

    with overtaken(state_machines._client(), "StartExecution", partial(Context().run, reschedule)):
        assert schedule.started() == [daily(system_id)]
    schedule.executions()
    assert schedule.started() == []  # Due for the change, and found started before.
    assert next_sync(system_id) == later.replace(second=0, microsecond=0)


def test_sync_that_is_wanted_while_one_is_started_is_the_next(schedule: Schedule) -> None:
    system_id, wanted = schedule.connect(), utc_now()
    want = partial(systems_table.want_sync, system_id, wanted)
    with overtaken(state_machines._client(), "StartExecution", partial(Context().run, want)):
        schedule.started()
    assert next_sync(system_id) == wanted
    schedule.executions()


def test_repeated_event_while_the_sync_runs_starts_none(schedule: Schedule) -> None:
    system_id, again = schedule.connect(), list[Invocation]()

    def fire_again(_request: object) -> None:
        schedule.running.simulator.before_request = None
        again.append(schedule.fire_again(system_id))

    schedule.running.simulator.before_request = fire_again
    assert schedule.started() == [daily(system_id)]
    assert schedule.executions() == [daily(system_id)]
    assert started(again[0]) == []
    assert schedule.state(system_id) == "succeeded"


@pytest.mark.parametrize(("password", "state"), [("demo-secret", "succeeded"), ("x", "failed")])
def test_repeated_event_after_the_sync_has_ended_starts_none(
    schedule: Schedule, password: str, state: str
) -> None:
    system_id = schedule.connect(password=password)
    schedule.started()
    schedule.executions()
    assert started(schedule.fire_again(system_id)) == []
    assert schedule.executions() == [daily(system_id)]
    assert schedule.state(system_id) == state
    assert systems_table.get(system_id).lease is None
    assert next_sync(system_id) == tomorrow()


def test_repeated_event_before_the_execution_has_begun_is_one_start(schedule: Schedule) -> None:
    system_id, go_on = schedule.connect(), threading.Event()

    def slow(name: str, _event: object) -> None:
        if name == "SyncBeginFunction":
            wait_for(go_on)

    schedule.running.stack.functions.before_invoke = slow
    schedule.started()
    started(schedule.fire_again(system_id))
    go_on.set()
    assert schedule.executions() == [daily(system_id)]
    assert schedule.state(system_id) == "succeeded"


def test_sync_by_hand_on_the_same_day_does_not_stand_in_the_way(schedule: Schedule) -> None:
    system_id = schedule.connect()
    before = start(system_id, "full", utc_now(), started_by="ada")
    schedule.executions()
    assert schedule.started() == [daily(system_id)]
    schedule.executions()
    after = start(system_id, "incremental", utc_now(), started_by="ada")
    assert set(schedule.executions()) == {before.sync_id, daily(system_id), after.sync_id}


def test_function_may_be_called_by_hand(schedule: Schedule) -> None:
    system_id = schedule.connect()
    invocation = schedule.running.stack.functions.invoke(DAILY, b"{}")
    assert started(invocation) == [daily(system_id)]
    schedule.executions()


def test_system_that_runs_already_is_no_failure(schedule: Schedule) -> None:
    busy, other = schedule.connect(name="a"), schedule.connect(name="b")
    systems_table.take_lease(busy, "somebody", utc_now())
    assert schedule.started() == [daily(other)]
    assert next_sync(busy) == DUE
    schedule.executions()


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
def test_what_could_not_be_started_stays_due(
    schedule: Schedule, error: str | BotoCoreError
) -> None:
    first, second = schedule.connect(name="a"), schedule.connect(name="b")
    with refused(state_machines._client(), "StartExecution", error):
        invocation = schedule.fire()
    assert invocation.error
    assert json.loads(invocation.payload)["errorMessage"] == f"Not started: {first}"
    assert systems_table.get(first).lease is None
    assert schedule.executions() == [daily(second)]
    assert (next_sync(first), next_sync(second)) == (DUE, tomorrow())
    assert schedule.started() == [daily(first)]
    assert schedule.executions() == sorted([daily(first), daily(second)])
    assert (schedule.state(first), schedule.state(second)) == ("succeeded", "succeeded")
    assert next_sync(first) == tomorrow()


@pytest.mark.parametrize(
    ("operation", "nth", "after"),
    [
        ("UpdateItem", 1, True),
        ("PutItem", 1, False),
        ("PutItem", 1, True),
        ("StartExecution", 1, True),
        ("UpdateItem", 2, True),
    ],
)
def test_start_that_dies_half_way_is_completed_by_the_repeated_event(
    schedule: Schedule, operation: str, nth: int, after: bool
) -> None:
    """The lease is taken, perhaps the record is there, perhaps the execution runs, perhaps it is
    noted when the next one is due."""
    system_id = schedule.connect()
    schedule.running.stack.functions.kill_next(DAILY, at=operation, nth=nth, after=after)
    assert schedule.fire().error
    assert schedule.fire().error is None
    assert schedule.executions() == [daily(system_id)]
    assert schedule.state(system_id) == "succeeded"
    assert systems_table.get(system_id).lease is None
    assert next_sync(system_id) == tomorrow()


def test_sync_that_ends_just_before_it_is_started_again_keeps_no_lease(
    schedule: Schedule,
) -> None:
    system_id = schedule.connect()
    schedule.started()
    schedule.executions()
    again = start(system_id, "full", utc_now(), started_by="ada", sync_id=daily(system_id))
    assert again.state == "succeeded"
    assert systems_table.get(system_id).lease is None
    assert schedule.executions() == [daily(system_id)]


def test_execution_that_was_stopped_before_it_began_is_no_failure(schedule: Schedule) -> None:
    system_id = schedule.connect()
    for function in ("SyncBeginFunction", "SyncEndFunction"):
        schedule.running.stack.functions.replace(function, lambda _event, _context: 1 / 0)
    schedule.started()
    schedule.executions()
    started(schedule.fire_again(system_id))
    assert schedule.executions() == [daily(system_id)]


def test_repeated_start_that_fails_leaves_the_lease_to_the_first(schedule: Schedule) -> None:
    """The first may have begun this moment, with the lease."""
    system_id, go_on = schedule.connect(), threading.Event()
    schedule.running.stack.functions.before_invoke = lambda _name, _event: wait_for(go_on)
    first = start(system_id, "full", utc_now(), started_by="ada", sync_id=daily(system_id))
    client = state_machines._client()
    with refused(client, "StartExecution", "ThrottlingException"), pytest.raises(ClientError):
        start(system_id, "full", utc_now(), started_by="ada", sync_id=daily(system_id))
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
        start(system_id, "full", utc_now(), started_by="ada", sync_id=daily(system_id))
    completed = start(
        system_id, "incremental", utc_now(), started_by="ada", sync_id=daily(system_id)
    )
    schedule.executions()
    assert completed.mode == syncs_table.get(system_id, daily(system_id)).mode == "full"
