"""The template as deployed here, and the handlers that run in it."""

import os
from typing import Any

import boto3
import pytest

from local.aws.environment import ConflictingVariableError, shared_environment
from local.aws.stack import Stack
from local.aws.template import UnknownResourceTypeError, _check_types


def test_resources_are_found_by_their_logical_id(stack: Stack) -> None:
    assert stack.resources["SystemsTable"] in boto3.client("dynamodb").list_tables()["TableNames"]
    assert stack.resources["SyncStepFunction"].startswith("arn:aws:lambda:")
    assert stack.outputs["SyncStateMachineArn"] == stack.resources["SyncStateMachine"]


def test_functions_see_the_variables_the_template_gives_them(stack: Stack) -> None:
    variables = stack.environment("SyncStepFunction")
    assert variables["INVOICES_TABLE"] == stack.resources["InvoicesTable"]
    assert os.environ["INVOICES_TABLE"] == variables["INVOICES_TABLE"]


def test_systems_on_this_machine_may_be_connected_here_only(stack: Stack) -> None:
    assert stack.environment("SyncStepFunction")["SOURCE_ADDRESSES"] == "public"
    assert os.environ["SOURCE_ADDRESSES"] == "loopback"


def test_there_is_one_stack_at_a_time(stack: Stack) -> None:
    with pytest.raises(RuntimeError, match="one stack"), Stack():
        pass
    assert stack.resources["SystemsTable"] in boto3.client("dynamodb").list_tables()["TableNames"]


def test_a_variable_with_two_meanings_is_refused() -> None:
    with pytest.raises(ConflictingVariableError, match="TABLE"):
        shared_environment({"One": {"TABLE": "a"}, "Two": {"TABLE": "b"}})


def test_service_name_may_differ_by_function() -> None:
    name = "POWERTOOLS_SERVICE_NAME"
    assert shared_environment({"One": {name: "a"}, "Two": {name: "b"}}) == {}


def test_a_resource_nobody_can_create_is_named() -> None:
    with pytest.raises(UnknownResourceTypeError, match=r"Ship \(AWS::Sea::Ship\)"):
        _check_types({"Ship": {"Type": "AWS::Sea::Ship"}})


def test_reset_leaves_nothing(stack: Stack) -> None:
    table = boto3.resource("dynamodb").Table(stack.resources["SystemsTable"])
    table.put_item(Item={"system_id": "a"})
    secrets = boto3.client("secretsmanager")
    secrets.create_secret(Name="s", SecretString="x")
    stack.functions.replace("SystemDeleteFunction", lambda _event, _context: {"done": True})
    stack.run("DeleteStateMachine", {"system_id": "a"})

    stack.reset()

    assert table.scan()["Items"] == []
    assert secrets.list_secrets()["SecretList"] == []
    machine = stack.resources["DeleteStateMachine"]
    executions = boto3.client("stepfunctions").list_executions(stateMachineArn=machine)
    assert executions["executions"] == []


def test_schedule_sends_the_event_of_eventbridge(stack: Stack) -> None:
    events: list[Any] = []
    stack.functions.replace("DailySyncFunction", lambda event, _context: events.append(event))
    assert stack.fire_schedule("DailySyncFunction").error is None
    assert events[0]["detail-type"] == "Scheduled Event"


def test_every_function_of_the_template_can_be_imported(stack: Stack) -> None:
    for function in stack.functions.settings.values():
        assert callable(stack.functions._handler(function)), function.logical_id
