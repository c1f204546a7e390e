"""Each alarm of the template goes off for its cause, and is quiet before and after it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import EndpointConnectionError

from accounting.clients import event_bus
from accounting.domain.clock import utc_now
from accounting.tables import systems_table
from local.api_client import ApiClient, ApiError
from local.running import Running
from local.simulator import demo_installation
from tests.fakes.simulated_time import SimulatedTime, simulated
from tests.integration.on_the_wire import refused
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import TODAY, quiet
from tests.workflow.watched import ALARMS, Watched

# A whole hour, so that no period begins in between.
MORNING = datetime(2026, 11, 23, 6, tzinfo=UTC)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)


@pytest.fixture
def time() -> Iterator[SimulatedTime]:
    with simulated(MORNING) as found:
        yield found


@pytest.fixture
def connected(running: Running, time: SimulatedTime) -> Iterator[ConnectedSystem]:
    quiet(running.simulator, demo_installation(60, today=TODAY))
    found = ConnectedSystem(running)
    time.pass_by(timedelta(seconds=1))
    yield found
    running.simulator.faults.clear()


@pytest.fixture
def watched(running: Running, capsys: pytest.CaptureFixture[str]) -> Watched:
    return Watched(running, capsys)


def test_all_is_quiet_while_all_is_well(
    connected: ConnectedSystem, watched: Watched, time: SimulatedTime, api: ApiClient
) -> None:
    assert connected.sync("full").state == "succeeded"
    for _ in range(8):
        assert not watched.quarter(time.moment).error
        assert watched.alarms(time.moment) == set()
        time.pass_by(QUARTER)
    api.call("DELETE", f"/systems/{connected.system_id}")
    watched.quarter(time.moment)
    assert watched.alarms(time.moment) == set()


def test_nothing_is_wrong_without_systems(watched: Watched, time: SimulatedTime) -> None:
    watched.running.stack.reset()
    watched.quarter(time.moment)
    assert watched.alarms(time.moment) == set()


def test_failed_sync_until_one_succeeds(
    running: Running, connected: ConnectedSystem, watched: Watched, time: SimulatedTime
) -> None:
    running.simulator.faults.always("wrong_secret")
    for _ in range(2):
        assert connected.sync("incremental").state == "failed"
        time.pass_by(QUARTER)
        watched.quarter(time.moment)
        assert watched.alarms(time.moment) == {"SyncFailedAlarm"}
    running.simulator.faults.clear()
    assert connected.sync("incremental").state == "succeeded"
    time.pass_by(QUARTER)
    watched.quarter(time.moment)
    assert watched.alarms(time.moment) == set()


def test_system_that_was_not_synchronised_for_36_hours(
    connected: ConnectedSystem, watched: Watched, time: SimulatedTime
) -> None:
    assert connected.sync("full").state == "succeeded"
    connected.suspend_schedule()
    for hours, alarms in ((35, set()), (2, {"NotSynchronisedAlarm"})):
        time.pass_by(timedelta(hours=hours))
        watched.quarter(time.moment)
        assert watched.alarms(time.moment) == alarms
    assert connected.sync("incremental").state == "succeeded"
    time.pass_by(HOUR)
    watched.quarter(time.moment)
    assert watched.alarms(time.moment) == set()


def test_nobody_looks_what_is_due(watched: Watched, time: SimulatedTime) -> None:
    watched.running.stack.reset()
    watched.quarter(time.moment)
    time.pass_by(2 * HOUR)
    assert watched.alarms(time.moment) == {"NotSynchronisedAlarm"}


def test_events_that_cannot_be_published(
    connected: ConnectedSystem, watched: Watched, time: SimulatedTime, api: ApiClient
) -> None:
    unreachable = EndpointConnectionError(endpoint_url="https://events.eu-central-1.amazonaws.com")
    assert connected.sync("full").state == "succeeded"
    with refused(event_bus._client(), "PutEvents", unreachable):
        api.call("PATCH", f"/systems/{connected.system_id}", {"name": "Renamed"})
    for alarms in (set(), {"DailySyncFailedAlarm"}):
        with refused(event_bus._client(), "PutEvents", unreachable):
            assert watched.quarter(time.moment).error
        assert watched.alarms(time.moment) == alarms
        time.pass_by(QUARTER)
    assert not watched.quarter(time.moment).error
    assert watched.alarms(time.moment) == set()


def test_due_syncs_that_cannot_be_started(
    connected: ConnectedSystem, watched: Watched, time: SimulatedTime, running: Running
) -> None:
    assert connected.sync("full").state == "succeeded"
    time.pass_by(timedelta(days=1))
    for alarms in (set(), {"DailySyncFailedAlarm"}):
        running.stack.functions.kill_next("DailySyncFunction", at="StartExecution")
        assert watched.quarter(time.moment).error
        assert watched.alarms(time.moment) - {"NotSynchronisedAlarm"} == alarms
        time.pass_by(QUARTER)
    assert not watched.quarter(time.moment).error
    assert "DailySyncFailedAlarm" not in watched.alarms(time.moment)


@pytest.mark.parametrize(
    ("function", "alarm"),
    [("SyncEndFunction", "SyncEndErrorsAlarm"), ("NotifyFunction", "NotifyErrorsAlarm")],
)
def test_function_that_has_to_work_fails(
    watched: Watched, time: SimulatedTime, running: Running, function: str, alarm: str
) -> None:
    watched.running.stack.reset()
    watched.quarter(time.moment)
    running.stack.functions.kill_next(function)
    watched.saw(function, running.stack.functions.invoke(function, b"{}"), time.moment)
    assert watched.alarms(time.moment) == {alarm}
    time.pass_by(QUARTER)
    watched.quarter(time.moment)
    assert watched.alarms(time.moment) == set()


def test_api_that_cannot_answer(
    watched: Watched, time: SimulatedTime, running: Running, api: ApiClient
) -> None:
    watched.quarter(time.moment)
    running.stack.functions.kill_next("SystemsApiFunction")
    with pytest.raises(ApiError) as refused:
        api.get("/systems")
    if ": 500 " in str(refused.value):
        watched.cloudwatch.aws("AWS/ApiGateway", "5xx", time.moment.timestamp(), ApiId="HttpApi")
    assert "ApiErrorsAlarm" in watched.alarms(time.moment)


def test_deletion_that_stops(
    connected: ConnectedSystem, watched: Watched, time: SimulatedTime, running: Running
) -> None:
    def dies(_event: object, _context: object) -> None:
        raise RuntimeError("away")

    running.stack.functions.replace("SystemDeleteFunction", dies)
    systems_table.mark_deleting(connected.system_id, utc_now(), None, "ada")
    order = {"system_id": connected.system_id}
    assert running.stack.run("DeleteStateMachine", order)["status"] == "FAILED"
    running.stack.functions.restore()
    for passed, alarms in ((HOUR, set()), (QUARTER, {"DeleteFailedAlarm"})):
        time.pass_by(passed)
        watched.quarter(time.moment)
        assert watched.alarms(time.moment) == alarms
    assert running.stack.run("DeleteStateMachine", order)["status"] == "SUCCEEDED"
    time.pass_by(QUARTER)
    watched.quarter(time.moment)
    assert watched.alarms(time.moment) == set()


def put_throttles(watched: Watched, now: datetime) -> None:
    watched.cloudwatch.aws("AWS/Lambda", "Throttles", now.timestamp())


def put_messages(watched: Watched, now: datetime) -> None:
    metric = "ApproximateNumberOfMessagesVisible"
    watched.cloudwatch.aws("AWS/SQS", metric, now.timestamp(), QueueName="FailedEvents")


@pytest.mark.parametrize(
    ("cause", "times", "alarm"),
    [
        (put_throttles, 1, None),
        (put_throttles, 2, "ThrottledAlarm"),
        (put_messages, 1, "FailedEventsAlarm"),
    ],
    ids=["one throttle", "throttles that go on", "message"],
)
def test_what_only_aws_can_tell(
    watched: Watched,
    time: SimulatedTime,
    cause: Callable[[Watched, datetime], None],
    times: int,
    alarm: str | None,
) -> None:
    """The embedded stack throttles nobody and has no queue for what failed."""
    watched.running.stack.reset()
    watched.quarter(time.moment)
    for number in range(times):
        cause(watched, time.moment - number * timedelta(minutes=5))
    assert watched.alarms(time.moment) == ({alarm} if alarm else set())
    assert watched.alarms(time.moment + timedelta(minutes=30)) == set()


def test_every_alarm_is_here() -> None:
    from pathlib import Path  # noqa: PLC0415

    text = Path(__file__).read_text()
    assert {name for name in ALARMS if f'"{name}"' not in text} == set()
