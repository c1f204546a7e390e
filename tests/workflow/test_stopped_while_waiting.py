"""An execution that waits for its source can be stopped: its sync ends at once."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from local.api_client import ApiClient, ApiError
from local.connection import connect
from local.running import Running
from local.simulator import demo_installation
from tests.workflow.connected_system import stop


def once_ended(running: Running, api: ApiClient, path: str, seconds: float = 30) -> dict[str, Any]:
    running.stack.wait_until(lambda: api.get(path)["ended_at"] is not None, seconds)
    return dict(api.get(path))


class Waiting(NamedTuple):
    running: Running
    api: ApiClient
    system_id: str
    sync_id: str

    @property
    def path(self) -> str:
        return f"/systems/{self.system_id}/syncs/{self.sync_id}"


@pytest.fixture(scope="module")
def patient() -> Iterator[Running]:
    """Its state machine really waits, and its source asks for an hour."""
    with Running(installation=demo_installation(60), waiting=1.0) as running:
        running.simulator.faults.always("rate_limited_429", retry_after=3600)
        yield running


@pytest.fixture
def waiting(patient: Running) -> Iterator[Waiting]:
    """A sync that waits."""
    patient.stack.reset()
    api = ApiClient(patient.url, patient.token)
    system_id = connect(api, patient.simulator.url)
    sync_id = api.post(f"/systems/{system_id}/syncs", {"mode": "full"})["id"]
    patient.stack.wait_until(lambda: bool(patient.stack.waits))
    yield Waiting(patient, api, system_id, sync_id)
    api.close()


def test_execution_that_is_stopped_frees_its_system_at_once(waiting: Waiting) -> None:
    stop(waiting.running, waiting.sync_id)
    record = once_ended(waiting.running, waiting.api, waiting.path, seconds=5)
    assert (record["state"], record["error"]["code"]) == ("failed", "SyncInterrupted")
    assert "was stopped" in record["error"]["detail"]
    assert waiting.api.get(f"/systems/{waiting.system_id}")["running_sync_id"] is None


def test_sync_that_waits_for_its_source_is_cancelled_at_once(waiting: Waiting) -> None:
    waiting.api.post(f"{waiting.path}/cancel")
    record = once_ended(waiting.running, waiting.api, waiting.path, seconds=5)
    assert (record["state"], record["error"]) == ("cancelled", None)
    with pytest.raises(ApiError, match="SyncNotRunning"):
        waiting.api.post(f"{waiting.path}/cancel")
