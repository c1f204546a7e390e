"""The daily schedule, where one system cannot start."""

import json

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from local.api_client import ApiClient
from local.running import Running


def test_a_system_that_cannot_start_holds_up_no_other(
    running: Running, api: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"url": running.simulator.url, "username": "demo", "password": "demo-secret"}
    for name in ("first", "second"):
        api.post("/systems", {**body, "name": name, "auto_sync": True})
    call, starts = BaseClient._make_api_call, []  # type: ignore[attr-defined]

    def throttled_once(client: BaseClient, operation: str, parameters: object) -> object:
        starts.extend([operation] if operation == "StartExecution" else [])
        if operation == "StartExecution" and len(starts) == 1:
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, operation)
        return call(client, operation, parameters)

    monkeypatch.setattr(BaseClient, "_make_api_call", throttled_once)
    invocation = running.stack.fire_schedule("DailySyncFunction")
    assert invocation.error
    assert "Not started" in json.loads(invocation.payload)["errorMessage"]
    executions = boto3.client("stepfunctions").list_executions(
        stateMachineArn=running.stack.resources["SyncStateMachine"]
    )
    assert len(executions["executions"]) == 1
    first = next(one for one in api.get("/systems")["systems"] if one["name"] == "first")
    assert first["running_sync_id"] is None
