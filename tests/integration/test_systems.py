"""Connect, read, list and test systems."""

import json

import boto3
import pytest

from local.api_client import ApiClient
from local.connection import sync
from local.running import PASSWORD, Running
from tests.integration.http import NEW_SYSTEM, Http, invalid, problem, simulated

SECRET_WORDS = ("the-secret", "pass-the-ip-check")


def stored_secret(system_id: str) -> dict[str, str]:
    client = boto3.client("secretsmanager")
    listed = client.list_secrets()["SecretList"]
    (arn,) = (one["ARN"] for one in listed if f"/systems/{system_id}/" in one["Name"])
    found: dict[str, str] = json.loads(client.get_secret_value(SecretId=arn)["SecretString"])
    return found


def test_created_system_has_the_documented_defaults(http: Http) -> None:
    created = http.post("/systems", NEW_SYSTEM)
    system = created.json()
    assert created.status_code == 201
    assert created.headers["Location"] == f"/systems/{system['id']}"
    assert created.headers["ETag"] == '"1"'
    documented = {
        "kind": "whmcs",
        "description": "",
        "step": 250,
        "parallel": 4,
        "auto_sync": False,
        "sync_at": "06:00",
        "time_zone": "UTC",
        "every": 1440,
        "next_sync_at": None,
        "exchange_rate": "1",
        "rates": [],
        "full_sync_days": 30,
        "has_access_key": False,
        "deleting": False,
        "invoices": 0,
        "net": "0.00",
        "gross": "0.00",
        "last_sync": None,
        "running_sync_id": None,
    }
    assert {name: system[name] for name in documented} == documented
    read = http.get(created.headers["Location"])
    assert (read.json(), read.headers["ETag"]) == (system, '"1"')


def test_every_field_is_kept(http: Http) -> None:
    fields = {
        **NEW_SYSTEM,
        "kind": "whmcs",
        "description": "Ünïcode \n and 'quotes'",
        "step": 5000,
        "parallel": 8,
        "auto_sync": True,
        "sync_at": "23:59",
        "time_zone": "Asia/Kathmandu",
        "every": 60,
        "exchange_rate": "0.0000000001",
        "rates": [
            {"currency": "USD", "from": "2024-01-01", "rate": "0.92"},
            {"currency": "USD", "from": None, "rate": "0.8"},
        ],
        "full_sync_days": 0,
    }
    created = http.post("/systems", {**fields, "access_key": "pass-the-ip-check"}).json()
    assert {name: created[name] for name in fields if name != "password"} == {
        name: value for name, value in fields.items() if name != "password"
    }
    assert created["has_access_key"] is True


def test_secrets_are_in_secrets_manager_and_nowhere_else(running: Running, http: Http) -> None:
    created = http.post(
        "/systems", {**NEW_SYSTEM, "access_key": "pass-the-ip-check"}, Idempotency_Key="k"
    )
    http.post("/systems", {**NEW_SYSTEM, "access_key": "pass-the-ip-check"}, Idempotency_Key="k")
    assert stored_secret(created.json()["id"]) == {
        "password": "the-secret",
        "access_key": "pass-the-ip-check",
    }
    answers = [created.text, http.get("/systems").text]
    client = boto3.client("dynamodb")
    tables = [str(client.scan(TableName=name)) for name in client.list_tables()["TableNames"]]
    assert all(NEW_SYSTEM["name"] in text for text in answers)
    assert any(NEW_SYSTEM["name"] in text for text in tables)
    assert not [word for word in SECRET_WORDS for text in answers + tables if word in text]


def test_systems_are_listed_by_name_with_revenue(
    running: Running, http: Http, api: ApiClient, system_id: str
) -> None:
    http.post("/systems", {**NEW_SYSTEM, "name": "aardvark"})
    record = sync(api, system_id, "full")
    first, second = http.get("/systems").json()["systems"]
    assert (first["name"], second["name"]) == ("aardvark", "Demo hosting")
    assert second["invoices"] == len(running.simulator.installation)
    total = http.get("/revenue").json()["total"]
    assert (second["net"], second["gross"]) == (total["net"], total["gross"])
    assert second["last_sync"]["id"] == record["id"]
    assert second["last_sync"]["state"] == "succeeded"


