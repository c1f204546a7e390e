"""AWS takes no more calls for a while: no sync is lost by that, and no failure goes unrecorded."""

import pytest

from local.running import Running
from tests.workflow.connected_system import ConnectedSystem

pytestmark = pytest.mark.usefixtures("no_pauses")

END = "SyncEndFunction"
TRIES = 20


def throttle(running: Running, function: str, times: int) -> None:
    for _ in range(times):
        running.stack.functions.kill_next(function, "Lambda.TooManyRequestsException")


@pytest.mark.parametrize("function", ["SyncBeginFunction", "SyncStepFunction", END])
def test_sync_waits_for_a_function_that_is_throttled(running: Running, function: str) -> None:
    throttle(running, function, TRIES)
    assert ConnectedSystem(running).sync("full").state == "succeeded"
    assert len(running.stack.waits) == TRIES
    assert max(running.stack.waits) <= 60


def test_failure_is_recorded_although_its_function_is_throttled(running: Running) -> None:
    connected = ConnectedSystem(running, password="wrong")
    throttle(running, END, TRIES)
    sync = connected.sync("full")
    assert sync.error
    assert sync.error.code == "SourceRejected"
    assert connected.system.lease is None


def test_patience_has_an_end(running: Running) -> None:
    throttle(running, "SyncStepFunction", TRIES + 1)
    sync = ConnectedSystem(running).sync("full")
    assert sync.error
    assert sync.error.code == "Throttled"


def test_deletion_waits_for_a_function_that_is_throttled(running: Running) -> None:
    connected = ConnectedSystem(running)
    throttle(running, "SystemDeleteFunction", TRIES)
    order = {"system_id": connected.system_id}
    assert running.stack.run("DeleteStateMachine", order)["status"] == "SUCCEEDED"
