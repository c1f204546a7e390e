"""An execution that fails says why, at once, under the name of the error; so does its record."""

import json
from contextvars import Context
from typing import Any

import pytest

from accounting.domain.clock import utc_now
from accounting.services.status_change import is_status_change
from accounting.tables import syncs_table, systems_table
from local.running import Running
from local.simulator.exchange import Reply
from local.simulator.fault import instead
from tests.workflow.connected_system import STATE_MACHINE, ConnectedSystem

pytestmark = pytest.mark.usefixtures("no_pauses")

BEGIN, STEP, END = "SyncBeginFunction", "SyncStepFunction", "SyncEndFunction"


@pytest.fixture
def connected(running: Running) -> ConnectedSystem:
    return ConnectedSystem(running)


@pytest.fixture
def invoked(running: Running) -> list[str]:
    """The functions that the state machine called, in order."""
    names: list[str] = []

    def note(name: str, event: dict[str, Any]) -> None:
        if not is_status_change(event):
            names.append(name)

    running.stack.functions.before_invoke = note
    return names


def failed(execution: dict[str, Any], error: str) -> str:
    """Why, in words for who looks at the execution."""
    assert (execution["status"], execution["error"]) == ("FAILED", error)
    return str(execution["cause"])


BAD_INPUTS = [
    ({"mode": "ful"}, ["system_id: is missing", "mode: ", "'full' or 'incremental'"]),
    ({"system_id": "KNOWN", "mode": "ful"}, ["mode: ", "'full' or 'incremental'"]),
    ({"system_id": "KNOWN", "mode": "missing"}, ["mode: ", "'full' or 'incremental'"]),
    ({"mode": "full"}, ["system_id: is missing"]),
    (
        {"system_id": "KNOWN", "mode": "full", "nonsense": 1},
        ["nonsense: ", "system_id, mode, allow_shrink"],
    ),
    (
        {"system_id": "KNOWN", "mode": "full", "allow_shrink": "yes"},
        ["allow_shrink: should be true or false"],
    ),
    ({}, ["system_id: is missing", "mode: is missing"]),
    ([], ["input: should be an object"]),
    (["KNOWN", "full"], ["input: should be an object"]),
    ("full", ["input: should be an object"]),
    (None, ["input: should be an object"]),
]


@pytest.mark.parametrize(("given", "words"), BAD_INPUTS, ids=[str(bad) for bad, _ in BAD_INPUTS])
def test_bad_input_ends_the_execution_at_once(
    running: Running, connected: ConnectedSystem, invoked: list[str], given: Any, words: list[str]
) -> None:
    text = json.dumps(given).replace("KNOWN", connected.system_id)
    execution = running.stack.run(STATE_MACHINE, json.loads(text))
    cause = failed(execution, "InvalidInput")
    assert [word for word in words if word not in cause] == []
    assert "Start an execution with an input such as" in cause
    assert (invoked, running.stack.waits) == ([BEGIN, END], [])
    assert not connected.syncs
    assert connected.system.lease is None
    assert not running.simulator.requests


def test_unknown_system_ends_the_execution_at_once(running: Running, invoked: list[str]) -> None:
    execution = running.stack.run(STATE_MACHINE, {"system_id": "unknown", "mode": "full"})
    assert failed(execution, "SystemNotFound") == "There is no system 'unknown'."
    assert (invoked, running.stack.waits) == ([BEGIN, END], [])


def test_system_that_is_being_deleted_ends_the_execution_at_once(
    running: Running, connected: ConnectedSystem, invoked: list[str]
) -> None:
    systems_table.mark_deleting(connected.system_id, utc_now(), None, "ada")
    cause = failed(connected.by_hand("full", "by-hand"), "SystemDeleting")
    assert connected.system_id in cause
    assert (invoked, running.stack.waits) == ([BEGIN, END], [])
    assert not connected.syncs  # The deletion may have removed the records already.


def test_system_deleted_while_its_sync_begins_is_not_tried_again(
    running: Running, connected: ConnectedSystem
) -> None:
    """Started through the API: there is a record, and it is closed."""
    stack, system_id = running.stack, connected.system_id

    def delete(name: str, _event: object) -> None:
        if name == BEGIN:
            stack.functions.before_invoke = None
            Context().run(systems_table.mark_deleting, system_id, utc_now(), None, "ada")

    stack.functions.before_invoke = delete
    sync = connected.sync("full")
    assert sync.error
    assert (sync.state, sync.error.code) == ("failed", "SystemDeleting")
    assert connected.system.lease is None
    assert not stack.waits


