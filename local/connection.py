"""Connects the simulator as a system, through the HTTP API as anyone would."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from local.api_client import ApiClient, ApiError
from local.running import PASSWORD, USERNAME

NAME = "Demo hosting"
_ENDED = {"succeeded", "failed", "cancelled"}
_POLL_SECONDS = 0.05


def connect(api: ApiClient, whmcs_url: str) -> str:
    """The id of the demo system, created unless it is there: kept data has it already."""
    for system in api.get("/systems")["systems"]:
        if system["name"] == NAME:
            return _id(system)
    created = api.post(
        "/systems",
        {
            "name": NAME,
            "url": whmcs_url,
            "username": USERNAME,
            "password": PASSWORD,
            "step": 250,
            "auto_sync": True,
            "exchange_rate": "1",
            "rates": [{"currency": "USD", "rate": "0.92"}],
        },
    )
    return _id(created)


def sync(
    api: ApiClient,
    system_id: str,
    mode: str,
    progress: Callable[[dict[str, Any]], None] = lambda _: None,
) -> dict[str, Any]:
    """Run a sync to its end; `progress` sees its record each time we look. Raises ApiError when it
    does not succeed."""
    started = api.post(f"/systems/{system_id}/syncs", {"mode": mode})
    while True:
        record: dict[str, Any] = api.get(f"/systems/{system_id}/syncs/{started['id']}")
        progress(record)
        if record["state"] in _ENDED:
            break
        time.sleep(_POLL_SECONDS)
    if record["state"] != "succeeded":
        raise ApiError(f"The sync {record['state']}: {record.get('error')}")
    return record


def _id(system: dict[str, Any]) -> str:
    return str(system.get("system_id") or system["id"])
