"""The key with which a WHMCS asks for a Sync: made, replaced, switched off, and kept secret."""

from collections.abc import Callable
from functools import partial

import boto3
import pytest

from accounting.clients import secrets_manager
from accounting.domain.clock import utc_now
from accounting.domain.errors import SystemDeleting, VersionMismatch
from accounting.domain.webhooks import WebhookKey
from accounting.services import hook_key
from accounting.tables import dynamodb, systems_table
from local.running import Running
from tests.integration.hook_messages import sender_of
from tests.integration.http import NEW_SYSTEM, Http, problem
from tests.integration.on_the_wire import answer_lost, before_sending, overtaken


@pytest.fixture
def path(http: Http) -> str:
    return str(http.post("/systems", NEW_SYSTEM).headers["Location"])


@pytest.fixture
def system_id(path: str) -> str:
    return path.removeprefix("/systems/")


def keys() -> dict[str, str]:
    """What Secrets Manager holds of hooks: by ARN."""
    client = boto3.client("secretsmanager")
    return {
        one["ARN"]: client.get_secret_value(SecretId=one["ARN"])["SecretString"]
        for one in client.list_secrets()["SecretList"]
        if one["Name"].startswith("revenue-sync/hooks/")
    }


def test_key_is_given_out_with_the_address_and_kept(
    running: Running, http: Http, path: str, system_id: str
) -> None:
    assert http.get(path).json()["hook"] is None
    made = http.post(f"{path}/hook-key")
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    assert made.json()["url"] == f"{running.url}/hooks/whmcs/{system_id}"
    assert len(WebhookKey.parse(made.json()["key"]).secret) == 32
    assert list(keys().values()) == [made.json()["key"]]
    assert f"/hooks/{system_id}/" in next(iter(keys()))
    assert http.get(path).json()["hook"].keys() == {"created_at"}


def test_making_a_key_needs_no_password_and_changes_no_setting(http: Http, path: str) -> None:
    before = http.get(path)
    http.post(f"{path}/hook-key")
    after = http.get(path)
    assert after.headers["ETag"] == before.headers["ETag"]
    assert after.json() | {"hook": None} == before.json()
    changed = http.patch(
        path, {"name": "Renamed", "password": "new"}, If_Match=after.headers["ETag"]
    )
    assert changed.json()["hook"] == after.json()["hook"]


def test_key_is_in_secrets_manager_and_nowhere_else(
    http: Http, path: str, log: list[dict[str, object]]
) -> None:
    """Also where it was asked for with an Idempotency-Key, under which answers are kept."""
    made = [http.post(f"{path}/hook-key", Idempotency_Key="k").json() for _ in range(2)]
    assert made[0]["key"] != made[1]["key"]
    client = boto3.client("dynamodb")
    tables = [str(client.scan(TableName=name)) for name in client.list_tables()["TableNames"]]
    places = [*tables, str(log), http.get("/systems").text, http.get(path).text]
    assert any("hook" in text for text in tables)
    secrets = [one["key"].removeprefix("whsec_") for one in made]
    assert not [1 for place in places for secret in secrets if secret in place]


def test_new_key_ends_the_old_one_at_once(http: Http, path: str) -> None:
    old = sender_of(http, path)
    new = sender_of(http, path)
    assert list(keys().values()) == [new.key.text]
    assert (old.send().status_code, new.send().status_code) == (401, 202)


def test_switched_off_is_switched_off(http: Http, path: str) -> None:
    sender = sender_of(http, path)
    for _ in range(2):
        answer = http.delete(f"{path}/hook-key")
        assert (answer.status_code, answer.json()["hook"]) == (200, None)
    assert keys() == {}
    assert sender.send().status_code == 401
    assert sender_of(http, path).send().status_code == 202


def test_key_goes_with_its_system(running: Running, http: Http, path: str) -> None:
    sender = sender_of(http, path)
    http.delete(path)
    running.stack.wait_until(lambda: http.get(path).status_code == 404)
    assert keys() == {}
    assert sender.send().status_code == 401


