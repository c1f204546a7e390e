"""What goes wrong at AWS, and only there."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from local.api_client import ApiClient, ApiError
from local.connection import connect, sync
from local.simulator import Simulator, demo_installation
from tests.deploy.deployment import Deployment, wait_until
from tests.deploy.systems import ended, running_sync, state

pytestmark = pytest.mark.deploy
CONNECTION = {"username": "demo", "password": "demo-secret"}
SYSTEM = {"name": "Another", **CONNECTION}
GATEWAY_SECONDS = 30


@pytest.fixture(autouse=True)
def _no_systems(api: ApiClient) -> Iterator[None]:
    yield
    for system in api.get("/systems")["systems"]:
        api.call("DELETE", f"/systems/{system['id']}")
    wait_until(lambda: api.get("/systems")["systems"] == [])


@contextmanager
def silent_system() -> Iterator[str]:
    """The address of one that accepts connections, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_silent_system_is_told_before_api_gateway_gives_up(api: ApiClient) -> None:
    with silent_system() as url:
        began = time.monotonic()
        answer = api.post("/systems/test", {**CONNECTION, "url": url})
        assert time.monotonic() - began < GATEWAY_SECONDS
    assert answer["code"] == "SourceUnavailable"


def test_sync_of_a_silent_system_is_cancelled_at_once(api: ApiClient) -> None:
    """Although its step still waits for an answer."""
    with silent_system() as url:
        system_id = api.post("/systems", {**SYSTEM, "url": url})["id"]
        sync_id = api.post(f"/systems/{system_id}/syncs", {"mode": "full"})["id"]
        wait_until(lambda: state(api, system_id, sync_id) == "running")
        api.post(f"/systems/{system_id}/syncs/{sync_id}/cancel")
        wait_until(lambda: ended(api, system_id, sync_id), seconds=10)
    assert state(api, system_id, sync_id) == "cancelled"


def test_six_syncs_share_a_concurrency_of_two(api: ApiClient, deployment: Deployment) -> None:
    step = deployment.resource("SyncStepFunction")
    client = deployment.emulator.client("lambda")
    client.put_function_concurrency(FunctionName=step, ReservedConcurrentExecutions=2)
    with ExitStack() as simulators:
        started = []
        for _ in range(6):
            whmcs = simulators.enter_context(Simulator(demo_installation(60), latency=1))
            system_id = api.post("/systems", {**SYSTEM, "url": whmcs.url})["id"]
            sync_id = api.post(f"/systems/{system_id}/syncs", {"mode": "full"})["id"]
            started.append((system_id, sync_id))
        wait_until(lambda: all(ended(api, *one) for one in started), seconds=120)
    client.delete_function_concurrency(FunctionName=step)
    assert [state(api, *one) for one in started] == ["succeeded"] * 6


def test_execution_stopped_by_hand_frees_its_system(
    api: ApiClient, deployment: Deployment, simulator: Simulator
) -> None:
    system_id = connect(api, simulator.url)
    with running_sync(api, simulator, system_id) as stopped:
        machine = deployment.outputs["SyncStateMachineArn"]
        execution = f"{machine.replace(':stateMachine:', ':execution:')}:{stopped}"
        client = deployment.emulator.client("stepfunctions")
        client.stop_execution(executionArn=execution)
        wait_until(lambda: ended(api, system_id, stopped), seconds=10)
    assert sync(api, system_id, "full")["proof"]["stored_total"] == 3000
    error = api.get(f"/systems/{system_id}/syncs/{stopped}")["error"]
    assert error["code"] == "SyncInterrupted"


def test_function_may_do_what_its_role_says_and_nothing_else(
    api: ApiClient, deployment: Deployment, simulator: Simulator
) -> None:
    """So that every other test here shows that the roles are wide enough."""
    iam = deployment.emulator.client("iam")
    role = deployment.resource("SyncStepFunctionRole")
    (name,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
    policy = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    narrower = json.dumps(policy).replace('"dynamodb:PutItem"', '"dynamodb:DescribeTable"')
    iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=narrower)
    system_id = connect(api, simulator.url)
    with pytest.raises(ApiError, match="AccessDenied"):
        sync(api, system_id, "full")
    iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(policy))
    assert sync(api, system_id, "full")["proof"]["stored_total"] == 3000
