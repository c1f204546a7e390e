"""moto's engine runs the project's own ASL as AWS would, as far as the project relies on it."""

import json
import threading
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from local.aws.stack import Stack

SYNC = "SyncStateMachine"
INPUT = {"system_id": "a", "mode": "full"}


class SourceUnavailable(Exception):
    pass


class SourceRejected(Exception):
    pass


@pytest.fixture
def steps(stack: Stack) -> Callable[..., list[Any]]:
    """Make Step answer (or raise) one after another; the list takes the events of all functions."""

    def prepare(*answers: Any) -> list[Any]:
        events: list[Any] = []
        queue = list(answers)

        def step(event: Any, _context: Any) -> Any:
            answer = queue.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return {"wait_seconds": 0, **answer}

        stack.functions.before_invoke = lambda name, event: events.append((name, event))
        stack.functions.replace("SyncBeginFunction", lambda _event, _context: {})
        stack.functions.replace("SyncStepFunction", step)
        ended = {"ended": True, "error": "OfTheSync", "cause": "Why, and what to do."}
        stack.functions.replace("SyncEndFunction", lambda _event, _context: ended)
        return events

    return prepare


def test_context_object_reaches_the_functions(
    stack: Stack, steps: Callable[..., list[Any]]
) -> None:
    events = steps({"done": False}, {"done": True})
    execution = stack.run(SYNC, INPUT, name="sync-1")
    assert execution["status"] == "SUCCEEDED"
    assert json.loads(execution["output"])["ended"] is True
    assert [name for name, _ in events] == [
        "SyncBeginFunction",
        "SyncStepFunction",
        "SyncStepFunction",
        "SyncEndFunction",
    ]
    assert all(event == {"sync_id": "sync-1", "input": INPUT} for _, event in events)


def test_wait_takes_the_seconds_the_function_asked_for(
    stack: Stack, steps: Callable[..., list[Any]]
) -> None:
    steps({"done": False, "wait_seconds": 90}, {"done": True})
    assert stack.run(SYNC, INPUT)["status"] == "SUCCEEDED"
    assert stack.waits == [90]


def test_retries_back_off_with_full_jitter_and_start_anew_with_each_visit(
    stack: Stack, steps: Callable[..., list[Any]]
) -> None:
    failures = [SourceUnavailable()] * 5
    steps(*failures, {"done": False}, *failures, {"done": True})
    assert stack.run(SYNC, INPUT)["status"] == "SUCCEEDED"
    limits = [1, 2, 4, 8, 16] * 2
    assert all(0 <= wait <= limit for wait, limit in zip(stack.waits, limits, strict=True))


def test_zero_attempts_means_no_retry(stack: Stack, steps: Callable[..., list[Any]]) -> None:
    events = steps(SourceRejected("credentials"))
    execution = stack.run(SYNC, INPUT)
    assert (execution["status"], execution["error"]) == ("FAILED", "OfTheSync")
    assert execution["cause"] == "Why, and what to do."
    assert [name for name, _ in events].count("SyncStepFunction") == 1
    failure = events[-2][1]["failure"]
    assert failure["Error"] == "SourceRejected"
    assert json.loads(failure["Cause"])["errorMessage"] == "credentials"


def test_rule_of_the_template_hears_of_an_execution_that_failed(
    stack: Stack, steps: Callable[..., list[Any]]
) -> None:
    events = steps(SourceRejected("credentials"))
    execution = stack.run(SYNC, INPUT, name="sync-1")
    name, event = events[-1]
    assert (name, event["source"]) == ("SyncEndFunction", "aws.states")
    assert event["resources"] == [execution["executionArn"]]
    told = {key: event["detail"][key] for key in ("name", "status", "error", "cause")}
    assert told == {
        "name": "sync-1",
        "status": "FAILED",
        "error": "OfTheSync",
        "cause": "Why, and what to do.",
    }
    assert json.loads(event["detail"]["input"]) == INPUT


def test_nobody_hears_of_an_execution_that_succeeded(
    stack: Stack, steps: Callable[..., list[Any]]
) -> None:
    events = steps({"done": True})
    assert stack.run(SYNC, INPUT)["status"] == "SUCCEEDED"
    assert all("detail" not in event for _, event in events)


def test_everything_else_is_retried_then_caught(
    stack: Stack, steps: Callable[..., list[Any]]
) -> None:
    events = steps(*[ZeroDivisionError()] * 4)
    assert stack.run(SYNC, INPUT)["status"] == "FAILED"
    assert [name for name, _ in events].count("SyncStepFunction") == 4
    assert len(stack.waits) == 3


def test_choice_of_a_field_that_is_missing_fails_as_at_aws(stack: Stack) -> None:
    choice = {"Variable": "$.done", "BooleanEquals": True, "Next": "Over"}
    look = {"Type": "Choice", "Choices": [choice], "Default": "Over"}
    definition = {"StartAt": "Look", "States": {"Look": look, "Over": {"Type": "Succeed"}}}
    client = boto3.client("stepfunctions")
    machine = client.create_state_machine(
        name="looks", definition=json.dumps(definition), roleArn="arn:aws:iam::123456789012:role/it"
    )["stateMachineArn"]
    execution = client.start_execution(stateMachineArn=machine, input="{}")["executionArn"]
    stack.wait(execution)
    ended = client.describe_execution(executionArn=execution)
    client.delete_state_machine(stateMachineArn=machine)
    assert (ended["status"], ended["error"]) == ("FAILED", "States.Runtime")


def test_reset_ends_a_running_execution(stack: Stack, steps: Callable[..., list[Any]]) -> None:
    steps()
    at_work, go_on = threading.Event(), threading.Event()

    def endless(_event: Any, _context: Any) -> dict[str, Any]:
        at_work.set()
        go_on.wait(10)
        boto3.client("dynamodb").list_tables()
        return {"done": False, "wait_seconds": 0}

    stack.functions.replace("SyncStepFunction", endless)
    stack.start_execution(SYNC, INPUT)
    assert at_work.wait(10)
    threading.Timer(0.05, go_on.set).start()
    stack.reset()
    assert stack.functions.lifetimes.wait_until_idle(0)
