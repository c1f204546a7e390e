"""Every route with a request that succeeds: what the tests of all routes walk through."""

from dataclasses import dataclass, field
from typing import Any

from local.running import PASSWORD, USERNAME, Running
from tests.integration.http import NEW_SYSTEM


@dataclass(frozen=True)
class Route:
    """`status`: of an administrator's request. `path` may name {system_id} and {sync_id}."""

    method: str
    path: str
    status: int
    body: dict[str, Any] | None = None
    public: bool = False
    connects: bool = field(default=False, kw_only=True)

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def reads(self) -> bool:
        return self.method == "GET"

    def request_body(self, running: Running) -> dict[str, Any] | None:
        """With the address of the simulator where the route connects to it."""
        if not self.connects:
            return self.body
        connection = {"url": running.simulator.url, "username": USERNAME, "password": PASSWORD}
        return {**(self.body or {}), **connection}


ROUTES = [
    Route("GET", "/systems", 200),
    Route("POST", "/systems", 201, NEW_SYSTEM),
    Route("GET", "/systems/{system_id}", 200),
    Route("PATCH", "/systems/{system_id}", 200, {"description": "New"}),
    Route("DELETE", "/systems/{system_id}", 202),
    Route("POST", "/systems/test", 200, connects=True),
    Route("POST", "/systems/{system_id}/test", 200),
    Route("POST", "/systems/{system_id}/rates/preview", 200, {"exchange_rate": "2"}),
    Route("POST", "/systems/{system_id}/syncs", 202, {"mode": "incremental"}),
    Route("GET", "/systems/{system_id}/syncs", 200),
    Route("GET", "/systems/{system_id}/syncs/{sync_id}", 200),
    Route("POST", "/systems/{system_id}/syncs/{sync_id}/cancel", 409),
    Route("GET", "/systems/{system_id}/events", 200),
    Route("GET", "/systems/{system_id}/invoices", 200),
    Route("POST", "/systems/{system_id}/hook-key", 201),
    Route("DELETE", "/systems/{system_id}/hook-key", 200),
    Route("GET", "/revenue", 200),
    Route("GET", "/invoices", 200),
    Route("GET", "/health", 200, public=True),
    Route("GET", "/config.json", 200, public=True),
    Route("GET", "/openapi.json", 200, public=True),
]
KEYS = [route.key for route in ROUTES]
PRIVATE = [route for route in ROUTES if not route.public]
# It takes a signature in place of a token: test_hooks.py.
SIGNED = "POST /hooks/whmcs/{system_id}"
