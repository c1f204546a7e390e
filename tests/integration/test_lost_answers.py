"""A write is done, its answer lost, and the SDK writes again: it meets its own result.

Each write succeeds then, and what is stored is what one write leaves behind.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from accounting.clients import state_machines
from accounting.domain.clock import utc_now
from accounting.domain.errors import (
    AccountingError,
    LeaseLost,
    SystemDeleting,
    SystemNotFound,
    VersionMismatch,
)
from accounting.domain.syncs import Failure, LastSync, Progress, Sync, queued
from accounting.domain.systems import Hook, System
from accounting.services.start import start
from accounting.tables import dynamodb, syncs_table, systems_table, webhooks_table
from accounting.tables.store import TablesStore
from local.running import Running
from tests.fakes.fake_clock import FakeClock
from tests.fakes.systems import a_system
from tests.integration.http import Http, simulated
from tests.integration.on_the_wire import answer_lost, overtaken, wait_for

NOW = datetime(2026, 1, 31, 8, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)
HOOK, OTHER_HOOK = Hook("arn:one", NOW), Hook("arn:other", NOW)
hook = systems_table.replace_hook
ID, SYNC = "9f2c4be81a07", "20260131T080000-5f0c2a91"
PROGRESS = Progress(steps_done=1, invoices_total=250)
FAILURE = Failure("SourceRejected", "title", "detail", "advice")


def stored() -> tuple[System | None, Sync | None]:
    try:
        sync = syncs_table.find(ID, SYNC)
        return systems_table.get(ID), replace(sync, writer="") if sync else None
    except SystemNotFound:
        return None, None


def a_sync() -> Sync:
    return queued(ID, SYNC, "full", "https://billing.example.com/", NOW, allow_shrink=False)


def nothing() -> None:
    """Before a system is connected."""


def connected() -> None:
    systems_table.create(a_system())


def a_scheduled_system() -> System:
    return replace(a_system(), next_sync_at=NOW)


def scheduled() -> None:
    systems_table.create(a_scheduled_system())


def leased() -> None:
    connected()
    systems_table.take_lease(ID, SYNC, NOW)


def recorded() -> None:
    leased()
    syncs_table.create(a_sync())


def begun() -> None:
    recorded()
    syncs_table.begin(a_sync())


def hooked() -> None:
    connected()
    assert hook(a_system(), HOOK)


def change() -> System:
    settings = replace(systems_table.get(ID).settings, description="changed")
    return systems_table.change(replace(systems_table.get(ID), settings=settings, updated_at=LATER))


def reschedule() -> System:
    changed = replace(systems_table.get(ID), next_sync_at=LATER)
    return systems_table.change(changed, rescheduled=True)


def switch_off() -> System:
    changed = replace(systems_table.get(ID), next_sync_at=None)
    return systems_table.change(changed, rescheduled=True)


def commit(progress: Progress = PROGRESS) -> None:
    TablesStore(systems_table.get(ID), syncs_table.get(ID, SYNC), FakeClock()).commit(progress, ())


def end() -> None:
    syncs_table.end(syncs_table.get(ID, SYNC).failed(FAILURE, LATER))


def release() -> None:
    ended = syncs_table.get(ID, SYNC).failed(FAILURE, LATER)
    systems_table.release_lease(ID, SYNC, LastSync.of(ended), None)


@dataclass(frozen=True)
class Write:
    """`before`: what must be there. The operation is the one whose answer is lost."""

    before: Callable[[], None]
    write: Callable[[], object]
    operation: str = "UpdateItem"


WRITES = {
    "create a system": Write(nothing, lambda: systems_table.create(a_system()), "PutItem"),
    "change it": Write(connected, change),
    "mark it as deleting": Write(
        connected, lambda: systems_table.mark_deleting(ID, LATER, 1, "ada")
    ),
    "mark any version": Write(
        connected, lambda: systems_table.mark_deleting(ID, LATER, None, "ada")
    ),
    "change its schedule": Write(connected, reschedule),
    "switch it off": Write(scheduled, switch_off),
    "move on": Write(scheduled, lambda: systems_table.move_on(a_scheduled_system(), LATER)),
    "move on to never": Write(scheduled, lambda: systems_table.move_on(a_scheduled_system(), None)),
    "want a sync": Write(connected, lambda: systems_table.want_sync(ID, LATER)),
    "take the lease": Write(connected, lambda: systems_table.take_lease(ID, SYNC, NOW)),
    "renew it": Write(leased, lambda: systems_table.renew_lease(ID, SYNC, LATER)),
    "release it": Write(recorded, release),
    "drop it": Write(leased, lambda: systems_table.drop_lease(ID, SYNC, NOW)),
    "create a sync": Write(leased, lambda: syncs_table.create(a_sync()), "PutItem"),
    "begin it": Write(recorded, lambda: syncs_table.begin(replace(a_sync(), progress=PROGRESS))),
    "commit": Write(begun, commit, "TransactWriteItems"),
    "end it": Write(begun, end),
    "make a hook": Write(connected, lambda: hook(a_system(), HOOK)),
    "replace it": Write(hooked, lambda: hook(replace(a_system(), hook=HOOK), OTHER_HOOK)),
    "remove it": Write(hooked, lambda: hook(replace(a_system(), hook=HOOK), None)),
    "remember a message": Write(
        nothing, lambda: webhooks_table.remember(ID, "msg_1", NOW), "PutItem"
    ),
    "cancel it": Write(begun, lambda: syncs_table.request_cancel(ID, SYNC, "ada")),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_write_whose_answer_was_lost_is_a_success(running: Running, write: Write) -> None:
    write.before()
    answer = write.write()
    expected = stored()
    running.stack.reset()
    write.before()
    with answer_lost(dynamodb.client(), write.operation) as sent:
        assert write.write() == answer
    assert sent == [write.operation] * 2
    assert stored() == expected


def by_somebody_else() -> None:
    """At the same moment, with another result."""
    systems_table.change(replace(systems_table.get(ID), updated_at=NOW))


def deleted_by_somebody() -> None:
    systems_table.mark_deleting(ID, NOW, None, "ada")


def by_another_run() -> None:
    commit(replace(PROGRESS, steps_done=7))


def by_another_delivery() -> None:
    """Of the same step: it comes to the same progress."""
    commit()


@pytest.mark.parametrize(
    ("before", "competitor", "write", "operation", "error"),
    [
        (connected, deleted_by_somebody, change, "UpdateItem", SystemDeleting),
        (connected, by_somebody_else, change, "UpdateItem", VersionMismatch),
        (begun, by_another_run, commit, "TransactWriteItems", LeaseLost),
        (begun, by_another_delivery, commit, "TransactWriteItems", LeaseLost),
    ],
)
def test_write_of_another_is_not_taken_for_ours(
    running: Running,
    before: Callable[[], None],
    competitor: Callable[[], None],
    write: Callable[[], object],
    operation: str,
    error: type[AccountingError],
) -> None:
    """The other one writes between our reading and our writing."""
    before()
    with overtaken(dynamodb.client(), operation, competitor), pytest.raises(error):
        write()


def test_connecting_a_system_survives_a_lost_answer(running: Running, http: Http) -> None:
    with answer_lost(dynamodb.client(), "PutItem") as sent:
        created = http.post("/systems", simulated(running))
    of_its_event = 1
    assert (created.status_code, len(sent)) == (201, 2 + of_its_event)
    assert [each["id"] for each in http.get("/systems").json()["systems"]] == [created.json()["id"]]
    assert http.post(f"{created.headers['Location']}/test").json()["ok"] is True


def test_change_for_a_version_survives_a_lost_answer(running: Running, http: Http) -> None:
    created = http.post("/systems", simulated(running))
    with answer_lost(dynamodb.client(), "UpdateItem") as sent:
        changed = http.patch(
            created.headers["Location"], {"username": "new"}, If_Match=created.headers["ETag"]
        )
    assert (changed.status_code, len(sent)) == (200, 2)
    assert (changed.json()["username"], changed.json()["version"]) == ("new", 2)


def test_deletion_of_any_version_is_not_refused_for_a_change(running: Running) -> None:
    connected()
    with overtaken(dynamodb.client(), "UpdateItem", change):
        assert systems_table.mark_deleting(ID, LATER, None, "ada").deleting


@pytest.mark.parametrize("ends", [False, True], ids=["runs", "has ended"])
def test_sync_is_started_although_the_answer_was_lost(
    running: Running, http: Http, ends: bool
) -> None:
    """The repeated StartExecution finds the execution, running or ended."""
    created = http.post("/systems", simulated(running)).json()
    go_on = threading.Event()
    running.simulator.before_request = lambda _: wait_for(go_on)
    machine = running.stack.resources["SyncStateMachine"]
    executions = partial(state_machines._client().list_executions, stateMachineArn=machine)

    def ended() -> None:
        go_on.set()
        running.stack.wait_until(lambda: not executions(statusFilter="RUNNING")["executions"])

    meanwhile = ended if ends else lambda: None
    with answer_lost(state_machines._client(), "StartExecution", meanwhile) as sent:
        sync = start(created["id"], "full", utc_now(), started_by="ada")
    assert (len(sent), sync.state) == (2, "succeeded" if ends else "queued")
    ended()
    assert syncs_table.get(created["id"], sync.sync_id).state == "succeeded"
    assert systems_table.get(created["id"]).lease is None
    assert len(executions()["executions"]) == 1


def test_system_deleted_at_the_moment_of_a_start(running: Running) -> None:
    connected()
    delete = partial(systems_table.mark_deleting, ID, LATER, None, "ada")
    with overtaken(dynamodb.client(), "UpdateItem", delete), pytest.raises(SystemDeleting):
        systems_table.take_lease(ID, SYNC, LATER)


def test_lease_released_at_the_moment_of_a_start_is_taken(running: Running) -> None:
    recorded()
    with overtaken(dynamodb.client(), "UpdateItem", release):
        lease = systems_table.take_lease(ID, "another", LATER).lease
    assert lease
    assert lease.sync_id == "another"


def test_record_deleted_with_its_system_is_not_written_again(running: Running) -> None:
    begun()
    sync = syncs_table.get(ID, SYNC)
    syncs_table.remove([dynamodb.to_item({"system_id": ID, "sync_id": SYNC})])
    syncs_table.end(sync.failed(FAILURE, LATER))
    assert syncs_table.find(ID, SYNC) is None
