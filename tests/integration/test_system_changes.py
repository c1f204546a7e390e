"""PATCH, optimistic concurrency and idempotency."""

import hashlib
import json
import re
from typing import Any

import boto3
import pytest

from accounting.domain.errors import VersionMismatch
from accounting.tables import systems_table
from local.running import PASSWORD, Running
from tests.integration.http import NEW_SYSTEM, OTHER_SYSTEM, Http, invalid, problem, simulated
from tests.integration.test_systems import stored_secret


@pytest.fixture
def path(http: Http) -> str:
    return str(http.post("/systems", NEW_SYSTEM).headers["Location"])


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Other"},
        {"description": "Other"},
        {"username": "other"},
        {"step": 1},
        {"parallel": 1},
        {"sync_at": "23:45"},
        {"time_zone": "Europe/Berlin"},
        {"every": 60},
        {"exchange_rate": "0.5"},
        {"rates": [{"currency": "GBP", "from": "2020-01-01", "rate": "1.17"}]},
        {"full_sync_days": 3650},
        {"name": "Both", "step": 2},
    ],
    ids=str,
)
def test_only_the_fields_given_change(http: Http, path: str, change: dict[str, Any]) -> None:
    before = http.get(path).json()
    changed = http.patch(path, change)
    after = changed.json()
    assert changed.status_code == 200
    assert changed.headers["ETag"] == '"2"'
    assert after == before | change | {"version": 2, "updated_at": after["updated_at"]}
    assert http.get(path).json() == after


@pytest.mark.parametrize(
    "field", [*NEW_SYSTEM, "access_key", "rates", "step", "every", "time_zone"]
)
def test_null_is_refused(http: Http, path: str, field: str) -> None:
    before = http.get(path).json()
    invalid(http.patch(path, {field: None}), field)
    assert http.get(path).json() == before


@pytest.mark.parametrize("field", ["id", "kind", "version", "next_sync_at", "deleting", "lease"])
def test_other_fields_cannot_be_set(http: Http, path: str, field: str) -> None:
    invalid(http.patch(path, {field: "x"}), field)


def test_empty_change_is_a_change_of_nothing(http: Http, path: str) -> None:
    before = http.get(path).json()
    after = http.patch(path, {}).json()
    assert after == before | {"version": 2, "updated_at": after["updated_at"]}


def test_secrets_are_replaced_one_by_one(http: Http, path: str) -> None:
    system_id = path.removeprefix("/systems/")
    assert http.patch(path, {"access_key": "key"}).json()["has_access_key"] is True
    assert stored_secret(system_id) == {"password": "the-secret", "access_key": "key"}
    assert "new-secret" not in http.patch(path, {"password": "new-secret"}).text
    assert stored_secret(system_id) == {"password": "new-secret", "access_key": "key"}
    assert http.patch(path, {"access_key": ""}).json()["has_access_key"] is False
    assert stored_secret(system_id) == {"password": "new-secret", "access_key": ""}


def test_replaced_password_is_the_one_that_is_used(running: Running, http: Http) -> None:
    path = http.post("/systems", simulated(running, password="wrong")).headers["Location"]
    assert http.post(f"{path}/test").json()["ok"] is False
    http.patch(path, {"password": PASSWORD})
    assert http.post(f"{path}/test").json()["ok"] is True


@pytest.mark.parametrize("if_match", ['"1"', "1", "*"])
def test_change_of_the_current_version(http: Http, path: str, if_match: str) -> None:
    assert http.patch(path, {"step": 9}, If_Match=if_match).status_code == 200


@pytest.mark.parametrize("if_match", ['"2"', '"0"', 'W/"1"', '"1", "2"', "x", '""', '"' + "9" * 99])
def test_change_of_another_version_is_refused(http: Http, path: str, if_match: str) -> None:
    before = http.get(path).json()
    change = {"step": 9, "password": "other"}
    problem(http.patch(path, change, If_Match=if_match), 412, "VersionMismatch")
    problem(http.delete(path, If_Match=if_match), 412, "VersionMismatch")
    assert http.get(path).json() == before
    assert stored_secret(path.removeprefix("/systems/"))["password"] == "the-secret"


def test_of_two_changes_based_on_the_same_version_one_wins(http: Http, path: str) -> None:
    etag = http.get(path).headers["ETag"]
    assert http.patch(path, {"step": 1}, If_Match=etag).status_code == 200
    problem(http.patch(path, {"step": 2}, If_Match=etag), 412, "VersionMismatch")
    assert http.get(path).json()["step"] == 1


@pytest.mark.parametrize(("if_match", "attempts"), [({}, 5), ({"If_Match": '"1"'}, 1)])
def test_change_that_collides_each_time_is_refused(
    http: Http,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    if_match: dict[str, str],
    attempts: int,
) -> None:
    """Tried again only for who did not say which version it is a change of."""
    tried: list[object] = []

    def collide(system: object, *, rescheduled: bool) -> None:
        tried.append(system)
        raise VersionMismatch

    monkeypatch.setattr(systems_table, "change", collide)
    problem(http.patch(path, {"step": 1}, **if_match), 412, "VersionMismatch")
    assert len(tried) == attempts


