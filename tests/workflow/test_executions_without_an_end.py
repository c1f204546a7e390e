"""An execution that ends otherwise than through its last state: its sync is closed all the same."""

import json
from threading import Thread
from typing import Any

import pytest

from local.running import Running
from tests.workflow.connected_system import ConnectedSystem, stop

pytestmark = pytest.mark.usefixtures("no_pauses")
END = "SyncEndFunction"


@pytest.fixture
def connected(running: Running) -> ConnectedSystem:
    return ConnectedSystem(running)


def test_sync_that_did_its_work_before_its_execution_was_stopped_has_succeeded(
    running: Running, connected: ConnectedSystem
) -> None:
    def stopped(event: dict[str, Any], _context: object) -> None:
        stopping = Thread(target=stop, args=[running, event["sync_id"]])  # By somebody else.
        stopping.start()
        stopping.join()
        running.stack.functions.restore()
        raise RuntimeError

    running.stack.functions.replace(END, stopped)
    sync = connected.sync("full")
    assert (sync.state, connected.differences()) == ("succeeded", set())
    last = connected.system.last_success
    assert last
    assert last.sync_id == sync.sync_id


def test_sync_is_closed_when_even_the_last_state_of_its_execution_failed(
    running: Running, connected: ConnectedSystem
) -> None:
    def failing(event: dict[str, Any], _context: object) -> None:
        if "detail" in event:  # The execution has failed, says EventBridge.
            running.stack.functions.restore()
            running.stack.functions.invoke(END, json.dumps(event).encode())
        else:
            raise RuntimeError

    running.stack.functions.replace(END, failing)
    sync = connected.sync("full")
    assert (sync.state, connected.system.lease) == ("succeeded", None)
    running.simulator.faults.plan("wrong_secret", at=1)
    running.stack.functions.replace(END, failing)
    sync = connected.sync("full")
    assert (sync.state, connected.system.lease) == ("failed", None)
    assert sync.error
    assert sync.error.code == "SyncNotRecorded"
    assert "SourceRejected" in sync.error.detail
