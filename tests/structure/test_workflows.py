"""The state machines, read as data: every name in them exists."""

import re
from dataclasses import dataclass
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
    "Busy",
    "InstallationConnected",
    "NotAllowed",
    "RequestRepeated",
    "SyncNotRunning",
    "UnsupportedMediaType",
    "VersionMismatch",
    "WebhookRefused",
    "WebhookRepeated",
}
# What the workflow writes into a record and nobody raises.
OF_RECORDS = {
    "Crashed",
    "OutOfMemory",
    "SyncInterrupted",
    "SyncNotRecorded",
    "Throttled",
    "TimedOut",
}
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
    # Nobody is there: a NAT that has not started, or AWS itself.
    "EndpointConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
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


def test_end_hears_of_executions_that_ended_otherwise() -> None:
    assert TEMPLATE["Resources"]["SyncEndFunction"]["Properties"]["Events"] == {
        "Ended": {
            "Type": "EventBridgeRule",
            "Properties": {
                "Pattern": {
                    "source": ["aws.states"],
                    "detail-type": ["Step Functions Execution Status Change"],
                    "detail": {
                        "stateMachineArn": [{"Ref": "SyncStateMachine"}],
                        "status": ["ABORTED", "FAILED", "TIMED_OUT"],
                    },
                },
                "DeadLetterConfig": {"Arn": {"Fn::GetAtt": ["FailedEvents", "Arn"]}},
            },
        }
    }


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


@dataclass(frozen=True)
class Task:
    """`crashes`: how often it is tried again after its function died. `sources`: after the
    accounting system was not available. `catch`: where what is left of an error leads."""

    function: str
    seconds: int
    crashes: int
    next: str | None
    catch: str = "EndFailed"
    sources: int | None = None


TASKS = {
    "SyncStateMachine": {
        "Begin": Task("SyncBeginFunction", 60, 3, "Step"),
        "Step": Task("SyncStepFunction", 150, 3, "More?", sources=5),
        "End": Task("SyncEndFunction", 60, 5, None),
        "EndFailed": Task("SyncEndFunction", 60, 5, "Failed", catch="NotRecorded"),
    },
    "DeleteStateMachine": {
        "Delete": Task("SystemDeleteFunction", 150, 5, "More?", catch="Failed"),
    },
}
EVERY_TASK = [(machine, name) for machine, tasks in TASKS.items() for name in tasks]


@pytest.mark.parametrize("machine", TASKS)
def test_these_are_all_tasks(machine: str) -> None:
    tasks = {name for name, state in states(machine).items() if state["Type"] == "Task"}
    assert tasks == TASKS[machine].keys()


@pytest.mark.parametrize(("machine", "name"), EVERY_TASK)
def test_task_calls_its_function_and_leads_on(machine: str, name: str) -> None:
    task, state = TASKS[machine][name], states(machine)[name]
    assert state["Resource"] == "arn:${Partition}:states:::lambda:invoke"
    assert state["Parameters"]["FunctionName"] == f"${{{task.function}}}"
    assert state["OutputPath"] == "$.Payload"
    assert state["TimeoutSeconds"] == task.seconds
    assert (state.get("Next"), state.get("End", False)) == (task.next, task.next is None)
    (catch,) = state["Catch"]
    # What went wrong in the recording is kept beside what was to be recorded.
    kept = {"ResultPath": "$.recording"} if name == "EndFailed" else {}
    assert catch == {"ErrorEquals": ["States.ALL"], "Next": task.catch} | kept


@pytest.mark.parametrize(("machine", "name"), EVERY_TASK)
def test_task_is_tried_again_as_often_as_it_helps(machine: str, name: str) -> None:
    task = TASKS[machine][name]
    retries = {retry["ErrorEquals"][0]: dict(retry) for retry in states(machine)[name]["Retry"]}
    growing = {"IntervalSeconds": 1, "BackoffRate": 2, "JitterStrategy": "FULL"}
    crashes = retries["States.ALL"]
    assert crashes.pop("ErrorEquals") == ["States.ALL"]
    assert crashes == growing | {"MaxAttempts": task.crashes, "MaxDelaySeconds": 60}
    sources = retries.get("SourceUnavailable")
    assert (sources is None) == (task.sources is None)
    if sources:
        assert set(sources.pop("ErrorEquals")) == MENDED_BY_WAITING
        assert sources == growing | {"MaxAttempts": task.sources, "MaxDelaySeconds": 120}


@pytest.mark.parametrize("name", TASKS["SyncStateMachine"])
def test_function_of_a_sync_is_told_which_sync_it_is(name: str) -> None:
    payload = states("SyncStateMachine")[name]["Parameters"]["Payload"]
    failure = {"failure.$": "$"} if name == "EndFailed" else {}
    assert payload == {
        "sync_id.$": "$$.Execution.Name",
        "input.$": "$$.Execution.Input",
        **failure,
    }


def test_deletion_is_told_which_system_it_is() -> None:
    payload = states("DeleteStateMachine")["Delete"]["Parameters"]["Payload"]
    assert payload == {"system_id.$": "$$.Execution.Input.system_id"}


def complete() -> dict[str, Any]:
    """An answer has both fields, and they are what they are compared with."""
    tests = (("$.done", "IsBoolean"), ("$.wait_seconds", "IsNumeric"))
    both = [{"Variable": name, test: True} for name, kind in tests for test in ("IsPresent", kind)]
    return {"And": both}


@pytest.mark.parametrize(
    ("machine", "again", "done"),
    [("SyncStateMachine", "Step", "End"), ("DeleteStateMachine", "Delete", "Deleted")],
)
def test_work_is_done_round_after_round_until_it_is_done(
    machine: str, again: str, done: str
) -> None:
    found = states(machine)
    assert found["More?"]["Choices"] == [
        {"Not": complete(), "Next": "NoAnswer"},
        {"Variable": "$.done", "BooleanEquals": True, "Next": done},
        {"Variable": "$.wait_seconds", "NumericGreaterThan": 0, "Next": "Wait"},
    ]
    assert found["More?"]["Default"] == again
    assert (found["Wait"]["SecondsPath"], found["Wait"]["Next"]) == ("$.wait_seconds", again)
    failing = "EndFailed" if machine == "SyncStateMachine" else "Failed"
    assert found["NoAnswer"]["Result"] == {"Error": "NoAnswer", "Cause": ""}
    assert found["NoAnswer"]["Next"] == failing


@pytest.mark.parametrize(
    ("machine", "first"), [("SyncStateMachine", "Begin"), ("DeleteStateMachine", "Delete")]
)
def test_machine_starts_at_its_first_task_and_ends_within_a_day(machine: str, first: str) -> None:
    found = definition(machine)[1]
    assert (found["StartAt"], found["TimeoutSeconds"]) == (first, 24 * 3600)


def test_failures_end_under_these_names() -> None:
    sync, deletion = states("SyncStateMachine"), states("DeleteStateMachine")
    assert (sync["Failed"]["ErrorPath"], sync["Failed"]["CausePath"]) == ("$.error", "$.cause")
    assert sync["NotRecorded"]["Error"] == "SyncNotRecorded"
    assert deletion["Failed"]["Error"] == "DeleteFailed"
    assert deletion["Deleted"]["Type"] == "Succeed"
