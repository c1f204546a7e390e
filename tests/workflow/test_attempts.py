"""How often each function is called before the workflow gives up, and how long it waits."""

from collections import Counter

import pytest

from accounting.domain.errors import SourceRejected, SourceUnavailable
from accounting.services.status_change import is_status_change
from local.running import Running
from tests.workflow.connected_system import ConnectedSystem

pytestmark = pytest.mark.usefixtures("no_pauses")

BEGIN, STEP, END = "SyncBeginFunction", "SyncStepFunction", "SyncEndFunction"
DELETE = "SystemDeleteFunction"


@pytest.fixture
def calls(running: Running) -> Counter[str]:
    """By the state machine: not by EventBridge, which tells of its end."""
    counted: Counter[str] = Counter()
    running.stack.functions.before_invoke = lambda name, event: counted.update(
        [] if is_status_change(event) else [name]
    )
    return counted


def fails_with(running: Running, function: str, error: Exception) -> None:
    def handler(_event: object, _context: object) -> None:
        raise error

    running.stack.functions.replace(function, handler)


CRASH = ZeroDivisionError("x")
ATTEMPTS = [
    (BEGIN, CRASH, 4, 60),
    (STEP, CRASH, 4, 60),
    (STEP, SourceUnavailable("It does not answer."), 6, 120),
    (STEP, SourceRejected("It does not accept the secret."), 1, 0),
    (END, CRASH, 12, 60),  # As End and as EndFailed.
]


@pytest.mark.parametrize(("function", "error", "attempts", "longest"), ATTEMPTS, ids=str)
def test_sync_gives_up_after_so_many_attempts(
    running: Running,
    calls: Counter[str],
    function: str,
    error: Exception,
    attempts: int,
    longest: int,
) -> None:
    fails_with(running, function, error)
    assert ConnectedSystem(running).by_hand("full", "by-hand")["status"] == "FAILED"
    assert calls[function] == attempts
    pauses = attempts - (2 if function == END else 1)
    assert len(running.stack.waits) == pauses
    assert all(0 <= wait <= min(longest, 2**number) for number, wait in numbered(running, function))


def numbered(running: Running, function: str) -> list[tuple[int, float]]:
    """Each wait with its place in its state: doubled from one second on."""
    per_state = 5 if function == END else len(running.stack.waits)
    return [(number % per_state, wait) for number, wait in enumerate(running.stack.waits)]


def test_deletion_gives_up_after_six_attempts(running: Running, calls: Counter[str]) -> None:
    fails_with(running, DELETE, CRASH)
    order = {"system_id": ConnectedSystem(running).system_id}
    assert running.stack.run("DeleteStateMachine", order)["status"] == "FAILED"
    assert calls[DELETE] == 6


def test_deletion_takes_as_many_rounds_as_it_needs(running: Running, calls: Counter[str]) -> None:
    answers = iter([{"done": False, "wait_seconds": 0}] * 3 + [{"done": True, "wait_seconds": 0}])
    running.stack.functions.replace(DELETE, lambda _event, _context: next(answers))
    assert running.stack.run("DeleteStateMachine", {"system_id": "x"})["status"] == "SUCCEEDED"
    assert calls[DELETE] == 4
