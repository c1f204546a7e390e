"""The whole system in this process, on moto, with a small accounting system to connect."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from accounting.engine import session
from local.api_client import ApiClient
from local.connection import connect
from local.running import Running
from local.simulator import Installation, demo_installation


@pytest.fixture(scope="module")
def deployed() -> Iterator[Running]:
    with Running(installation=Installation(), waiting=0.0) as running:
        yield running


@pytest.fixture
def running(deployed: Running) -> Iterator[Running]:
    """Empty tables, an empty accounting system without faults."""
    simulator = deployed.simulator
    simulator.installation = demo_installation(60, today=date(2026, 11, 22))
    settings = dict(vars(simulator.settings))
    yield deployed
    deployed.stack.reset()
    simulator.faults.clear()
    simulator.before_request = None
    simulator.requests.clear()
    vars(simulator.settings).update(settings)


@pytest.fixture
def commits_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens between two commits happens between two pages."""
    monkeypatch.setattr(session, "COMMIT_SECONDS", 0.0)


@pytest.fixture
def api(running: Running) -> Iterator[ApiClient]:
    """As an administrator."""
    client = ApiClient(running.url, running.token)
    yield client
    client.close()


@pytest.fixture
def system_id(running: Running, api: ApiClient) -> str:
    """A connected system, not synchronised yet."""
    return connect(api, running.simulator.url)


@contextmanager
def running_sync(running: Running, api: ApiClient, system_id: str) -> Iterator[str]:
    """A sync that waits at its first request."""
    arrived, go_on = threading.Event(), threading.Event()

    def wait(_request: object) -> None:
        arrived.set()
        go_on.wait(30)

    running.simulator.before_request = wait
    path = f"/systems/{system_id}/syncs"
    sync_id = str(api.post(path, {"mode": "full"})["id"])
    try:
        assert arrived.wait(30)
        yield sync_id
    finally:
        go_on.set()
        running.simulator.before_request = None
        running.stack.wait_until(lambda: api.get(f"{path}/{sync_id}")["ended_at"] is not None)
