"""Syncs caught in the middle, and what the API says of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from local.api_client import ApiClient
from local.simulator import Simulator
from tests.deploy.deployment import wait_until

# So that 3,000 invoices take longer than it takes until a commit sees a request to cancel.
LATENCY = 1.0


@contextmanager
def running_sync(api: ApiClient, simulator: Simulator, system_id: str) -> Iterator[str]:
    """A Full sync that has asked for its first page; the sync's id."""
    simulator.requests.clear()
    simulator.settings.latency = LATENCY
    sync_id = str(api.post(f"/systems/{system_id}/syncs", {"mode": "full"})["id"])
    wait_until(lambda: simulator.requests)
    yield sync_id
    wait_until(lambda: ended(api, system_id, sync_id))
    simulator.settings.latency = 0.0


def state(api: ApiClient, system_id: str, sync_id: str) -> str:
    return str(api.get(f"/systems/{system_id}/syncs/{sync_id}")["state"])


def ended(api: ApiClient, system_id: str, sync_id: str) -> bool:
    return state(api, system_id, sync_id) not in {"queued", "running"}


def revenue(api: ApiClient) -> dict[str, dict[str, str]]:
    rows = api.get("/revenue")["rows"]
    return {row["period"]: {name: row[name] for name in ("net", "tax", "gross")} for row in rows}