def test_system_that_is_being_deleted_gets_no_key(http: Http, path: str, system_id: str) -> None:
    sender_of(http, path)
    systems_table.mark_deleting(system_id, utc_now(), None, "ada")
    made: list[object] = []
    with before_sending(secrets_manager._client(), "CreateSecret", lambda **_: made.append(1)):
        problem(http.post(f"{path}/hook-key"), 409, "SystemDeleting")
    assert made == []
    problem(http.delete(f"{path}/hook-key"), 409, "SystemDeleting")
    assert len(keys()) == 1


def test_system_deleted_at_the_moment_a_key_is_made_leaves_none(
    running: Running, http: Http, system_id: str
) -> None:
    delete = partial(systems_table.mark_deleting, system_id, utc_now(), None, "ada")
    with overtaken(dynamodb.client(), "UpdateItem", delete), pytest.raises(SystemDeleting):
        hook_key.create(system_id, utc_now(), "ada")
    assert keys() == {}


def test_of_two_keys_made_at_once_the_last_counts(running: Running, system_id: str) -> None:
    made: list[WebhookKey] = []

    def theirs() -> None:
        made.append(hook_key.create(system_id, utc_now(), "ada"))

    with overtaken(dynamodb.client(), "UpdateItem", theirs):
        made.append(hook_key.create(system_id, utc_now(), "ada"))
    assert list(keys().values()) == [made[1].text]


def test_keys_made_all_the_time_end_with_a_sentence(
    running: Running, system_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No key of ours is left behind then."""
    monkeypatch.setattr(hook_key, "ATTEMPTS", 1)
    theirs: list[WebhookKey] = []

    def compete() -> None:
        theirs.append(hook_key.create(system_id, utc_now(), "ada"))

    with (
        overtaken(dynamodb.client(), "UpdateItem", compete),
        pytest.raises(VersionMismatch),
    ):
        hook_key.create(system_id, utc_now(), "ada")
    assert list(keys().values()) == [theirs[0].text]


def create(system_id: str) -> None:
    hook_key.create(system_id, utc_now(), "ada")


def remove(system_id: str) -> None:
    hook_key.remove(system_id, utc_now(), "ada")


@pytest.mark.parametrize(("write", "left"), [(create, 1), (remove, 0)])
def test_replacement_whose_answer_was_lost_is_a_success(
    running: Running, system_id: str, write: Callable[[str], object], left: int
) -> None:
    hook_key.create(system_id, utc_now(), "ada")
    before = keys()
    with answer_lost(dynamodb.client(), "UpdateItem") as sent:
        write(system_id)
    assert len(sent) == 2
    assert len(keys()) == left
    assert keys().keys().isdisjoint(before)
    hook = systems_table.get(system_id).hook
    assert ([hook.secret_arn] if hook else []) == list(keys())


@pytest.mark.parametrize("operation", ["CreateSecret", "UpdateItem"])
def test_key_that_could_not_be_made_leaves_the_old_one(
    running: Running, http: Http, path: str, operation: str
) -> None:
    sender = sender_of(http, path)
    running.stack.functions.kill_next("SystemsApiFunction", "RuntimeError", at=operation)
    assert http.post(f"{path}/hook-key").status_code == 500
    assert list(keys().values()) == [sender.key.text]
    assert sender.send().status_code == 202


@pytest.mark.parametrize("text", ["", "whsec_", "no key", "whsec_AAAA"])
def test_key_that_somebody_has_overwritten_is_none(http: Http, path: str, text: str) -> None:
    sender = sender_of(http, path)
    (arn,) = keys()
    boto3.client("secretsmanager").put_secret_value(SecretId=arn, SecretString=text or " ")
    assert sender.send().status_code == 401


def test_key_that_somebody_has_deleted_is_none(http: Http, path: str) -> None:
    sender = sender_of(http, path)
    (arn,) = keys()
    secrets_manager.remove(arn)
    assert sender.send().status_code == 401
    assert http.delete(f"{path}/hook-key").json()["hook"] is None
