"""A deleted system leaves nothing behind, whatever happens meanwhile."""

from datetime import date
from decimal import Decimal
from typing import Any

import boto3
import pytest

from accounting.domain.systems import LEASE
from local.api_client import ApiClient
from local.connection import sync
from local.running import Running
from tests.fakes.fake_clock import FakeClock
from tests.integration.http import Http, problem, simulated

TABLES = ("SystemsTable", "InvoicesTable", "RevenueTable", "SyncsTable")


def left(running: Running) -> dict[str, int]:
    """How many items and secrets there are."""
    client = boto3.client("dynamodb")
    counts = {
        name: len(client.scan(TableName=running.stack.resources[name])["Items"]) for name in TABLES
    }
    secrets = boto3.client("secretsmanager").list_secrets()["SecretList"]
    return {name: count for name, count in (counts | {"secrets": len(secrets)}).items() if count}


def gone(running: Running, http: Http, path: str) -> None:
    running.stack.wait_until(lambda: http.get(path).status_code == 404)


def wait_for_deletions(running: Running) -> list[str]:
    """The states in which they ended."""
    client = boto3.client("stepfunctions")
    arn = running.stack.resources["DeleteStateMachine"]
    executions = client.list_executions(stateMachineArn=arn)["executions"]
    return [running.stack.wait(one["executionArn"])["status"] for one in executions]


def test_nothing_is_left(running: Running, http: Http, api: ApiClient, system_id: str) -> None:
    sync(api, system_id, "full")
    assert left(running).keys() == {*TABLES, "secrets"}
    deleted = http.delete(f"/systems/{system_id}")
    assert (deleted.status_code, deleted.json()) == (202, {"id": system_id, "deleting": True})
    gone(running, http, f"/systems/{system_id}")
    assert wait_for_deletions(running) == ["SUCCEEDED"]
    assert left(running) == {}
    problem(http.delete(f"/systems/{system_id}"), 404, "SystemNotFound")


def test_other_systems_stay(running: Running, http: Http, api: ApiClient, system_id: str) -> None:
    other = http.post("/systems", simulated(running, name="Other")).json()["id"]
    for each in (system_id, other):
        sync(api, each, "full")
    before = http.get(f"/systems/{other}").json()
    http.delete(f"/systems/{system_id}")
    gone(running, http, f"/systems/{system_id}")
    assert http.get(f"/systems/{other}").json() == before
    assert http.post(f"/systems/{other}/test").json()["ok"] is True


def test_deletion_can_be_asked_for_again_and_again(
    running: Running, http: Http, api: ApiClient, system_id: str
) -> None:
    sync(api, system_id, "full")
    statuses = {http.delete(f"/systems/{system_id}").status_code for _ in range(3)}
    assert statuses <= {202, 404}
    gone(running, http, f"/systems/{system_id}")
    assert set(wait_for_deletions(running)) == {"SUCCEEDED"}
    assert left(running) == {}


@pytest.mark.usefixtures("commits_every_page")
def test_running_sync_stops_before_anything_is_removed(running: Running, http: Http) -> None:
    path = http.post("/systems", simulated(running, step=5, parallel=1)).headers["Location"]

    def delete(_request: object) -> None:
        if len(running.simulator.requests) == 4:
            assert http.delete(path).status_code == 202

    running.simulator.before_request = delete
    http.post(f"{path}/syncs", {"mode": "full"})
    gone(running, http, path)
    assert wait_for_deletions(running) == ["SUCCEEDED"]
    assert left(running) == {}
    assert len(running.simulator.requests) < 12


@pytest.mark.parametrize(
    ("operation", "nth"),
    [
        ("Query", 1),
        ("BatchWriteItem", 1),
        ("BatchWriteItem", 2),
        ("DeleteSecret", 1),
        ("DeleteItem", 1),
    ],
)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_interrupted_deletion_goes_on(
    running: Running,
    http: Http,
    api: ApiClient,
    system_id: str,
    operation: str,
    nth: int,
    after: bool,
) -> None:
    sync(api, system_id, "full")
    running.stack.functions.kill_next("SystemDeleteFunction", at=operation, nth=nth, after=after)
    http.delete(f"/systems/{system_id}")
    gone(running, http, f"/systems/{system_id}")
    assert wait_for_deletions(running) == ["SUCCEEDED"]
    assert left(running) == {}
    assert len(running.stack.waits) == 1  # It did die, and was started again.


def test_deletion_that_failed_for_good_goes_on_when_asked_again(
    running: Running, http: Http, api: ApiClient, system_id: str
) -> None:
    sync(api, system_id, "full")

    def broken(_event: Any, _context: Any) -> None:
        raise RuntimeError("broken")

    running.stack.functions.replace("SystemDeleteFunction", broken)
    http.delete(f"/systems/{system_id}")
    assert wait_for_deletions(running) == ["FAILED"]
    assert http.get(f"/systems/{system_id}").json()["deleting"] is True
    running.stack.functions.restore()
    assert http.delete(f"/systems/{system_id}", If_Match='"1"').status_code == 202
    gone(running, http, f"/systems/{system_id}")
    wait_for_deletions(running)
    assert left(running) == {}


def test_many_batches_take_several_rounds(
    running: Running, http: Http, system_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from accounting.domain.invoices import Invoice  # noqa: PLC0415
    from accounting.services import delete  # noqa: PLC0415
    from tests.fakes.stored_invoices import store_invoices  # noqa: PLC0415

    monkeypatch.setattr(delete, "BATCH", 100)
    day, amount = date(2026, 1, 31), Decimal("1.00")
    store_invoices(
        system_id,
        [
            Invoice(
                1000 * block, "", day, None, None, "Paid", "EUR", amount, amount, amount, amount
            )
            for block in range(1, 251)
        ],
    )
    rounds, before = 0, 250
    while delete.delete(system_id, FakeClock(), seconds=0) is not None:
        rounds += 1
        after = left(running).get("InvoicesTable", 0)
        assert after < before or after == 0
        before = after
    assert 1 < rounds < 10
    assert left(running) == {}
    assert delete.delete(system_id, FakeClock(), seconds=0) is None


def test_lease_of_a_sync_that_died_is_waited_for(running: Running, system_id: str) -> None:
    from accounting.services import delete  # noqa: PLC0415
    from accounting.tables import systems_table  # noqa: PLC0415

    clock = FakeClock()
    systems_table.take_lease(system_id, "20260131T080000-5f0c2a91", clock.now())
    while (wait := delete.delete(system_id, clock, seconds=1)) is not None:
        assert left(running).keys() == {"SystemsTable", "secrets"}
        assert 0 < wait <= 60
        clock.sleep(wait)
    assert LEASE.total_seconds() <= clock.seconds <= LEASE.total_seconds() + 60
    assert left(running) == {}
