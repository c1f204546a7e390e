"""Where secrets go, and what happens when one is missing or cannot be written."""

from functools import partial

import boto3
import pytest

from accounting.clients import secrets_manager
from accounting.domain.clock import utc_now
from accounting.domain.credentials import CredentialsChange
from accounting.services.connect import change
from accounting.tables import dynamodb
from local.api_client import ApiClient
from local.connection import sync
from local.running import PASSWORD, Running
from tests.integration.http import NEW_SYSTEM, Http, invalid, problem, simulated
from tests.integration.on_the_wire import overtaken
from tests.integration.test_systems import stored_secret

ELSEWHERE = "https://elsewhere.example.com/"


@pytest.fixture
def path(http: Http) -> str:
    return str(http.post("/systems", NEW_SYSTEM).headers["Location"])


@pytest.fixture
def path_with_key(http: Http) -> str:
    created = http.post("/systems", NEW_SYSTEM | {"access_key": "the-key"})
    return str(created.headers["Location"])


def secrets() -> list[str]:
    listed = boto3.client("secretsmanager").list_secrets()["SecretList"]
    return [one["ARN"] for one in listed]


def lose(*, for_good: bool = True) -> None:
    """As somebody who tidies up in Secrets Manager."""
    client = boto3.client("secretsmanager")
    for arn in secrets():
        client.delete_secret(
            SecretId=arn, **({"ForceDeleteWithoutRecovery": True} if for_good else {})
        )


@pytest.mark.parametrize(
    ("entered", "needed"),
    [
        ({}, ["password", "access_key"]),
        ({"username": "mine"}, ["password", "access_key"]),
        ({"password": "new"}, ["access_key"]),
        ({"access_key": "new"}, ["password"]),
        ({"access_key": ""}, ["password"]),
    ],
    ids=str,
)
@pytest.mark.parametrize("url", [ELSEWHERE, "https://billing.example.com/folder", "https://127.1/"])
def test_stored_secrets_go_to_no_other_address(
    running: Running,
    http: Http,
    path_with_key: str,
    entered: dict[str, str],
    needed: list[str],
    url: str,
) -> None:
    before = http.get(path_with_key).json()
    for answer in (
        http.patch(path_with_key, entered | {"url": url}),
        http.post(f"{path_with_key}/test", entered | {"url": url}),
    ):
        invalid(answer, *needed)
        assert "URL" in answer.json()["fields"][0]["problem"]
    assert http.get(path_with_key).json() == before
    assert running.simulator.requests == []


def test_without_a_stored_access_key_the_password_is_enough(http: Http, path: str) -> None:
    invalid(http.patch(path, {"url": ELSEWHERE}), "password")
    changed = http.patch(path, {"url": ELSEWHERE, "password": "new"})
    assert (changed.status_code, changed.json()["url"]) == (200, ELSEWHERE)
    assert stored_secret(path.removeprefix("/systems/")) == {"password": "new", "access_key": ""}


def test_no_access_key_is_entered_as_an_empty_one(http: Http, path_with_key: str) -> None:
    change = {"url": ELSEWHERE, "password": "new", "access_key": ""}
    assert http.patch(path_with_key, change).json()["has_access_key"] is False


def test_other_spelling_of_the_address_needs_no_password(http: Http, path: str) -> None:
    for url in ("Billing.example.com:443", "https://billing.example.com/clientarea.php"):
        assert http.patch(path, {"url": url}).status_code == 200
        assert http.post(f"{path}/test", {"url": url}).status_code == 200


def test_entered_secrets_are_tested_at_the_entered_address(
    running: Running, http: Http, path: str
) -> None:
    typed = {name: simulated(running)[name] for name in ("url", "username", "password")}
    assert http.post(f"{path}/test", typed).json()["ok"] is True


@pytest.mark.parametrize("for_good", [True, False])
def test_missing_secret_is_said_and_mended(
    running: Running, http: Http, api: ApiClient, for_good: bool
) -> None:
    path = http.post("/systems", simulated(running)).headers["Location"]
    lose(for_good=for_good)
    found = http.post(f"{path}/test").json()
    assert (found["ok"], found["code"]) == (False, "SecretMissing")
    assert "enter the password again" in found["advice"]
    assert http.post(f"{path}/test", {"password": PASSWORD}).json()["ok"] is True
    assert http.patch(path, {"name": "Renamed"}).status_code == 200
    assert http.patch(path, {"password": PASSWORD}).status_code == 200
    assert http.post(f"{path}/test").json()["ok"] is True
    assert sync(api, path.removeprefix("/systems/"), "full")["state"] == "succeeded"


