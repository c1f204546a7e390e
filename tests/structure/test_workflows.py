"""The state machines, read as data: every name in them exists."""

import re
from typing import Any

import pytest

from accounting.domain import errors
from accounting.domain.errors import AccountingError
from tests.structure.project import RESOURCES, STATE_MACHINES, TEMPLATE, definition

OWN_ERRORS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, AccountingError)
}
DEFAULT_TIMEOUT = TEMPLATE["Globals"]["Function"]["Timeout"]
# What a request raises and no function of the workflow does.
OF_THE_API = {
    "AnswerTooLarge",
    "InstallationConnected",
    "NotAllowed",
    "RequestRepeated",
    "SyncNotRunning",
    "UnsupportedMediaType",
    "VersionMismatch",
}
# What the workflow writes into a record and nobody raises.
OF_RECORDS = {"Crashed", "OutOfMemory", "SyncInterrupted", "Throttled", "TimedOut"}
MENDED_BY_WAITING = {"PageTooLarge", "SourceUnavailable"}
# AWS takes no more calls: Lambda's own names, and those the SDK gives what a handler meets.
THROTTLING = [
    "Lambda.TooManyRequestsException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.EC2ThrottledException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
]
ON_TASKS = {"TimeoutSeconds", "Retry", "Catch", "Comment"}


def states(state_machine: str) -> dict[str, Any]:
    found: dict[str, Any] = definition(state_machine)[1]["States"]
    return found


def targets(state: dict[str, Any]) -> list[str]:
    branches = [*state.get("Choices", []), *state.get("Catch", []), state]
    names = [branch.get("Next") for branch in branches] + [state.get("Default")]
    return [name for name in names if name]


@pytest.mark.parametrize("machine", STATE_MACHINES)
def test_every_target_exists_and_every_state_is_reached(machine: str) -> None:
    found = states(machine)
    reached = {definition(machine)[1]["StartAt"]}
    reached |= {target for state in found.values() for target in targets(state)}
    assert reached == found.keys()


@pytest.mark.parametrize("machine", STATE_MACHINES)
def test_every_task_is_bounded_retried_and_caught(machine: str) -> None:
    for name, state in states(machine).items():
        assert state.get("Comment"), name
        if state["Type"] == "Task":
            assert state.keys() >= ON_TASKS, name
            assert state["Catch"][-1]["ErrorEquals"] == ["States.ALL"], name


@pytest.mark.parametrize("machine", STATE_MACHINES)
def test_every_failure_ends_in_fail(machine: str) -> None:
    found = states(machine)
    for state in found.values():
        for catch in state.get("Catch", []):
            name = catch["Next"]
            assert _ends_in_fail(found, name)
        if state["Type"] == "Pass":
            assert _ends_in_fail(found, state["Next"])


def _ends_in_fail(found: dict[str, Any], name: str) -> bool:
    while found[name]["Type"] == "Task":
        name = found[name]["Next"]
    return bool(found[name]["Type"] == "Fail")


@pytest.mark.parametrize("machine", STATE_MACHINES)
def test_every_fail_names_the_error_and_its_cause(machine: str) -> None:
    for state in states(machine).values():
        if state["Type"] == "Fail":
            assert {"Error", "ErrorPath"} & state.keys()
            assert "CausePath" in state  # A constant would say the same of every failure.


@pytest.mark.parametrize("machine", STATE_MACHINES)
def test_every_error_name_is_a_class_of_ours_or_of_step_functions(machine: str) -> None:
    for state in states(machine).values():
        for retry in [*state.get("Retry", []), *state.get("Catch", [])]:
            assert set(retry["ErrorEquals"]) <= OWN_ERRORS | {"States.ALL", *THROTTLING}


def test_no_state_of_a_sync_tries_again_what_waiting_does_not_mend() -> None:
    others = OF_THE_API | OF_RECORDS | MENDED_BY_WAITING | {"AccountingError", "SourceError"}
    for name, state in states("SyncStateMachine").items():
        if state["Type"] == "Task":
            first = state["Retry"][0]
            assert set(first["ErrorEquals"]) == OWN_ERRORS - others, name
            assert first["MaxAttempts"] == 0, name


@pytest.mark.parametrize("machine", STATE_MACHINES)
def test_every_task_waits_long_while_aws_takes_no_more_calls(machine: str) -> None:
    """The failure path too: a failure that cannot be recorded is a sync that nobody knows of."""
    patience = {
        "ErrorEquals": THROTTLING,
        "IntervalSeconds": 1,
        "MaxAttempts": 20,
        "BackoffRate": 2,
        "MaxDelaySeconds": 60,
        "JitterStrategy": "FULL",
    }
    for name, state in states(machine).items():
        if state["Type"] == "Task":
            assert state["Retry"][-2] == patience, name


@pytest.mark.parametrize("machine", STATE_MACHINES)
def test_every_retry_has_jitter_and_a_limit(machine: str) -> None:
    for state in states(machine).values():
        for retry in state.get("Retry", []):
            assert retry["MaxAttempts"] == 0 or retry["JitterStrategy"] == "FULL"
            assert retry["MaxAttempts"] == 0 or retry["MaxDelaySeconds"] > 0


@pytest.mark.parametrize("machine", STATE_MACHINES)
def test_every_substitution_is_filled_and_used(machine: str) -> None:
    text = definition(machine)[0]
    filled = STATE_MACHINES[machine]["Properties"]["DefinitionSubstitutions"]
    assert set(re.findall(r"\$\{(\w+)\}", text)) == filled.keys()


@pytest.mark.parametrize("machine", STATE_MACHINES)
def test_a_task_waits_longer_than_its_function_lives(machine: str) -> None:
    """Else a second delivery may run beside the first."""
    for state in states(machine).values():
        if state["Type"] == "Task":
            function = state["Parameters"]["FunctionName"].strip("${}")
            timeout = RESOURCES[function]["Properties"].get("Timeout", DEFAULT_TIMEOUT)
            assert state["TimeoutSeconds"] > timeout
