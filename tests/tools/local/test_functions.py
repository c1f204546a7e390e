"""What Lambda reports of handlers that fail, die or return what is no JSON."""

import json
from typing import Any

import boto3
import pytest

from local.aws.deaths import TIMED_OUT, Killed
from local.aws.stack import Stack

STEP = "SyncStepFunction"


class SourceMalformed(Exception):
    pass


def invoke(stack: Stack, function: str = STEP) -> tuple[str | None, dict[str, Any]]:
    result = stack.functions.invoke(function, b"{}")
    return result.error, json.loads(result.payload)


def test_exception_is_reported_by_its_class_name(stack: Stack) -> None:
    def handler(_event: Any, _context: Any) -> None:
        raise SourceMalformed("no JSON")

    stack.functions.replace(STEP, handler)
    error, report = invoke(stack)
    assert error == "Unhandled"
    assert (report["errorType"], report["errorMessage"]) == ("SourceMalformed", "no JSON")
    assert "in handler" in report["stackTrace"][0]


def test_result_that_is_no_json_is_a_marshal_error(stack: Stack) -> None:
    stack.functions.replace(STEP, lambda _event, _context: {1, 2})
    assert invoke(stack)[1]["errorType"] == "Runtime.MarshalError"


def test_context_knows_the_function(stack: Stack) -> None:
    def handler(_event: Any, context: Any) -> list[object]:
        left = context.get_remaining_time_in_millis()
        return [119_000 < left <= 120_000, context.memory_limit_in_mb, context.function_name]

    stack.functions.replace(STEP, handler)
    result = json.loads(stack.functions.invoke(STEP, b"{}").payload)
    assert result == [True, 1769, f"revenue-sync-{STEP}"]


@pytest.mark.parametrize("error_type", ["Runtime.ExitError", TIMED_OUT])
def test_killed_before_it_starts(stack: Stack, error_type: str) -> None:
    stack.functions.replace(STEP, lambda _event, _context: {})
    stack.functions.kill_next(STEP, error_type)
    assert invoke(stack)[1]["errorType"] == error_type
    assert invoke(stack) == (None, {})


def test_death_passes_the_handlers_own_except(stack: Stack) -> None:
    def handler(_event: Any, _context: Any) -> None:
        try:
            raise Killed
        except Exception:
            pytest.fail("a dead process handles nothing")

    stack.functions.replace(STEP, handler)
    assert invoke(stack)[1]["errorType"] == "Runtime.ExitError"


def test_sys_exit_ends_the_process(stack: Stack) -> None:
    def handler(_event: Any, _context: Any) -> None:
        raise SystemExit(1)

    stack.functions.replace(STEP, handler)
    assert invoke(stack)[1]["errorType"] == "Runtime.ExitError"


@pytest.mark.parametrize(("after", "written"), [(False, 1), (True, 2)])
def test_killed_at_a_call_to_aws(stack: Stack, after: bool, written: int) -> None:
    table = boto3.resource("dynamodb").Table(stack.resources["SystemsTable"])

    def handler(_event: Any, _context: Any) -> None:
        for number in range(3):
            table.put_item(Item={"system_id": str(number)})

    writer = "SystemsApiFunction"  # Its role may put items into this table.
    stack.functions.replace(writer, handler)
    stack.functions.kill_next(writer, at="PutItem", nth=2, after=after)
    assert invoke(stack, writer)[1]["errorType"] == "Runtime.ExitError"
    assert len(table.scan()["Items"]) == written
    assert invoke(stack, writer)[0] is None


def test_before_invoke_may_raise_for_the_handler(stack: Stack) -> None:
    def refuse(function: str, _event: Any) -> None:
        raise SourceMalformed(function)

    stack.functions.replace(STEP, lambda _event, _context: {})
    stack.functions.before_invoke = refuse
    assert invoke(stack)[1]["errorMessage"] == STEP