@pytest.mark.parametrize("entered", [{"password": "new"}, {"access_key": "new"}], ids=str)
def test_missing_secret_is_not_half_mended(
    http: Http, path_with_key: str, entered: dict[str, str]
) -> None:
    before = http.get(path_with_key).json()
    lose()
    found = problem(http.patch(path_with_key, entered | {"name": "Other"}), 409, "SecretMissing")
    assert "access key" in found["advice"]
    assert http.get(path_with_key).json() == before
    assert secrets() == []
    whole = {"password": "new", "access_key": "key"}
    assert http.patch(path_with_key, whole).status_code == 200
    assert stored_secret(path_with_key.removeprefix("/systems/")) == whole


@pytest.mark.parametrize("text", ["no JSON", "{}", '{"password": 7}', "[]"])
def test_secret_that_somebody_has_overwritten_is_a_missing_one(
    http: Http, path: str, text: str
) -> None:
    (arn,) = secrets()
    boto3.client("secretsmanager").put_secret_value(SecretId=arn, SecretString=text)
    assert http.post(f"{path}/test").json()["code"] == "SecretMissing"
    assert http.patch(path, {"password": "new"}).status_code == 200


@pytest.mark.parametrize("entered", [{"password": "new"}, {"url": ELSEWHERE, "password": "new"}])
@pytest.mark.parametrize("operation", ["CreateSecret", "UpdateItem"])
def test_change_that_fails_changes_neither_table_nor_secret(
    running: Running, http: Http, path: str, entered: dict[str, str], operation: str
) -> None:
    before, arns = http.get(path).json(), secrets()
    running.stack.functions.kill_next("SystemsApiFunction", "RuntimeError", at=operation)
    assert http.patch(path, entered | {"name": "Other"}).status_code == 500
    assert http.get(path).json() == before
    assert secrets() == arns
    assert stored_secret(path.removeprefix("/systems/"))["password"] == "the-secret"


def test_change_that_was_made_keeps_its_secret_whatever_happens_then(
    running: Running, http: Http, path: str
) -> None:
    running.stack.functions.kill_next("SystemsApiFunction", at="UpdateItem", after=True)
    assert http.patch(path, {"url": ELSEWHERE, "password": "new"}).status_code == 500
    assert http.get(path).json()["url"] == ELSEWHERE
    assert http.patch(path, {"access_key": "key"}).status_code == 200


def test_replaced_secret_is_removed(http: Http, path: str) -> None:
    before = secrets()
    http.patch(path, {"password": "new"})
    assert len(secrets()) == 1
    assert secrets() != before
    http.patch(path, {"name": "Other"})
    assert len(secrets()) == 1


def test_of_two_changes_at_once_the_one_that_wins_has_its_own_secret(http: Http, path: str) -> None:
    """The other is made when the first has stored its secret and not yet changed the table."""
    system_id, etag = path.removeprefix("/systems/"), http.get(path).headers["ETag"]
    theirs = partial(change, system_id, lambda kept: kept, CredentialsChange("theirs"), None)
    with overtaken(dynamodb.client(), "UpdateItem", lambda: theirs(utc_now(), "ada")):
        problem(http.patch(path, {"password": "ours"}, If_Match=etag), 412, "VersionMismatch")
    assert stored_secret(system_id)["password"] == "theirs"
    with overtaken(dynamodb.client(), "UpdateItem", lambda: theirs(utc_now(), "ada")):
        assert http.patch(path, {"password": "ours"}).status_code == 200
    assert stored_secret(system_id)["password"] == "ours"


def test_secret_that_is_replaced_before_it_is_read_is_looked_up_again(
    http: Http, path_with_key: str
) -> None:
    system_id = path_with_key.removeprefix("/systems/")
    theirs = CredentialsChange("theirs", "their-key")
    client = secrets_manager._client()
    with overtaken(
        client,
        "GetSecretValue",
        lambda: change(system_id, lambda kept: kept, theirs, None, utc_now(), "ada"),
    ):
        assert http.patch(path_with_key, {"password": "ours"}).status_code == 200
    assert stored_secret(system_id) == {"password": "ours", "access_key": "their-key"}
