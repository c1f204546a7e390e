"""A handler that overruns its time-out is killed, as far as anybody outside can see."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
import requests

from local.aws.stack import Stack
from local.web.oidc import OidcProvider
from local.web.server import Server

API, STEP = "SystemsApiFunction", "SyncStepFunction"
LIMIT = 0.2


@pytest.fixture
def go_on() -> Iterator[threading.Event]:
    """What the handler waits for; it comes in any case."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def overdue(stack: Stack, go_on: threading.Event) -> Iterator[list[str]]:
    """The systems API writes, waits beyond its time-out, and writes again. What it got to."""
    table = boto3.resource("dynamodb").Table(stack.resources["SystemsTable"])
    reached: list[str] = []

    def handler(_event: Any, _context: Any) -> None:
        table.put_item(Item={"system_id": "before"})
        reached.append("before")
        go_on.wait()
        try:
            table.put_item(Item={"system_id": "after"})
        except Exception:
            reached.append("a dead process handles nothing")
        reached.append("after")

    stack.functions.replace(API, handler)
    stack.functions.limit(API, LIMIT)
    yield reached
    go_on.set()
    assert stack.functions.lifetimes.wait_until_idle(10)


def stored(stack: Stack) -> list[Any]:
    table = boto3.resource("dynamodb").Table(stack.resources["SystemsTable"])
    return [item["system_id"] for item in table.scan()["Items"]]


def test_caller_is_answered_in_time_and_nothing_is_written_afterwards(
    stack: Stack, overdue: list[str], go_on: threading.Event
) -> None:
    began = time.monotonic()
    invocation = stack.functions.invoke(API, b"{}")
    assert LIMIT <= time.monotonic() - began < LIMIT + 5
    assert invocation.error == "Unhandled"
    report = json.loads(invocation.payload)
    assert report["errorType"] == "Sandbox.Timedout"
    assert report["errorMessage"].endswith("Error: Task timed out after 0.20 seconds")

    go_on.set()

    assert stack.functions.lifetimes.wait_until_idle(10)
    assert (stored(stack), overdue) == (["before"], ["before"])


def test_call_that_is_under_way_is_the_last_one(stack: Stack, go_on: threading.Event) -> None:
    """As at AWS: what was sent arrives, its answer does not."""
    table = boto3.resource("dynamodb").Table(stack.resources["SystemsTable"])
    reached: list[str] = []

    def slow(*_: object, **__: object) -> None:
        go_on.wait()

    def handler(_event: Any, _context: Any) -> None:
        table.meta.client.meta.events.register_first("before-send.dynamodb.PutItem", slow)
        for system_id in ("first", "second"):
            table.put_item(Item={"system_id": system_id})
            reached.append(system_id)

    stack.functions.replace(API, handler)
    stack.functions.limit(API, LIMIT)
    assert stack.functions.invoke(API, b"{}").error
    go_on.set()
    assert stack.functions.lifetimes.wait_until_idle(10)
    assert (stored(stack), reached) == (["first"], [])


def test_loop_without_end_is_stopped(stack: Stack) -> None:
    def handler(_event: Any, _context: Any) -> None:
        while True:
            pass

    stack.functions.replace(API, handler)
    stack.functions.limit(API, LIMIT)
    assert stack.functions.invoke(API, b"{}").error == "Unhandled"
    assert stack.functions.lifetimes.wait_until_idle(10)


def test_next_invocation_is_not_disturbed(
    stack: Stack, overdue: list[str], go_on: threading.Event
) -> None:
    assert stack.functions.invoke(API, b"{}").error
    stack.functions.replace(API, lambda event, _context: event)
    for _ in range(3):
        assert stack.functions.invoke(API, b"{}").error is None
    go_on.set()
    assert stack.functions.lifetimes.wait_until_idle(10)
    assert stack.functions.invoke(API, b"{}").error is None


def test_context_counts_down_to_the_time_out(stack: Stack) -> None:
    left: list[int] = []

    def handler(_event: Any, context: Any) -> None:
        left.append(context.get_remaining_time_in_millis())
        while context.get_remaining_time_in_millis() > 0:
            pass
        left.append(context.get_remaining_time_in_millis())

    stack.functions.replace(API, handler)
    stack.functions.limit(API, LIMIT)
    stack.functions.invoke(API, b"{}")
    assert stack.functions.lifetimes.wait_until_idle(10)
    assert 0 < left[0] <= LIMIT * 1000
    assert left[1:] in ([], [0])


def test_workflow_sees_it_as_aws_names_it(
    stack: Stack, go_on: threading.Event, until_idle: Callable[[], None]
) -> None:
    failures: list[Any] = []

    def end(event: Any, _context: Any) -> dict[str, Any]:
        failures.append(event.get("failure"))
        return {"ended": True}

    stack.functions.replace("SyncBeginFunction", lambda _event, _context: {})
    stack.functions.replace(STEP, lambda _event, _context: go_on.wait())
    stack.functions.replace("SyncEndFunction", end)
    stack.functions.limit(STEP, LIMIT)
    execution = stack.run("SyncStateMachine", {"system_id": "a", "mode": "full"})
    assert (execution["status"], execution["error"]) == ("FAILED", "SyncFailed")
    assert failures[0]["Error"] == "Sandbox.Timedout"
    assert "Task timed out after" in json.loads(failures[0]["Cause"])["errorMessage"]
    assert len(stack.waits) == 3  # It is retried as any other crash.


@pytest.fixture
def until_idle(stack: Stack, go_on: threading.Event) -> Iterator[Callable[[], None]]:
    def wait() -> None:
        go_on.set()
        assert stack.functions.lifetimes.wait_until_idle(10)

    yield wait
    wait()


def test_caller_of_the_api_gets_500(
    gateway: Server, oidc: OidcProvider, overdue: list[str]
) -> None:
    """Lambda's own time-out is a failed function to an HTTP API; 503 is for its 30 seconds."""
    headers = {"Authorization": f"Bearer {oidc.token()}"}
    answer = requests.get(f"{gateway.url}/systems", headers=headers, timeout=10)
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})


def test_handler_at_work_does_not_outlive_its_stack(
    stack: Stack, overdue: list[str], go_on: threading.Event
) -> None:
    stack.functions.limit(API, 100)
    answers: list[Any] = []
    caller = threading.Thread(
        target=lambda: answers.append(stack.functions.invoke(API, b"{}")), daemon=True
    )
    caller.start()
    stack.wait_until(lambda: bool(overdue))
    with stack.functions.lifetimes.ending():
        caller.join(10)
        refused = stack.functions.invoke(API, b"{}")
    assert [json.loads(one.payload)["errorType"] for one in (*answers, refused)] == [
        "Runtime.ExitError"
    ] * 2
