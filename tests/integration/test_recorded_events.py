"""What happens is recorded and published, once, and never in the way of what happens."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from accounting.clients import event_bus
from accounting.domain.clock import utc_now
from accounting.domain.errors import SyncInterrupted
from accounting.domain.event_types import FieldChange, SystemChanged
from accounting.domain.events import KEPT, Event
from accounting.domain.syncs import Failure, Progress, queued
from accounting.domain.systems import LEASE, LastFull
from accounting.services import figures
from accounting.services.begin import begin
from accounting.services.end import end
from accounting.services.execution_input import ExecutionInput
from accounting.services.start import start
from accounting.tables import dynamodb, events_table, syncs_table, systems_table
from local.api_client import ApiClient
from local.connection import sync
from local.running import Running
from tests.deployed import running_sync
from tests.fakes.subscriber import Subscriber, subscribed
from tests.fakes.systems import a_system
from tests.integration.http import NEW_SYSTEM, Http, simulated
from tests.integration.on_the_wire import refused

ADA, PERSON = "ada@example.com", "admin@example.com"
ID, URL = a_system().system_id, a_system().settings.url
NOW = datetime(2026, 1, 31, 8, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)
BY_HAND = ExecutionInput.model_validate({"system_id": ID, "mode": "incremental"})
REJECTED = Failure("SourceRejected", "title", "detail", "advice")
UNREACHABLE = EndpointConnectionError(endpoint_url="https://events.eu-central-1.amazonaws.com")


@pytest.fixture
def subscriber(running: Running) -> Iterator[Subscriber]:
    with subscribed(running.stack.outputs["EventBusName"]) as subscriber:
        yield subscriber


def recorded(system_id: str = ID) -> list[Event]:
    """Oldest first."""
    return events_table.newest(system_id, None, 1000)[::-1]


def types(system_id: str = ID) -> list[str]:
    return [event.type for event in recorded(system_id)]


def settled(running: Running, http: Http, system_id: str) -> None:
    path = f"/systems/{system_id}"
    running.stack.wait_until(lambda: not http.get(path).json()["running_sync_id"])


def test_life_of_a_system_is_recorded(
    running: Running, http: Http, api: ApiClient, subscriber: Subscriber
) -> None:
    path = http.post("/systems", simulated(running)).headers["Location"]
    system_id = path.removeprefix("/systems/")
    http.post(f"{path}/test", {"step": 10})
    http.patch(path, {"name": "Renamed", "password": "demo-secret"})
    sync(api, system_id, "full")
    settled(running, http, system_id)
    http.patch(path, {"exchange_rate": "2"})
    http.delete(path)
    running.stack.wait_until(lambda: http.get(path).status_code == 404)
    audit_only = ["ConnectionTested"]
    expected = [
        "SystemCreated",
        *audit_only,
        "SystemChanged",
        "SyncStarted",
        "RevenueChanged",
        "SyncSucceeded",
        "SystemChanged",
        "RevenueChanged",
        "RevenueChanged",
        "SystemDeleted",
    ]
    assert sorted(types(system_id)) == sorted(expected)
    heard = subscriber.heard()
    assert [event["detail-type"] for event in heard] == [
        type for type in expected if type not in audit_only
    ]
    for event in heard:
        assert (event["source"], event["detail"]["format"]) == ("revenue-sync", 1)
        assert event["detail"]["system_id"] == system_id
        assert event["detail"]["actor"] == PERSON
    assert {event["detail"]["event_id"] for event in heard} <= {
        event.event_id for event in recorded(system_id)
    }


def test_no_secret_is_recorded(running: Running, http: Http, subscriber: Subscriber) -> None:
    system = simulated(running, password="p-secret", access_key="k-secret", username="u-secret")
    path = http.post("/systems", system).headers["Location"]
    http.post(f"{path}/test", {"password": "t-secret"})
    http.patch(path, {"username": "v-secret", "password": "q-secret", "access_key": "l-secret"})
    table = running.stack.resources["EventsTable"]
    items = boto3.client("dynamodb").scan(TableName=table)["Items"]
    assert len(items) == 3
    assert "secret" not in json.dumps([items, subscriber.heard()])


def leased(sync_id: str = "one", started_by: str = ADA) -> None:
    systems_table.take_lease(ID, sync_id, NOW)
    syncs_table.create(queued(ID, sync_id, "full", URL, NOW, started_by=started_by))


@pytest.fixture
def connected(running: Running) -> None:
    systems_table.create(a_system())


@pytest.mark.usefixtures("connected")
def test_end_that_is_delivered_again_is_one_event(subscriber: Subscriber) -> None:
    leased()
    for _ in range(3):
        end(ID, "one", REJECTED, LATER)
    end(ID, "one", REJECTED, LATER + timedelta(seconds=1), interrupted=True)
    assert types() == subscriber.types() == ["SyncFailed"]
    assert (recorded()[0].at, recorded()[0].actor) == (LATER, ADA)


@pytest.mark.usefixtures("connected")
def test_failure_says_whether_it_is_the_same_again(subscriber: Subscriber) -> None:
    shrank = replace(REJECTED, code="SourceShrank")
    for number, failure in enumerate([REJECTED, REJECTED, shrank]):
        leased(str(number))
        end(ID, str(number), failure, LATER + timedelta(seconds=number))
    assert [event["detail"]["repeated"] for event in subscriber.heard()] == [False, True, False]


@pytest.mark.usefixtures("connected")
def test_sync_that_lost_its_lease_is_recorded_by_the_one_that_took_it(
    subscriber: Subscriber,
) -> None:
    leased("lost")
    later = NOW + 2 * LEASE
    for _ in range(2):
        begin(BY_HAND, "next", later)
    assert subscriber.types() == ["SyncFailed", "SyncStarted"]
    failed, started = recorded()
    assert (failed.at, failed.actor) == (later, ADA)
    assert (started.at, started.actor) == (later, "execution")


@pytest.mark.usefixtures("connected")
def test_system_remembers_a_sync_that_lost_its_lease(subscriber: Subscriber) -> None:
    """So the next that fails in this way is repeated, and the next success is a recovery."""
    leased("lost")
    begin(BY_HAND, "next", NOW + 2 * LEASE)
    system = systems_table.get(ID)
    assert system.last_sync
    assert (system.last_sync.sync_id, system.last_sync.state) == ("lost", "failed")
    assert system.lease
    assert system.lease.sync_id == "next"
    end(ID, "next", Failure.of(SyncInterrupted()), NOW + 3 * LEASE)
    failed = [one for one in subscriber.heard() if one["detail-type"] == "SyncFailed"]
    assert [event["detail"]["repeated"] for event in failed] == [False, True]


@pytest.mark.usefixtures("connected")
def test_sync_that_had_done_its_work_when_it_lost_its_lease_has_succeeded(
    subscriber: Subscriber,
) -> None:
    leased("lost")
    done = Progress(full_since=NOW, outcome="succeeded")
    syncs_table.begin(replace(syncs_table.get(ID, "lost"), progress=done))
    begin(BY_HAND, "next", NOW + 2 * LEASE)
    assert subscriber.types() == ["SyncSucceeded", "SyncStarted"]
    assert systems_table.get(ID).last_full == LastFull(NOW, URL)


@pytest.mark.parametrize("operation", ["PutItem", "PutEvents"])
def test_what_happened_is_no_error_because_it_could_not_be_recorded(
    http: Http, system_id: str, caplog: pytest.LogCaptureFixture, operation: str
) -> None:
    client: Any = dynamodb.client() if operation == "PutItem" else event_bus._client()
    with refused(client, operation, UNREACHABLE), caplog.at_level(logging.ERROR):
        answer = http.patch(f"/systems/{system_id}", {"description": "Changed"})
    assert (answer.status_code, answer.json()["description"]) == (200, "Changed")
    (line,) = [vars(record) for record in caplog.records if record.levelno == logging.ERROR]
    assert (line["system_id"], line["event_type"]) == (system_id, "SystemChanged")


@pytest.mark.usefixtures("connected")
def test_what_could_not_be_published_is_kept_and_published_when_it_is_recorded_again(
    subscriber: Subscriber,
) -> None:
    leased()
    with refused(event_bus._client(), "PutEvents", "InternalException"):
        end(ID, "one", REJECTED, LATER)
    assert (types(), subscriber.types()) == (["SyncFailed"], [])
    end(ID, "one", REJECTED, LATER)
    assert types() == subscriber.types() == ["SyncFailed"]
    assert events_table.untold(10) == []


@pytest.mark.usefixtures("connected")
def test_what_could_not_be_published_is_published_within_a_quarter_of_an_hour(
    running: Running, subscriber: Subscriber
) -> None:
    """As it was then, once, also of a system that is gone; until then it is an error."""
    for number in range(2):
        leased(str(number))
        with refused(event_bus._client(), "PutEvents", "InternalException"):
            end(ID, str(number), REJECTED, LATER + timedelta(seconds=number))
    systems_table.remove(ID)
    with refused(event_bus._client(), "PutEvents", UNREACHABLE):
        result = running.stack.fire_schedule("DailySyncFunction")
    assert b"Not published: 1 events" in result.payload
    assert not running.stack.fire_schedule("DailySyncFunction").error
    assert sorted(event["detail"]["repeated"] for event in subscriber.heard()) == [False, True]
    assert events_table.untold(10) == []
    running.stack.fire_schedule("DailySyncFunction")
    assert subscriber.heard() == []


def test_revenue_that_could_not_be_told_is_told_the_next_time(
    running: Running, http: Http, api: ApiClient, system_id: str, subscriber: Subscriber
) -> None:
    sync(api, system_id, "full")
    settled(running, http, system_id)
    subscriber.heard()
    system = systems_table.get(system_id)
    doubled = replace(system.settings, exchange_rate=Decimal(2))
    systems_table.change(replace(system, settings=doubled))
    with refused(event_bus._client(), "PutEvents", UNREACHABLE):
        figures.refresh(system_id, ADA, NOW)
    assert changes(subscriber) == []
    for _ in range(2):
        figures.refresh(system_id, ADA, LATER)
    assert len(changes(subscriber)) == 1


def test_revenue_adds_up_from_what_was_told(
    running: Running, http: Http, api: ApiClient, system_id: str, subscriber: Subscriber
) -> None:
    sync(api, system_id, "full")
    settled(running, http, system_id)
    report = http.get(f"/revenue?system_id={system_id}&by=month").json()
    (first,) = changes(subscriber)
    assert first["detail"]["currency"] == "EUR"
    told = {each["month"]: each["after"] for each in first["detail"]["months"]}
    assert told == {
        row["period"]: {"net": row["net"], "gross": row["gross"]} for row in report["rows"]
    }
    http.patch(f"/systems/{system_id}", {"exchange_rate": "2"})
    (second,) = changes(subscriber)
    assert {each["month"]: each["before"] for each in second["detail"]["months"]} == {
        month: told[month] for month in (each["month"] for each in second["detail"]["months"])
    }
    sync(api, system_id, "incremental")
    settled(running, http, system_id)
    assert changes(subscriber) == []
    http.delete(f"/systems/{system_id}")
    running.stack.wait_until(lambda: http.get(f"/systems/{system_id}").status_code == 404)
    (last,) = changes(subscriber)
    assert {each["after"]["gross"] for each in last["detail"]["months"]} == {"0.00"}
    assert len(last["detail"]["months"]) == len(told)


@pytest.mark.usefixtures("commits_every_page")
def test_revenue_told_by_an_end_that_died_is_the_same_event_when_it_is_repeated(
    running: Running, http: Http, api: ApiClient, system_id: str, subscriber: Subscriber
) -> None:
    running.stack.functions.kill_next("SyncEndFunction", at="PutEvents", after=True)
    sync(api, system_id, "full")
    settled(running, http, system_id)
    first, second = changes(subscriber)
    assert first["detail"] == second["detail"]
    assert types(system_id).count("RevenueChanged") == 1


def changes(subscriber: Subscriber) -> list[dict[str, Any]]:
    return [event for event in subscriber.heard() if event["detail-type"] == "RevenueChanged"]


@pytest.mark.usefixtures("commits_every_page")
def test_events_name_who_had_a_sync_run(running: Running, http: Http, api: ApiClient) -> None:
    slow = simulated(running, step=5, parallel=1, auto_sync=True)
    system_id = str(http.post("/systems", slow).json()["id"])
    with running_sync(running, api, system_id) as sync_id:
        http.post(f"/systems/{system_id}/syncs/{sync_id}/cancel")
    settled(running, http, system_id)
    systems_table.want_sync(system_id, utc_now())
    running.stack.fire_schedule("DailySyncFunction")
    settled(running, http, system_id)
    by_hand = {"system_id": system_id, "mode": "incremental"}
    running.stack.run("SyncStateMachine", by_hand)
    actors = [
        (event.type, event.actor) for event in recorded(system_id) if event.type.startswith("Sync")
    ]
    assert actors == [
        ("SyncStarted", PERSON),
        ("SyncCancelRequested", PERSON),
        ("SyncCancelled", PERSON),
        ("SyncStarted", "schedule"),
        ("SyncSucceeded", "schedule"),
        ("SyncStarted", "execution"),
        ("SyncSucceeded", "execution"),
    ]


def test_key_of_a_hook_is_recorded_without_it(http: Http, system_id: str) -> None:
    path = f"/systems/{system_id}/hook-key"
    keys = [http.post(path).json()["key"] for _ in range(2)]
    for _ in range(2):
        http.delete(path)
    found = [event for event in recorded(system_id) if event.type == "SystemChanged"]
    details = [event.detail for event in found if isinstance(event.detail, SystemChanged)]
    assert [change for detail in details for change in detail.changes] == [
        FieldChange("hook_key", "", "set"),
        FieldChange("hook_key", "set", "set anew"),
        FieldChange("hook_key", "set", ""),
    ]
    assert {event.actor for event in found} == {PERSON}
    assert not any(key in str(found) for key in keys)


def test_events_are_kept_for_a_year(running: Running, http: Http) -> None:
    http.post("/systems", NEW_SYSTEM)
    table = running.stack.resources["EventsTable"]
    (item,) = boto3.client("dynamodb").scan(TableName=table)["Items"]
    kept = timedelta(seconds=int(item["expires_at"]["N"]) - utc_now().timestamp())
    assert timedelta(minutes=-1) < kept - KEPT <= timedelta(0)
    assert timedelta(days=365) == KEPT


def test_start_that_is_repeated_is_one_event(running: Running, system_id: str, http: Http) -> None:
    for _ in range(2):
        start(system_id, "full", utc_now(), sync_id="daily-1", started_by="schedule")
    settled(running, http, system_id)
    assert types(system_id).count("SyncStarted") == 1
