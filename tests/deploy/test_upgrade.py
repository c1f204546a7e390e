"""A newer version is deployed while a sync runs.

The emulator ends functions at work, where AWS lets them come to their end: this is the harder case.
"""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.api_client import ApiClient
from local.connection import connect
from local.simulator import Simulator
from tests.deploy.deployment import Deployment, sam_deploy, wait_until
from tests.deploy.systems import ended

pytestmark = pytest.mark.deploy


@pytest.fixture
def newer(build: Path) -> Path:
    """With another layer, every function is another."""
    newer = build.with_name("newer")
    shutil.copytree(build, newer)
    (newer / "AccountingLayer" / "newer.txt").write_text("newer\n")
    return newer


@pytest.fixture
def system_id(api: ApiClient, simulator: Simulator) -> Iterator[str]:
    system_id = connect(api, simulator.url)
    yield system_id
    api.call("DELETE", f"/systems/{system_id}")
    wait_until(lambda: api.get("/systems")["systems"] == [])


def test_sync_that_runs_meanwhile_is_ended_by_the_newer_functions(
    api: ApiClient, deployment: Deployment, simulator: Simulator, system_id: str, newer: Path
) -> None:
    deployed = threading.Event()

    def wait(_request: object) -> None:
        deployed.wait(120)

    simulator.before_request = wait
    sync_id = api.post(f"/systems/{system_id}/syncs", {"mode": "full"})["id"]
    wait_until(lambda: simulator.requests)
    before = layers(deployment)
    done = sam_deploy(deployment.emulator, newer, "SourceRetrySeconds=2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert layers(deployment) != before
    assert not ended(api, system_id, sync_id)
    deployed.set()

    wait_until(lambda: ended(api, system_id, sync_id))
    record = api.get(f"/systems/{system_id}/syncs/{sync_id}")
    assert record["state"] == "succeeded", record["error"]
    assert record["proof"]["remote_total"] == record["proof"]["stored_total"] == 3000


def layers(deployment: Deployment) -> Any:
    name = deployment.resource("SyncStepFunction")
    client = deployment.emulator.client("lambda")
    return client.get_function_configuration(FunctionName=name)["Layers"]
