"""Whatever ends a state has words in the sync's record, and none that must not be kept."""

import json
from typing import Any

import pytest

from accounting.domain.errors import (
    LONGEST,
    AccountingError,
    InvalidInput,
    SourceMalformed,
    SourceRejected,
    SourceUnavailable,
    SyncAlreadyRunning,
)
from accounting.domain.syncs import Failure
from accounting.services.caught import TRIED, failure_of


def caught(name: str, message: str = "", **more: Any) -> dict[str, str]:
    """As Step Functions hands on what a function of Lambda answered when it failed."""
    cause = {"errorMessage": message, "errorType": name, "requestId": "1", "stackTrace": []}
    return {"Error": name, "Cause": json.dumps(cause | more)}


@pytest.mark.parametrize(
    "error",
    [
        SourceRejected("WHMCS does not accept the secret.", "Check it."),
        SourceRejected("No advice."),
        SourceMalformed('The answer is not JSON: "a\nb"', "Look\r\nat\u2028it."),
        SourceMalformed("\n\n first \n\x00 second\ud800\n", "\nthird"),
        InvalidInput(("mode", "is missing"), advice="Start it\nso."),
        SyncAlreadyRunning("20260131T080000-5f0c2a91"),
    ],
)
def test_error_of_ours_arrives_as_it_was(error: AccountingError) -> None:
    failure = failure_of(caught(error.code, str(error)))
    assert failure == Failure.of(error)
    assert failure.title == error.title


def test_text_of_a_source_stays_in_its_field() -> None:
    error = SourceMalformed("one\ntwo\x00three\x85four", "do\nthis")
    assert (error.detail, error.advice) == ("one two three four", "do this")
    assert str(error) == "one two three four\ndo this"


def test_text_is_bounded_and_can_be_stored() -> None:
    error = SourceMalformed("ä\ud800" * LONGEST, "x" * 2 * LONGEST)
    assert len(error.detail) == len(error.advice) == LONGEST
    assert len(str(error).encode()) < 32_768  # What Step Functions keeps of a cause.
    assert error.detail.endswith("…")


CRASHES = [
    (caught("ZeroDivisionError", "division by zero"), "Crashed", "ZeroDivisionError"),
    (caught("Runtime.ExitError", "Runtime exited with error: exit status 1"), "Crashed", "Exit"),
    (caught("ValidationError", "1 validation error: input_value='Jane'"), "Crashed", "Validation"),
    ({"Error": "Lambda.ServiceException", "Cause": "Service error"}, "Crashed", "Lambda.Service"),
    ({"Error": "States.Permissions", "Cause": "no"}, "Crashed", "States.Permissions"),
    ({"Error": "NoAnswer", "Cause": ""}, "Crashed", "NoAnswer"),
    ({"Error": "States.Timeout"}, "TimedOut", "States.Timeout"),
    ({"Error": "States.Timeout", "Cause": ""}, "TimedOut", "States.Timeout"),
    (caught("Sandbox.Timedout", "Task timed out after 120.00 seconds"), "TimedOut", "Sandbox"),
    (
        {"Error": "Lambda.Unknown", "Cause": "Returned payload: Task timed out after 120.00 s"},
        "TimedOut",
        "Lambda.Unknown",
    ),
    (caught("Runtime.OutOfMemory", ""), "OutOfMemory", "Runtime.OutOfMemory"),
    (caught("Runtime.ExitError", "exited with error: signal: killed"), "OutOfMemory", "ExitError"),
    (caught("MemoryError", ""), "OutOfMemory", "MemoryError"),
    (
        {"Error": "Lambda.TooManyRequestsException", "Cause": "Rate Exceeded."},
        "Throttled",
        "Lambda.TooManyRequests",
    ),
    (caught("ProvisionedThroughputExceededException", "An error"), "Throttled", "Throughput"),
    (
        caught("ClientError", "An error occurred (ThrottlingException) when calling UpdateItem"),
        "Throttled",
        "ThrottlingException",
    ),
    (
        caught("ClientError", "An error occurred (AccessDeniedException) when calling UpdateItem"),
        "Crashed",
        "AccessDeniedException",
    ),
    (caught("TimeoutError", "DynamoDB left 3 writes unprocessed"), "Throttled", "TimeoutError"),
    ({"Error": "Unheard.Of", "Cause": "[]"}, "Crashed", "Unheard.Of"),
    ({}, "Crashed", "Unknown"),
]


@pytest.mark.parametrize(("failed", "code", "named"), CRASHES)
def test_everything_else_is_said_in_plain_words(
    failed: dict[str, str], code: str, named: str
) -> None:
    failure = failure_of(failed)
    assert failure.code == code
    assert named in failure.detail
    assert "Start the sync again" in failure.advice
    assert "Jane" not in failure.text


def test_message_that_mentions_a_timeout_is_no_timeout() -> None:
    assert failure_of(caught("ValueError", "Task timed out")).code == "Crashed"


@pytest.mark.parametrize("cause", ["", "cut off: {", "null", "{}", '"text"'])
def test_error_of_ours_without_its_message_still_says_something(cause: str) -> None:
    failure = failure_of({"Error": "SourceRejected", "Cause": cause})
    assert failure.detail == "The accounting system refused us."


@pytest.mark.parametrize("name", ["one_line", "LONGEST", "__doc__", "Exception"])
def test_name_that_is_no_error_of_ours_is_a_crash(name: str) -> None:
    assert failure_of(caught(name, "x")).code == "Crashed"


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (SourceUnavailable("Down.", "Look."), f"Look. {TRIED}"),
        (SourceUnavailable("Down."), TRIED),
        (SourceRejected("No.", "Look."), "Look."),
    ],
)
def test_only_what_is_retried_says_so(error: AccountingError, advice: str) -> None:
    assert failure_of(caught(error.code, str(error))).advice == advice
