"""Systems of other tables, restored or of another region, are copied into the stack."""

from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import EndpointConnectionError

from accounting.domain.month_totals import MonthTotals
from accounting.domain.webhooks import WebhookKey
from accounting.tables import events_table
from local import copy_systems
from local.__main__ import _parser
from local.api_client import ApiClient, ApiError
from local.aws.calls import Call, intercepted
from local.aws.stack import REGION, STACK_NAME
from local.connection import sync
from local.deployed_tables import NAMES
from local.running import PASSWORD, Running
from tests.contract.commands import call_aws, documented
from tests.deployed import running_sync
from tests.integration.hook_messages import Sender, sender_of
from tests.integration.http import Http, simulated

OTHER_REGION = "us-east-1"


@pytest.fixture
def restored(running: Running, api: ApiClient, system_id: str) -> Iterator[list[str]]:
    """The names of four tables that hold a synchronised system, as of this moment."""
    sync(api, system_id, "full")
    names = restore(running)
    yield names
    drop(names)


def restore(running: Running) -> list[str]:
    """As docs/lifecycle.md says."""
    aws: Any = boto3
    tables = {name.removesuffix("Table").upper(): running.stack.resources[name] for name in NAMES}
    for command in documented():
        if "restore-table-to-point-in-time" in command.text:
            call_aws(command, aws.client, {**tables, "MOMENT": "2026-11-28T05:00:00Z"})
    return [f"restored-{name}" for name in NAMES]


def drop(names: list[str], region: str = REGION) -> None:
    client = boto3.client("dynamodb", region_name=region)
    for name in names:
        client.delete_table(TableName=name)


@dataclass(frozen=True)
class Copied:
    code: int
    said: str


def copy(names: list[str], *options: str) -> Copied:
    """What it prints alone; the product's functions log to the same place."""
    arguments = ["copy-systems", "--to", STACK_NAME, "--tables", *names, *options]
    with StringIO() as text, redirect_stdout(text), redirect_stderr(text):
        code = copy_systems.run(_parser().parse_args(arguments))
        return Copied(code, text.getvalue())


def delete(running: Running, api: ApiClient, system_id: str) -> None:
    api.call("DELETE", f"/systems/{system_id}")
    running.stack.wait_until(lambda: api.get("/systems")["systems"] == [])


def seen(api: ApiClient, system_id: str) -> Any:
    """All that the API says of it."""
    paths = (f"/systems/{system_id}", f"/systems/{system_id}/invoices", "/revenue")
    history = api.get(f"/systems/{system_id}/syncs")["syncs"]
    return [api.get(path) for path in paths], history


def change(table: str, system_id: str, **attributes: Any) -> None:
    boto3.resource("dynamodb").Table(table).update_item(
        Key={"system_id": system_id},
        AttributeUpdates={
            name: {"Value": value, "Action": "PUT"} for name, value in attributes.items()
        },
    )


def lease(ends_in: timedelta) -> dict[str, str]:
    return {"sync_id": "a-sync", "expires_at": (datetime.now(UTC) + ends_in).isoformat()}


def test_deleted_system_comes_back_from_a_point_in_time(
    running: Running, api: ApiClient, system_id: str, restored: list[str]
) -> None:
    before = seen(api, system_id)
    delete(running, api, system_id)
    said = copy(restored).said
    assert said.startswith(f"Demo hosting ({system_id}): copied. Its credentials are gone:")
    assert seen(api, system_id) == before
    assert events_table.told_months(system_id) == MonthTotals("EUR")  # So it is told anew.
    with pytest.raises(ApiError, match="SecretMissing"):
        sync(api, system_id, "incremental")
    api.call("PATCH", f"/systems/{system_id}", {"password": PASSWORD})
    assert sync(api, system_id, "incremental")["proof"]["stored_total"] == 60


def test_what_is_in_the_stack_stays_as_it_is(
    api: ApiClient, system_id: str, restored: list[str]
) -> None:
    api.call("PATCH", f"/systems/{system_id}", {"description": "newer"})
    before = seen(api, system_id)
    assert "is there already" in copy(restored).said
    assert seen(api, system_id) == before


def test_one_system_of_several_is_copied(
    running: Running, api: ApiClient, http: Http, system_id: str
) -> None:
    other = http.post("/systems", simulated(running, name="Other")).json()["id"]
    names = restore(running)
    for each in (other, system_id):
        api.call("DELETE", f"/systems/{each}")
    running.stack.wait_until(lambda: api.get("/systems")["systems"] == [])
    assert copy(names, "--system", other).code == 0
    drop(names)
    assert [one["id"] for one in api.get("/systems")["systems"]] == [other]


def test_system_that_was_being_deleted_is_left_out(
    running: Running, api: ApiClient, system_id: str, restored: list[str]
) -> None:
    delete(running, api, system_id)
    change("restored-SystemsTable", system_id, deleting=True)
    assert "was being deleted" in copy(restored).said
    assert api.get("/systems")["systems"] == []