def test_system_that_is_being_deleted_cannot_be_changed(
    running: Running, http: Http, path: str
) -> None:
    running.stack.functions.replace("SystemDeleteFunction", lambda *_: {"done": True})
    http.delete(path)
    assert http.get(path).json()["deleting"] is True
    problem(http.patch(path, {"step": 1}), 409, "SystemDeleting")
    problem(http.post(f"{path}/syncs", {"mode": "full"}), 409, "SystemDeleting")


def test_repeated_creation_gives_the_first_answer(http: Http) -> None:
    first = http.post("/systems", NEW_SYSTEM, Idempotency_Key="one")
    http.patch(first.headers["Location"], {"name": "Renamed"})
    again = http.post("/systems", NEW_SYSTEM, Idempotency_Key="one")
    assert (again.status_code, again.json()) == (201, first.json())
    for name in ("Location", "ETag"):
        assert again.headers[name] == first.headers[name]
    assert len(http.get("/systems").json()["systems"]) == 1


def test_key_used_for_another_request_is_refused(http: Http) -> None:
    http.post("/systems", NEW_SYSTEM, Idempotency_Key="one")
    other = http.post("/systems", NEW_SYSTEM | {"name": "Other"}, Idempotency_Key="one")
    invalid(other, "Idempotency-Key")
    assert len(http.get("/systems").json()["systems"]) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"password": "another"}),
        ({}, {"access_key": "key"}),
        ({"access_key": "key"}, {"access_key": "another"}),
        ({"access_key": "key"}, {"access_key": ""}),
    ],
    ids=str,
)
def test_key_used_with_another_secret_is_refused(
    http: Http, first: dict[str, str], second: dict[str, str]
) -> None:
    created = http.post("/systems", NEW_SYSTEM | first, Idempotency_Key="one").json()
    invalid(http.post("/systems", NEW_SYSTEM | second, Idempotency_Key="one"), "Idempotency-Key")
    again = http.post("/systems", NEW_SYSTEM | first, Idempotency_Key="one")
    assert (again.status_code, again.json()) == (201, created)


def test_keys_of_two_people_do_not_meet(running: Running, http: Http) -> None:
    http.post("/systems", NEW_SYSTEM, Idempotency_Key="one")
    other = Http(running, running.token("bob", groups=["admins"]))
    assert other.post("/systems", OTHER_SYSTEM, Idempotency_Key="one").status_code == 201
    other.close()
    assert len(http.get("/systems").json()["systems"]) == 2


def test_without_a_key_each_request_counts(http: Http) -> None:
    for system in (NEW_SYSTEM, OTHER_SYSTEM):
        assert http.post("/systems", system).status_code == 201
    assert len(http.get("/systems").json()["systems"]) == 2


def test_refused_request_may_be_repeated_with_its_key(http: Http) -> None:
    refused = NEW_SYSTEM | {"url": "https://127.0.0.1:22x/"}
    invalid(http.post("/systems", refused, Idempotency_Key="one"), "url")
    assert http.post("/systems", NEW_SYSTEM, Idempotency_Key="one").status_code == 201


def test_request_that_died_keeps_its_key_until_it_would_have_timed_out(
    running: Running, http: Http
) -> None:
    running.stack.functions.kill_next("SystemsApiFunction", at="CreateSecret")
    assert http.post("/systems", NEW_SYSTEM, Idempotency_Key="one").status_code == 500
    again = http.post("/systems", NEW_SYSTEM, Idempotency_Key="one")
    assert problem(again, 409, "RequestRepeated")["advice"]


def test_key_that_is_too_long_is_refused(http: Http) -> None:
    invalid(http.post("/systems", NEW_SYSTEM, Idempotency_Key="k" * 201), "Idempotency-Key")


def test_only_hashes_and_answers_are_kept_of_idempotent_requests(
    running: Running, http: Http
) -> None:
    http.post("/systems", NEW_SYSTEM, Idempotency_Key="one")
    table = running.stack.resources["IdempotencyTable"]
    (item,) = boto3.client("dynamodb").scan(TableName=table)["Items"]
    assert set(item) <= {
        "id",
        "status",
        "expiration",
        "data",
        "validation",
        "in_progress_expiration",
    }
    assert re.fullmatch(r".*#[0-9a-f]{64}", item["id"]["S"])  # Of the key, as SHA-256.
    assert re.fullmatch(r"[0-9a-f]{64}", item["validation"]["S"])
    kept = json.dumps(item)
    assert "the-secret" not in kept
    for text in ("the-secret", '"the-secret"', json.dumps({"password": "the-secret"})):
        for algorithm in ("md5", "sha1", "sha256", "sha512"):
            assert hashlib.new(algorithm, text.encode()).hexdigest() not in kept


def test_what_is_kept_of_the_same_secret_differs_from_key_to_key(
    running: Running, http: Http
) -> None:
    for key in ("one", "two"):
        path = http.post("/systems", NEW_SYSTEM, Idempotency_Key=key).headers["Location"]
        http.delete(path)
    table = running.stack.resources["IdempotencyTable"]
    items = boto3.client("dynamodb").scan(TableName=table)["Items"]
    assert len({item["validation"]["S"] for item in items}) == 2
