"""What Step Functions tells EventBridge of an execution that has ended."""

import json
from typing import Any

import pytest

from accounting.services.status_change import is_status_change, parse_status_change

INPUT = json.dumps({"system_id": "9f2c4be81a07", "mode": "full"})


def event(status: str, **detail: Any) -> dict[str, Any]:
    """As in its documentation; the error and the cause only of what failed."""
    return {
        "source": "aws.states",
        "detail-type": "Step Functions Execution Status Change",
        "detail": {
            "name": "by-hand",
            "status": status,
            "input": INPUT,
            "error": None,
            "cause": None,
            **detail,
        },
    }


@pytest.mark.parametrize(
    ("status", "detail", "code"),
    [
        ("ABORTED", {}, "SyncInterrupted"),
        ("TIMED_OUT", {}, "TimedOut"),
        ("FAILED", {"error": "Lambda.TooManyRequestsException", "cause": "Rate"}, "Throttled"),
        ("FAILED", {"error": "States.Runtime", "cause": "An input of somebody"}, "Crashed"),
        ("FAILED", {}, "Crashed"),
        ("FAILED", {"error": "SyncNotRecorded", "cause": "Why."}, "SyncNotRecorded"),
    ],
)
def test_failure_is_what_ended_the_execution(
    status: str, detail: dict[str, Any], code: str
) -> None:
    end = parse_status_change(event(status, **detail))
    assert (end.sync_id, end.system_id, end.interrupted) == ("by-hand", "9f2c4be81a07", True)
    assert end.failure
    assert end.failure.code == code
    assert end.failure.advice
    assert "somebody" not in end.failure.text


@pytest.mark.parametrize("given", [None, "", "7", "{}", '{"mode": "full"}', "no JSON"])
def test_input_that_is_none_names_no_system(given: str | None) -> None:
    assert parse_status_change(event("ABORTED", input=given)).system_id is None


def test_order_of_the_state_machine_is_no_status_change() -> None:
    assert is_status_change(event("FAILED"))
    assert not is_status_change({"sync_id": "by-hand", "input": {}})
