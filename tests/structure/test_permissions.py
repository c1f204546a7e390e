"""What a function's role allows is exactly what the function does.

That it may do all it does is checked by every test on the embedded stack: a call that the role does
not allow fails there. Here each kind of work is done, and no permission may be left unused.
"""

import contextlib
from collections.abc import Iterator

import pytest

from accounting.clients import event_bus
from accounting.domain.clock import utc_now
from accounting.domain.webhooks import WebhookKey
from accounting.tables import systems_table
from local.api_client import ApiClient, ApiError
from local.connection import connect, sync
from local.running import Running
from local.simulator import demo_installation
from tests.deployed import running_sync
from tests.integration.hook_messages import Sender
from tests.integration.on_the_wire import refused

USED_ONLY_IN_FAILURES = {
    ("SystemsApiFunction", "dynamodb:DeleteItem"): "a request with a key failed half-way, or two"
    " people connected the same installation at once",
    ("SyncEndFunction", "sqs:SendMessage"): "sent by Lambda itself when the function failed",
    ("NotifyFunction", "sqs:SendMessage"): "as SyncEndFunction",
}


@pytest.fixture(scope="module")
def used_stack() -> Iterator[Running]:
    with Running(installation=demo_installation(40), waiting=0.0) as running:
        api = ApiClient(running.url, running.token)
        system_id = connect(api, running.simulator.url)
        use_systems(api, system_id)
        use_syncs(api, system_id, running)
        use_hooks(api, system_id)
        settle(running, api, system_id)
        api.get(f"/systems/{system_id}/invoices")
        api.get("/revenue")
        api.get(f"/revenue?system_id={system_id}")
        for system in api.get("/systems")["systems"]:
            api.call("DELETE", f"/systems/{system['id']}")
        running.stack.wait_until(lambda: api.get("/systems")["systems"] == [])
        yield running
        api.close()


def use_systems(api: ApiClient, system_id: str) -> None:
    api.call("PATCH", f"/systems/{system_id}", {"password": "demo-secret", "exchange_rate": "2"})
    api.post(f"/systems/{system_id}/test")
    new = {"name": "x", "username": "u", "password": "p"}
    repeated(api, "/systems", {**new, "url": "https://example.com"})


def use_syncs(api: ApiClient, system_id: str, running: Running) -> None:
    sync(api, system_id, "full")
    systems_table.want_sync(system_id, utc_now())
    with refused(event_bus._client(), "PutEvents", "InternalException"):
        api.call("PATCH", f"/systems/{system_id}", {"description": "Changed"})
    running.stack.fire_schedule("DailySyncFunction")
    settle(running, api, system_id)
    repeated(api, f"/systems/{system_id}/syncs", {"mode": "incremental"})
    with contextlib.suppress(ApiError):
        repeated(api, f"/systems/{system_id}/syncs", {"mode": "full"}, key="another")
    settle(running, api, system_id)
    api.get(f"/systems/{system_id}/syncs")
    api.get(f"/systems/{system_id}/events")
    with running_sync(running, api, system_id) as sync_id:
        api.post(f"/systems/{system_id}/syncs/{sync_id}/cancel")
    settle(running, api, system_id)
    installation = running.simulator.installation
    backup = installation.backup()
    installation.delete(*installation.invoices())
    api.post(f"/systems/{system_id}/syncs", {"mode": "full", "allow_shrink": True})
    settle(running, api, system_id)
    installation.restore(backup)
    sync(api, system_id, "full")
    running.simulator.faults.always("wrong_secret")
    api.post(f"/systems/{system_id}/syncs", {"mode": "full"})
    settle(running, api, system_id)
    running.simulator.faults.clear()


def use_hooks(api: ApiClient, system_id: str) -> None:
    """The key is replaced one time; the last one is deleted with the system."""
    for _ in range(2):
        made = api.post(f"/systems/{system_id}/hook-key")
    Sender(made["url"], WebhookKey.parse(made["key"])).send()


def repeated(api: ApiClient, path: str, body: object, key: str = "one") -> None:
    """The same request twice, with an Idempotency-Key; it may be refused."""
    for _ in range(2):
        with contextlib.suppress(ApiError):
            api.call("POST", path, body, **{"Idempotency-Key": key})


def settle(running: Running, api: ApiClient, system_id: str) -> None:
    running.stack.wait_until(lambda: not api.get(f"/systems/{system_id}")["running_sync_id"])


def test_nothing_is_allowed_that_is_not_needed(used_stack: Running) -> None:
    permissions = used_stack.stack.permissions
    unused = {
        (function, permission.action, permission.resource.rsplit(":", 1)[-1])
        for function in permissions.granted
        for permission in permissions.unused(function)
        if (function, permission.action) not in USED_ONLY_IN_FAILURES
    }
    assert unused == set()
    granted = {
        (function, permission.action)
        for function, allowed in permissions.granted.items()
        for permission in allowed
    }
    assert granted >= USED_ONLY_IN_FAILURES.keys()


def test_a_call_that_the_role_does_not_allow_fails(used_stack: Running) -> None:
    """So the check above is one: a handler that reads a secret without permission is refused."""
    stack = used_stack.stack

    def reads_a_secret(_event: object, _context: object) -> None:
        from accounting.clients import secrets_manager  # noqa: PLC0415

        secrets_manager.read("arn:aws:secretsmanager:eu-central-1:123456789012:secret:another/one")

    stack.functions.replace("RevenueApiFunction", reads_a_secret)
    answer = stack.functions.invoke("RevenueApiFunction", b"{}")
    stack.functions.restore()
    assert answer.error == "Unhandled"
    assert b"not authorized to perform secretsmanager:GetSecretValue" in answer.payload