def test_unreadable_invoices_are_named_with_their_fields(
    running: Running, http: Http, api: ApiClient, system_id: str
) -> None:
    running.simulator.faults.plan("amount_with_comma", when=lambda request: request.start == 0)
    sync(api, system_id, "full")
    (system,) = http.get("/systems").json()["systems"]
    (found,) = system["unreadable"]
    assert (found.keys(), found["fields"]) == ({"id", "fields"}, ["subtotal"])
    report = http.get("/revenue").json()
    assert report["systems"][0]["unreadable"] == [found]
    assert report["warnings"] == []


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "n" * 101}, ["name"]),
        ({"name": None}, ["name"]),
        ({"name": 7}, ["name"]),
        ({"name": "\ud800"}, ["name"]),
        ({"description": "d" * 1001}, ["description"]),
        ({"url": "http://billing.example.com.invalid:0/"}, ["url"]),
        ({"url": "u" * 501}, ["url"]),
        ({"username": ""}, ["username"]),
        ({"password": ""}, ["password"]),
        ({"password": "p" * 501}, ["password"]),
        ({"password": ["p"]}, ["password"]),
        ({"access_key": None}, ["access_key"]),
        ({"step": 0}, ["step"]),
        ({"step": 5001}, ["step"]),
        ({"step": "250"}, ["step"]),
        ({"step": 2.5}, ["step"]),
        ({"step": True}, ["step"]),
        ({"step": 10**30}, ["step"]),
        ({"step": 1e400}, ["body"]),
        ({"parallel": 9}, ["parallel"]),
        ({"auto_sync": "yes"}, ["auto_sync"]),
        ({"auto_sync": 1}, ["auto_sync"]),
        ({"sync_at": "6:00"}, ["sync_at"]),
        ({"sync_at": "24:00"}, ["sync_at"]),
        ({"sync_at": "06:00:00"}, ["sync_at"]),
        ({"sync_at": "06:00\n"}, ["sync_at"]),
        ({"sync_at": 6}, ["sync_at"]),
        ({"time_zone": "Berlin"}, ["time_zone"]),
        ({"time_zone": "europe/berlin"}, ["time_zone"]),
        ({"time_zone": "localtime"}, ["time_zone"]),
        ({"time_zone": "Factory"}, ["time_zone"]),
        ({"time_zone": "posix/Europe/Berlin"}, ["time_zone"]),
        ({"time_zone": "../../etc/passwd"}, ["time_zone"]),
        ({"time_zone": ["UTC"]}, ["time_zone"]),
        ({"every": 59}, ["every"]),
        ({"every": 1441}, ["every"]),
        ({"every": "60"}, ["every"]),
        ({"exchange_rate": "0"}, ["exchange_rate"]),
        ({"exchange_rate": "-1"}, ["exchange_rate"]),
        ({"exchange_rate": "1e3"}, ["exchange_rate"]),
        ({"exchange_rate": "1,5"}, ["exchange_rate"]),
        ({"exchange_rate": "9" * 40}, ["exchange_rate"]),
        ({"exchange_rate": "NaN"}, ["exchange_rate"]),
        ({"exchange_rate": True}, ["exchange_rate"]),
        ({"full_sync_days": -1}, ["full_sync_days"]),
        ({"kind": "blesta"}, ["kind"]),
        ({"rates": {}}, ["rates"]),
        ({"rates": [{"currency": "usd", "rate": "1"}]}, ["rates.0.currency"]),
        ({"rates": [{"currency": "USD"}]}, ["rates.0.rate"]),
        ({"rates": [{"currency": "USD", "rate": "1", "from": "2026-02-30"}]}, ["rates.0.from"]),
        ({"rates": [{"currency": "USD", "rate": "1", "from": 5}]}, ["rates.0.from"]),
        ({"rates": [{"currency": "USD", "rate": "1", "to": "2026-01-01"}]}, ["rates.0.to"]),
        ({"rates": [{"currency": "USD", "rate": "1"}] * 2}, ["rates"]),
        ({"rates": [{"currency": "USD", "rate": "1"}] * 201}, ["rates"]),
        ({"unknown": 1}, ["unknown"]),
        ({"id": "mine", "version": 9}, ["id", "version"]),
        ({"x" * 5000: 1}, ["x" * 100]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_field_that_is_not_valid_is_named(
    http: Http, fields: dict[str, object], names: list[str]
) -> None:
    answer = http.send(
        "POST", "/systems", json.dumps(NEW_SYSTEM | fields).encode(), "application/json"
    )
    invalid(answer, *names)
    assert http.get("/systems").json() == {"systems": []}


@pytest.mark.parametrize("name", ["name", "url", "username", "password"])
def test_required_field_that_is_missing_is_named(http: Http, name: str) -> None:
    fields = {key: value for key, value in NEW_SYSTEM.items() if key != name}
    invalid(http.post("/systems", fields), name)


def test_problem_repeats_no_value(http: Http) -> None:
    secret = "s3cr3t-" * 100
    answers = [
        http.post("/systems", {**NEW_SYSTEM, "password": secret, "step": "s3cr3t-"}),
        http.post(
            "/systems", {**NEW_SYSTEM, "password": {"s3cr3t-": "s3cr3t-"}, "rates": "s3cr3t-"}
        ),
        http.post("/systems", {**NEW_SYSTEM, "url": f"ftp://me:{secret[:100]}@example.com"}),
        http.send("POST", "/systems", b'{"password": "s3cr3t-', "application/json"),
    ]
    for answer in answers:
        assert "s3cr3t" not in answer.text
        problem(answer, 422, "InvalidInput")


def test_connection_that_works(running: Running, http: Http) -> None:
    system_id = http.post("/systems", simulated(running, step=7)).json()["id"]
    found = http.post(f"/systems/{system_id}/test").json()
    count = len(running.simulator.installation)
    assert found.pop("milliseconds") >= 0
    assert found == {"ok": True, "invoices": count, "steps": -(-count // 7)}


@pytest.mark.parametrize("page", ["", "/admin/login.php", "/index.php?rp=/login", "/includes/"])
def test_connection_works_by_the_address_of_any_page(
    running: Running, http: Http, page: str
) -> None:
    typed = simulated(running, url=running.simulator.url + page)
    del typed["name"]
    assert http.post("/systems/test", typed).json()["ok"] is True


def test_address_without_a_whmcs_is_refused_with_advice(running: Running, http: Http) -> None:
    typed = simulated(running, url=f"{running.simulator.url}/elsewhere")
    del typed["name"]
    found = http.post("/systems/test", typed).json()
    assert (found["ok"], found["code"]) == (False, "SourceRejected")
    assert "404" in found["detail"]
    assert "includes/api.php" in found["advice"]


def test_address_is_kept_in_one_form(http: Http) -> None:
    for entered in ("Billing.Example.com", "https://billing.example.com/index.php?rp=/login"):
        created = http.post("/systems", NEW_SYSTEM | {"url": entered})
        assert created.json()["url"] == "https://billing.example.com/"
        http.delete(created.headers["Location"])


def test_connection_that_is_refused_says_what_to_do(running: Running, http: Http) -> None:
    system_id = http.post("/systems", simulated(running, password="wrong")).json()["id"]
    found = http.post(f"/systems/{system_id}/test").json()
    assert (found["ok"], found["code"]) == (False, "SourceRejected")
    assert "API Credentials" in found["advice"]


def test_connection_is_tested_with_what_was_typed(running: Running, http: Http) -> None:
    system_id = http.post("/systems", simulated(running, password="wrong")).json()["id"]
    before = http.get(f"/systems/{system_id}").json()
    path = f"/systems/{system_id}/test"
    assert http.post(path, {"password": PASSWORD}).json()["ok"] is True
    assert http.post(path, {"username": "x", "password": PASSWORD}).json()["ok"] is False
    assert http.get(f"/systems/{system_id}").json() == before
    assert stored_secret(system_id)["password"] == "wrong"


def test_connection_is_tested_before_it_is_stored(running: Running, http: Http) -> None:
    typed = simulated(running)
    del typed["name"]
    assert http.post("/systems/test", typed).json()["ok"] is True
    assert http.post("/systems/test", typed | {"password": "wrong"}).json()["ok"] is False
    assert http.get("/systems").json() == {"systems": []}
    invalid(http.post("/systems/test", {}), "url", "username", "password")


@pytest.mark.parametrize("path", ["/systems/test", "/systems/{system_id}/test"])
def test_connection_test_refuses_what_is_not_valid(http: Http, system_id: str, path: str) -> None:
    typed = {"url": "https://billing.example.com/", "username": "u", "password": "p"}
    invalid(http.post(path.format(system_id=system_id), typed | {"url": "ftp://x"}), "url")
    invalid(http.post(path.format(system_id=system_id), typed | {"step": 0}), "step")


def test_nothing_is_left_when_a_system_cannot_be_stored(running: Running, http: Http) -> None:
    running.stack.functions.kill_next("SystemsApiFunction", "RuntimeError", at="PutItem")
    assert http.post("/systems", NEW_SYSTEM).status_code == 500
    assert http.get("/systems").json() == {"systems": []}
    assert boto3.client("secretsmanager").list_secrets()["SecretList"] == []


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("sync_at", "6am", "such as 06:00"),
        ("time_zone", "CEST", "an IANA name of a time zone such as Europe/Berlin"),
        ("every", 5, "greater than or equal to 60"),
    ],
)
def test_error_of_a_schedule_says_what_to_write(
    http: Http, field: str, value: object, remedy: str
) -> None:
    answer = http.post("/systems", NEW_SYSTEM | {field: value})
    (error,) = problem(answer, 422, "InvalidInput")["fields"]
    assert error["name"] == field
    assert remedy in error["problem"]


def test_system_says_when_its_next_sync_is_due(http: Http) -> None:
    """In UTC; a change of the schedule says at once when that is."""
    created = http.post("/systems", NEW_SYSTEM | {"auto_sync": True})
    assert created.json()["next_sync_at"].endswith("T06:00:00.000Z")
    path = created.headers["Location"]
    moved = http.patch(path, {"time_zone": "Asia/Kathmandu"}).json()
    assert moved["next_sync_at"].endswith("T00:15:00.000Z")
    (listed,) = http.get("/systems").json()["systems"]
    assert listed["next_sync_at"] == moved["next_sync_at"]
    assert http.patch(path, {"auto_sync": False}).json()["next_sync_at"] is None