def test_running_sync_is_waited_for(
    running: Running, api: ApiClient, system_id: str, restored: list[str]
) -> None:
    delete(running, api, system_id)
    change("restored-SystemsTable", system_id, lease=lease(timedelta(minutes=1)))
    copied = copy(restored)
    assert copied.code == 1
    assert "Sync a-sync of Demo hosting is running: cancel it or wait" in copied.said
    assert api.get("/systems")["systems"] == []


def test_blocks_of_a_moment_within_a_sync_are_read_anew(
    running: Running, api: ApiClient, system_id: str, restored: list[str]
) -> None:
    """They may not fit together: each table is restored by itself, to the second."""
    rows = api.get("/revenue")["rows"]
    delete(running, api, system_id)
    change("restored-SystemsTable", system_id, lease=lease(timedelta(minutes=-1)))
    assert copy(restored).code == 0
    assert api.get(f"/systems/{system_id}/invoices")["invoices"] == []
    assert api.get(f"/systems/{system_id}")["complete"] is False
    assert len(api.get(f"/systems/{system_id}/syncs")["syncs"]) == 1
    api.call("PATCH", f"/systems/{system_id}", {"password": PASSWORD})
    assert sync(api, system_id, "incremental")["added"] == 60
    assert api.get("/revenue")["rows"] == rows


def test_record_of_a_sync_that_ran_at_that_time_says_that_it_was_interrupted(
    running: Running, api: ApiClient, system_id: str
) -> None:
    with running_sync(running, api, system_id) as sync_id:
        names = restore(running)
        api.post(f"/systems/{system_id}/syncs/{sync_id}/cancel")
    delete(running, api, system_id)
    change("restored-SystemsTable", system_id, lease=lease(timedelta(minutes=-1)))
    assert copy(names).code == 0
    drop(names)
    record = api.get(f"/systems/{system_id}/syncs/{sync_id}")
    assert (record["state"], record["error"]["code"]) == ("failed", "SyncInterrupted")


def test_interrupted_copy_is_started_again(
    running: Running, api: ApiClient, system_id: str, restored: list[str]
) -> None:
    before = seen(api, system_id)
    delete(running, api, system_id)
    left = boto3.resource("dynamodb").Table(running.stack.resources["RevenueTable"])
    left.put_item(Item={"system_id": system_id, "block": 7, "format": 2})

    def cut(call: Call, client: BaseClient, operation: str, parameters: Any) -> Any:
        if operation == "PutItem":
            raise EndpointConnectionError(endpoint_url=client.meta.endpoint_url)
        return call()

    with intercepted(cut):
        assert copy(restored).code == 1
    assert api.get("/systems")["systems"] == []
    assert copy(restored).code == 0
    assert seen(api, system_id) == before


def test_system_that_changes_meanwhile_is_not_taken_for_whole(
    running: Running, api: ApiClient, system_id: str, restored: list[str]
) -> None:
    delete(running, api, system_id)

    def meanwhile(call: Call, client: BaseClient, operation: str, parameters: Any) -> Any:
        answer = call()
        if operation == "BatchWriteItem":
            change("restored-SystemsTable", system_id, lease=lease(timedelta(minutes=5)))
        return answer

    with intercepted(meanwhile):
        copied = copy(restored)
    assert copied == Copied(1, "Demo hosting was changed meanwhile: start the copy again.\n")
    assert api.get("/systems")["systems"] == []


def test_system_that_appears_meanwhile_is_not_overwritten(
    running: Running, api: ApiClient, system_id: str, restored: list[str]
) -> None:
    """By another copy, started beside this one."""
    delete(running, api, system_id)
    table = boto3.resource("dynamodb").Table(running.stack.resources["SystemsTable"])
    other = {"system_id": system_id, "name": "Other"}

    def meanwhile(call: Call, client: BaseClient, operation: str, parameters: Any) -> Any:
        if operation == "BatchWriteItem":
            table.put_item(Item=other)
        return call()

    with intercepted(meanwhile):
        assert copy(restored).code == 1
    assert table.scan()["Items"] == [other]


def test_table_that_is_not_restored_yet_is_waited_for(restored: list[str]) -> None:
    def creating(call: Call, client: BaseClient, operation: str, parameters: Any) -> Any:
        answer = call()
        if operation == "DescribeTable":
            answer["Table"]["TableStatus"] = "CREATING"
        return answer

    with intercepted(creating):
        copied = copy(restored)
    assert copied.code == 1
    assert "restored-SystemsTable is CREATING: wait until it is ACTIVE." in copied.said


