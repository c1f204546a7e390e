"""What Step Functions caught, as a sync's record says it.

An error of ours comes with its class name and its message. Everything else has a name of Python's
or of AWS's, and a message that is not repeated: it may hold what must not be kept.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from accounting.clients.aws import THROTTLED
from accounting.domain import errors
from accounting.domain.errors import (
    AccountingError,
    Crashed,
    OutOfMemory,
    SourceUnavailable,
    Throttled,
    TimedOut,
)
from accounting.domain.syncs import Failure

_TIMED_OUT = {"States.Timeout", "Sandbox.Timedout", "Lambda.ClientExecutionTimeoutException"}
_OUT_OF_MEMORY = {"Runtime.OutOfMemory", "MemoryError"}
_THROTTLED = THROTTLED | {
    "Lambda.EC2ThrottledException",
    "Lambda.TooManyRequestsException",
    "TimeoutError",  # Of a batch that DynamoDB leaves unprocessed again and again.
}
# Under these names Lambda reports whatever ends a process; only the text says what it was.
_ENDED_PROCESSES = {"Lambda.Unknown", "Runtime.ExitError", "States.TaskFailed"}
# Only true of a sync: the test of a connection shows the same errors after one attempt.
TRIED = "It was tried several times. When it is mended, start the sync again."
_AGAIN = "Start the sync again; a full sync can be continued where this one stopped."


def failure_of(caught: Mapping[str, Any]) -> Failure:
    """`Error`, a name, and `Cause`, which for an error of a function is JSON."""
    name, cause = str(caught.get("Error", "Unknown")), str(caught.get("Cause", ""))
    message = _message(cause)
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, AccountingError):
        detail, _, advice = message.partition("\n")
        if issubclass(kind, SourceUnavailable):
            advice = f"{advice} {TRIED}".strip()
        return Failure(name, kind.title, detail or f"{kind.title}.", advice)
    return Failure.of(_crash(_aws_code(name, message), cause))


def _message(cause: str) -> str:
    try:
        return str(json.loads(cause)["errorMessage"])
    except (ValueError, KeyError, TypeError):
        return ""


def _aws_code(name: str, message: str) -> str:
    """What boto3 has no class for is a ClientError that says its code in its text."""
    found = re.match(r"An error occurred \((\w+)\)", message)
    return found[1] if found and name == "ClientError" else name


def _crash(name: str, cause: str) -> Crashed:
    last_words = cause if name in _ENDED_PROCESSES else ""
    if name in _TIMED_OUT or "Task timed out" in last_words:
        return TimedOut(
            f"A function did not end within its time, several times ({name}).",
            f"{_AGAIN} If it happens again, give the system a smaller step.",
        )
    if name in _OUT_OF_MEMORY or "signal: killed" in last_words:
        return OutOfMemory(
            f"A function needed more memory than it has, several times ({name}).",
            f"Give the system a smaller step. {_AGAIN}",
        )
    if name in _THROTTLED:
        return Throttled(
            f"AWS took no more calls, several times ({name}): too much runs at once.",
            f"{_AGAIN} If it happens again, look at the quotas of the AWS account, such as "
            "Lambda's concurrent executions.",
        )
    return Crashed(
        f"A function died several times ({name}).", f"{_AGAIN} The function's log says more."
    )
