"""Start, follow and cancel syncs."""

import re
import threading
import time
from datetime import timedelta
from types import ModuleType
from typing import Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

from accounting.clients import state_machines
from accounting.domain.clock import utc_now
from accounting.domain.syncs import queued
from accounting.tables import syncs_table, systems_table
from local.api_client import ApiClient
from local.connection import sync
from local.running import Running
from tests.deployed import running_sync
from tests.integration.http import Http, invalid, problem, simulated


@pytest.fixture
def path(running: Running, http: Http) -> str:
    """A system whose sync takes a dozen steps."""
    created = http.post("/systems", simulated(running, step=5, parallel=1))
    return str(created.headers["Location"])


def ended(running: Running, http: Http, location: str) -> dict[str, Any]:
    running.stack.wait_until(lambda: http.get(location).json()["ended_at"] is not None)
    record: dict[str, Any] = http.get(location).json()
    return record


def test_started_sync_can_be_followed_to_its_end(running: Running, http: Http, path: str) -> None:
    started = http.post(f"{path}/syncs", {"mode": "full"})
    record = started.json()
    assert started.status_code == 202
    assert started.headers["Location"] == f"{path}/syncs/{record['id']}"
    assert (record["state"], record["mode"], record["log"]) == ("queued", "full", [])
    done = ended(running, http, started.headers["Location"])
    count = len(running.simulator.installation)
    assert (done["state"], done["invoices_seen"], done["added"]) == ("succeeded", count, count)
    assert done["proof"]["remote_total"] == done["proof"]["stored_total"] == count
    assert done["steps_done"] == done["steps_total"] == count // 5
    steps = [re.match(r"Step (\d+)\b", line["message"]) for line in done["log"]]
    assert [int(step[1]) for step in steps if step] == list(range(1, count // 5 + 1))
    del done["log"], done["continuable"]
    assert http.get(f"{path}/syncs").json() == {"syncs": [done], "next": None}


def test_second_sync_is_refused_and_names_the_first(
    running: Running, http: Http, path: str
) -> None:
    answers: list[requests.Response] = []

    def start_another(_request: object) -> None:
        if not answers:
            answers.append(http.post(f"{path}/syncs", {"mode": "incremental"}))

    running.simulator.before_request = start_another
    started = http.post(f"{path}/syncs", {"mode": "full"})
    ended(running, http, started.headers["Location"])
    found = problem(answers[0], 409, "SyncAlreadyRunning")
    assert found["sync_id"] == started.json()["id"]
    assert found["advice"]


def test_running_sync_shows_in_its_system(running: Running, http: Http, path: str) -> None:
    seen: list[dict[str, Any]] = []
    running.simulator.before_request = lambda _: seen.append(http.get(path).json())
    started = http.post(f"{path}/syncs", {"mode": "full"}).json()
    ended(running, http, f"{path}/syncs/{started['id']}")
    assert {system["running_sync_id"] for system in seen} == {started["id"]}
    assert http.get(path).json()["running_sync_id"] is None


@pytest.mark.usefixtures("commits_every_page")
def test_cancelled_sync_ends_and_another_can_start(running: Running, http: Http, path: str) -> None:
    cancelled: list[requests.Response] = []

    def cancel(_request: object) -> None:
        if len(running.simulator.requests) == 4:
            running_id = http.get(path).json()["running_sync_id"]
            cancelled.append(http.post(f"{path}/syncs/{running_id}/cancel"))

    running.simulator.before_request = cancel
    location = http.post(f"{path}/syncs", {"mode": "full"}).headers["Location"]
    done = ended(running, http, location)
    assert cancelled[0].status_code == 202
    assert cancelled[0].json()["cancel_requested"] is True
    assert (done["state"], done["continuable"]) == ("cancelled", True)
    assert 0 < done["invoices_seen"] < len(running.simulator.installation)
    problem(http.post(f"{location}/cancel"), 409, "SyncNotRunning")
    again = http.post(f"{path}/syncs", {"mode": "full"})
    assert ended(running, http, again.headers["Location"])["state"] == "succeeded"
    assert http.get(location).json()["continuable"] is False


def test_cancel_is_taken_though_the_execution_cannot_be_stopped(
    running: Running, api: ApiClient, http: Http, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def throttled(_sync_id: str) -> None:
        error = {"Error": {"Code": "ThrottlingException", "Message": "Rate exceeded"}}
        raise ClientError(error, "StopExecution")  # type: ignore[arg-type]

    monkeypatch.setattr(state_machines, "stop", throttled)
    with running_sync(running, api, path.rsplit("/", maxsplit=1)[-1]) as sync_id:
        answer = http.post(f"{path}/syncs/{sync_id}/cancel")
        assert (answer.status_code, answer.json()["cancel_requested"]) == (202, True)


def test_sync_is_cancelled_although_its_first_state_fails(
    running: Running, http: Http, path: str
) -> None:
    def failing(_event: object, _context: object) -> None:
        assert cancelled.wait(30)
        raise RuntimeError

    cancelled = threading.Event()
    running.stack.functions.replace("SyncBeginFunction", failing)
    location = http.post(f"{path}/syncs", {"mode": "full"}).headers["Location"]
    assert http.post(f"{location}/cancel").json()["state"] == "queued"
    cancelled.set()
    done = ended(running, http, location)
    assert (done["state"], done["error"]) == ("cancelled", None)


def test_sync_that_died_cannot_be_cancelled(http: Http, path: str) -> None:
    """Its execution was stopped: it never ended, and its lease has run out."""
    system_id, an_hour_ago = path.removeprefix("/systems/"), utc_now() - timedelta(hours=1)
    systems_table.take_lease(system_id, "dead", an_hour_ago)
    sync = queued(system_id, "dead", "full", "https://x", an_hour_ago, allow_shrink=False)
    syncs_table.create(sync)
    syncs_table.begin(sync)
    record = http.get(f"{path}/syncs/dead").json()
    assert (record["state"], record["error"]["code"]) == ("failed", "SyncInterrupted")
    refused = problem(http.post(f"{path}/syncs/dead/cancel"), 409, "SyncNotRunning")
    assert "has ended (failed)" in refused["detail"]
    assert http.get(f"{path}/syncs/dead").json()["cancel_requested"] is False


def test_failed_sync_says_what_to_do(running: Running, http: Http) -> None:
    path = http.post("/systems", simulated(running, password="wrong")).headers["Location"]
    started = http.post(f"{path}/syncs", {"mode": "full"})
    done = ended(running, http, started.headers["Location"])
    assert (done["state"], done["error"]["code"]) == ("failed", "SourceRejected")
    assert done["error"]["advice"]


@pytest.mark.parametrize(
    ("module", "function"), [(syncs_table, "create"), (state_machines, "start")]
)
def test_start_that_fails_half_way_leaves_no_lease(
    http: Http, path: str, monkeypatch: pytest.MonkeyPatch, module: ModuleType, function: str
) -> None:
    def fail(_sync: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(module, function, fail)
    assert http.post(f"{path}/syncs", {"mode": "full"}).status_code == 500
    assert systems_table.get(path.rsplit("/", maxsplit=1)[-1]).lease is None


def test_repeated_start_gives_the_first_answer(running: Running, http: Http, path: str) -> None:
    first = http.post(f"{path}/syncs", {"mode": "full"}, Idempotency_Key="one")
    ended(running, http, first.headers["Location"])
    again = http.post(f"{path}/syncs", {"mode": "full"}, Idempotency_Key="one")
    assert (again.status_code, again.json()) == (202, first.json())
    assert again.headers["Location"] == first.headers["Location"]
    other = http.post(f"{path}/syncs", {"mode": "incremental"}, Idempotency_Key="one")
    invalid(other, "Idempotency-Key")
    assert len(http.get(f"{path}/syncs").json()["syncs"]) == 1


def test_first_answer_is_kept_for_a_day(running: Running, http: Http, path: str) -> None:
    http.post(f"{path}/syncs", {"mode": "full"}, Idempotency_Key="one")
    table = running.stack.resources["IdempotencyTable"]
    (kept,) = boto3.client("dynamodb").scan(TableName=table)["Items"]
    assert 0 <= time.time() + 24 * 3600 - float(kept["expiration"]["N"]) < 60


def test_key_counts_for_one_system(running: Running, http: Http, path: str) -> None:
    other = http.post("/systems", simulated(running, name="Other")).headers["Location"]
    started = [
        http.post(f"{each}/syncs", {"mode": "full"}, Idempotency_Key="one")
        for each in (path, other)
    ]
    for one in started:
        ended(running, http, one.headers["Location"])
    assert len({one.json()["id"] for one in started}) == 2


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["mode"]),
        ({"mode": "all"}, ["mode"]),
        ({"mode": None}, ["mode"]),
        ({"mode": "full", "allow_shrink": "yes"}, ["allow_shrink"]),
        ({"mode": "full", "allow_shrink": 1}, ["allow_shrink"]),
    ],
)
def test_request_that_is_not_valid(
    http: Http, path: str, body: dict[str, Any], names: list[str]
) -> None:
    invalid(http.post(f"{path}/syncs", body), *names)


def test_syncs_are_listed_newest_first(
    running: Running, api: ApiClient, http: Http, path: str
) -> None:
    ids = [sync(api, path.removeprefix("/systems/"), "incremental")["id"] for _ in range(3)]
    listed = http.get(f"{path}/syncs").json()["syncs"]
    assert [each["id"] for each in listed] == ids[::-1]


@pytest.mark.parametrize("unknown", ["20260131T080000-5f0c2a91", "x", "ü"])
def test_unknown_sync(http: Http, path: str, unknown: str) -> None:
    problem(http.get(f"{path}/syncs/{unknown}"), 404, "SyncNotFound")
    problem(http.post(f"{path}/syncs/{unknown}/cancel"), 404, "SyncNotFound")


def test_sync_of_another_system_is_unknown(running: Running, http: Http, path: str) -> None:
    location = http.post(f"{path}/syncs", {"mode": "full"}).headers["Location"]
    ended(running, http, location)
    other = http.post("/systems", simulated(running, name="Other")).headers["Location"]
    problem(http.get(location.replace(path, other)), 404, "SyncNotFound")