@pytest.fixture
def elsewhere(
    running: Running, api: ApiClient, system_id: str, restored: list[str]
) -> Iterator[list[str]]:
    """The restored tables in another region, with a secret there, and nothing of it here."""
    arn = _secret_of("restored-SystemsTable", system_id)
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=arn)
    there = boto3.client("secretsmanager", region_name=OTHER_REGION).create_secret(
        Name=secret["Name"], SecretString=secret["SecretString"]
    )
    change("restored-SystemsTable", system_id, secret_arn=there["ARN"])
    client = boto3.client("dynamodb", region_name=OTHER_REGION)
    for name in restored:
        table = boto3.client("dynamodb").describe_table(TableName=name)["Table"]
        keys = [one["AttributeName"] for one in table["KeySchema"]]
        client.create_table(
            TableName=name,
            KeySchema=table["KeySchema"],
            AttributeDefinitions=[
                one for one in table["AttributeDefinitions"] if one["AttributeName"] in keys
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        for item in boto3.client("dynamodb").scan(TableName=name)["Items"]:
            client.put_item(TableName=name, Item=item)
    delete(running, api, system_id)
    yield restored
    drop(restored, OTHER_REGION)


def _secret_of(table: str, system_id: str) -> str:
    found = boto3.resource("dynamodb").Table(table).get_item(Key={"system_id": system_id})
    return str(found["Item"]["secret_arn"])


def test_system_moves_to_another_region_with_its_secret(
    running: Running, api: ApiClient, system_id: str, elsewhere: list[str]
) -> None:
    assert copy(elsewhere, "--from-region", OTHER_REGION).code == 0
    arn = _secret_of(running.stack.resources["SystemsTable"], system_id)
    assert f":{REGION}:" in arn
    assert f":secret:{STACK_NAME}/systems/{system_id}/" in arn
    assert sync(api, system_id, "incremental")["proof"]["stored_total"] == 60


def test_secret_that_is_gone_elsewhere_is_asked_for_here(
    api: ApiClient, system_id: str, elsewhere: list[str]
) -> None:
    secrets = boto3.client("secretsmanager", region_name=OTHER_REGION)
    for one in secrets.list_secrets()["SecretList"]:
        secrets.delete_secret(SecretId=one["ARN"], ForceDeleteWithoutRecovery=True)
    assert "credentials are gone" in copy(elsewhere, "--from-region", OTHER_REGION).said
    with pytest.raises(ApiError, match="SecretMissing"):
        sync(api, system_id, "incremental")
    api.call("PATCH", f"/systems/{system_id}", {"password": PASSWORD})
    assert sync(api, system_id, "incremental")["proof"]["stored_total"] == 60


def test_key_of_a_hook_moves_along_and_the_new_address_is_asked_for(
    running: Running, api: ApiClient, system_id: str, elsewhere: list[str]
) -> None:
    there = boto3.client("secretsmanager", region_name=OTHER_REGION)
    key = WebhookKey(b"x" * 32)
    arn = there.create_secret(Name="old/hooks/key", SecretString=key.text)["ARN"]
    hook = {"secret_arn": arn, "created_at": "2026-01-31T08:00:00Z"}
    boto3.resource("dynamodb", region_name=OTHER_REGION).Table("restored-SystemsTable").update_item(
        Key={"system_id": system_id}, AttributeUpdates={"hook": {"Value": hook, "Action": "PUT"}}
    )
    said = copy(elsewhere, "--from-region", OTHER_REGION).said
    assert said.endswith("put the new one into its revenue_sync.php.\n")
    table = running.stack.resources["SystemsTable"]
    item = boto3.resource("dynamodb").Table(table).get_item(Key={"system_id": system_id})["Item"]
    moved: Any = item["hook"]
    assert f":{REGION}:" in moved["secret_arn"]
    assert f":secret:{STACK_NAME}/hooks/{system_id}/" in moved["secret_arn"]
    assert moved["created_at"] == hook["created_at"]
    sender = Sender(f"{running.url}/hooks/whmcs/{system_id}", key)
    assert sender.send().status_code == 202


def test_key_of_a_hook_that_is_gone_is_told(
    running: Running, api: ApiClient, http: Http, system_id: str
) -> None:
    """It went with its system; nothing is left that would stand in the way of another."""
    sender_of(http, f"/systems/{system_id}")
    names = restore(running)
    delete(running, api, system_id)
    said = copy(names).said
    drop(names)
    assert said.endswith("starts a Sync is gone: create another.\n")
    assert http.get(f"/systems/{system_id}").json()["hook"] is None
    assert sender_of(http, f"/systems/{system_id}").send().status_code == 202


@pytest.mark.parametrize(
    ("names", "options", "sentence"),
    [
        (["a", "b", "c", "d"], [], "--tables needs one name that holds SystemsTable, and has 0."),
        (list(NAMES), [], f"--tables: there is no table SystemsTable in {REGION}."),
        (None, ["--to", "other"], f"--to: there is no stack other of this product in {REGION}."),
        (None, ["--system", "0123456789ab"], "restored-SystemsTable holds no system 0123456789ab."),
    ],
)
def test_what_is_not_there_is_told(
    restored: list[str], names: list[str] | None, options: list[str], sentence: str
) -> None:
    assert copy(names or restored, *options) == Copied(1, f"{sentence}\n")