def test_second_execution_fails_with_the_name_of_the_first(
    running: Running, connected: ConnectedSystem, invoked: list[str]
) -> None:
    systems_table.take_lease(connected.system_id, "the-first", utc_now())
    cause = failed(connected.by_hand("full", "by-hand"), "SyncAlreadyRunning")
    assert "the-first" in cause
    assert (invoked, running.stack.waits) == ([BEGIN, END], [])
    assert connected.syncs[0].error
    assert connected.syncs[0].error.code == "SyncAlreadyRunning"


def test_execution_fails_with_the_error_of_its_record(running: Running) -> None:
    connected = ConnectedSystem(running, password="wrong")
    cause = failed(connected.by_hand("full", "by-hand"), "SourceRejected")
    error = connected.syncs[0].error
    assert error
    assert cause == f"{error.detail} {error.advice}"


@pytest.mark.parametrize(
    ("error_type", "code"),
    [
        ("Runtime.ExitError", "Crashed"),
        ("Sandbox.Timedout", "TimedOut"),
        ("Runtime.OutOfMemory", "OutOfMemory"),
    ],
)
def test_execution_says_how_its_function_died(
    running: Running, connected: ConnectedSystem, error_type: str, code: str
) -> None:
    for _ in range(4):
        running.stack.functions.kill_next(STEP, error_type)
    cause = failed(connected.by_hand("full", "by-hand"), code)
    assert error_type in cause
    assert connected.syncs[0].error
    assert connected.syncs[0].error.code == code


@pytest.mark.parametrize(
    "answer",
    [None, {}, [], "text", {"done": False}, {"wait_seconds": 0}, {"done": 1, "wait_seconds": 0}],
)
def test_answer_that_lacks_a_field_is_recorded(
    running: Running, connected: ConnectedSystem, answer: Any
) -> None:
    running.stack.functions.replace(STEP, lambda _event, _context: answer)
    cause = failed(connected.by_hand("full", "by-hand"), "Crashed")
    assert "NoAnswer" in cause
    assert connected.syncs[0].state == "failed"
    assert connected.system.lease is None


def test_failure_that_cannot_be_recorded_is_still_named(
    running: Running, connected: ConnectedSystem
) -> None:
    running.stack.functions.replace(BEGIN, lambda _event, _context: 1 / 0)
    running.stack.functions.replace(END, lambda event, _context: event["x"])
    cause = failed(connected.by_hand("full", "by-hand"), "SyncNotRecorded")
    assert "ZeroDivisionError" in cause
    assert "KeyError" in cause


def test_newline_in_the_text_of_the_source_stays_in_the_detail(
    running: Running, connected: ConnectedSystem
) -> None:
    answer = Reply(200, b'{"result":\n"success",\n"totalresults":\n"many"}')
    running.simulator.faults.always(instead(answer))
    cause = failed(connected.by_hand("full", "by-hand"), "SourceMalformed")
    error = connected.syncs[0].error
    assert error
    assert error.detail.startswith("The answer has no total number of invoices: ")
    assert '"totalresults": "***"}' in error.detail
    assert error.advice == ""
    assert cause == error.detail


def test_end_that_dies_after_it_closed_the_record_is_remembered_as_it_was(
    running: Running, connected: ConnectedSystem
) -> None:
    """Between the record and the lease, each time: what EndFailed finds has succeeded."""
    for write in (3, 1, 1, 1, 1, 1):  # The first delivery keeps figures and closes the record.
        running.stack.functions.kill_next(END, at="UpdateItem", nth=write)
    failed(connected.by_hand("full", "by-hand"), "Crashed")
    sync = syncs_table.get(connected.system_id, "by-hand")
    last = connected.system.last_sync
    assert last
    assert (sync.state, sync.error, last.state, last.ended_at) == (
        "succeeded",
        None,
        "succeeded",
        sync.ended_at,
    )
    assert connected.system.lease is None
    assert connected.system.last_full


def test_deletion_that_fails_says_what_stopped_it(
    running: Running, connected: ConnectedSystem
) -> None:
    running.stack.functions.replace("SystemDeleteFunction", lambda _event, _context: 1 / 0)
    order = {"system_id": connected.system_id}
    cause = failed(running.stack.run("DeleteStateMachine", order), "DeleteFailed")
    assert "ZeroDivisionError" in cause


def test_deletion_whose_answer_lacks_a_field_says_what_to_do(
    running: Running, connected: ConnectedSystem
) -> None:
    running.stack.functions.replace("SystemDeleteFunction", lambda _event, _context: {"done": True})
    order = {"system_id": connected.system_id}
    cause = failed(running.stack.run("DeleteStateMachine", order), "DeleteFailed")
    assert "NoAnswer" in cause
