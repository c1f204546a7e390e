"""What EventBridge says of an execution that ended otherwise than through its last state.

Nothing of the state machine runs any more when somebody stops it, when its time is over, or when
even its last state failed. Step Functions tells the default event bus about each of them:
https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
"""

from typing import Any

from pydantic import ValidationError

from accounting.domain.errors import (
    AccountingError,
    SyncInterrupted,
    SyncNotRecorded,
    TimedOut,
)
from accounting.domain.syncs import Failure
from accounting.services.caught import failure_of
from accounting.services.execution_input import EndInput, ExecutionInput

DETAIL_TYPE = "Step Functions Execution Status Change"


def is_status_change(event: dict[str, Any]) -> bool:
    return event.get("detail-type") == DETAIL_TYPE


def parse_status_change(event: dict[str, Any]) -> EndInput:
    detail = event["detail"]
    return EndInput(detail["name"], _system_id(detail), _failure(detail), interrupted=True)


def _system_id(detail: dict[str, Any]) -> str | None:
    """None: with such an input nothing was begun."""
    try:
        return ExecutionInput.model_validate_json(detail.get("input") or "{}").system_id
    except ValidationError:
        return None


def _failure(detail: dict[str, Any]) -> Failure:
    ends: dict[str, AccountingError] = {
        "ABORTED": SyncInterrupted("Its execution in Step Functions was stopped."),
        "TIMED_OUT": TimedOut(
            "Its execution in Step Functions ran for a day, which is the longest it may.",
            "A full sync can be continued where this one stopped. A larger step needs less time.",
        ),
    }
    end = ends.get(detail["status"])
    if end:
        return Failure.of(end)
    error, cause = detail.get("error") or "Unknown", detail.get("cause") or ""
    if error == SyncNotRecorded.__name__:  # The words are the state machine's own.
        return Failure.of(SyncNotRecorded(cause))
    return failure_of({"Error": error, "Cause": cause})
