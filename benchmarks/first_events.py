"""An event for the first answer of each measured function, and how to tell the right answer."""

import json
import secrets
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from accounting.clients import secrets_manager
from accounting.domain.clock import utc_now
from accounting.domain.credentials import Credentials
from accounting.domain.systems import Settings, System
from accounting.services.begin import begin
from accounting.services.end import end
from accounting.services.execution_input import parse
from accounting.tables import systems_table
from benchmarks.startup_table import BARE

type Event = dict[str, Any]
SYSTEM = "9f2c4be81a07"


@dataclass(frozen=True)
class First:
    """`event`: a context manager, inside which it can be handed to the function."""

    event: Callable[[], AbstractContextManager[Event]]
    right: Callable[[Event], bool]


def connect(url: str) -> None:
    """The system that the events are about."""
    arn, now = secrets_manager.store(SYSTEM, Credentials("demo-secret")), utc_now()
    settings = Settings("Benchmark", url, "demo")
    systems_table.create(System(SYSTEM, settings, arn, 1, created_at=now, updated_at=now))


@contextmanager
def _begun_sync() -> Iterator[Event]:
    sync_id = secrets.token_hex(8)
    event = {"sync_id": sync_id, "input": {"system_id": SYSTEM, "mode": "full"}}
    begin(parse(event).input, sync_id, utc_now())
    yield event
    end(SYSTEM, sync_id, None, utc_now())


def _request(method: str, path: str, **headers: str) -> Event:
    """What API Gateway hands over; of a viewer."""
    claims = {"iss": "https://issuer.example", "sub": "somebody", "cognito:groups": ["viewers"]}
    payload = b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"authorization": f"Bearer e30.{payload}.x", **headers},
        "pathParameters": {"system_id": SYSTEM},
        "requestContext": {
            "requestId": "r",
            "stage": "$default",
            "http": {"method": method, "path": path},
            "authorizer": {"jwt": {"claims": claims}},
        },
        "isBase64Encoded": False,
    }


def _signed_by_nobody() -> Event:
    """It is looked for the system and its key, as of any message."""
    signature = "v1," + b64encode(secrets.token_bytes(32)).decode()
    headers = {
        "webhook-id": "m",
        "webhook-timestamp": str(int(time.time())),
        "webhook-signature": signature,
    }
    return _request("POST", f"/hooks/whmcs/{SYSTEM}", **headers)


def _get(path: str) -> First:
    return First(lambda: nullcontext(_request("GET", path)), lambda said: said["statusCode"] == 200)


FIRST = {
    BARE: First(lambda: nullcontext({"system_id": SYSTEM}), lambda said: said["found"]),
    "console": _get("/health"),
    "sync_step": First(_begun_sync, lambda said: said["done"]),
    "revenue_api": _get("/revenue"),
    "hooks_api": First(
        lambda: nullcontext(_signed_by_nobody()), lambda said: said["statusCode"] == 401
    ),
    "syncs_api": _get(f"/systems/{SYSTEM}/syncs"),
    "systems_api": _get("/systems"),
}
