"""When the next automatic sync of a system is due: what is stored of it, and who may move it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounting.domain.credentials import Credentials, CredentialsChange
from accounting.domain.errors import SystemDeleting, SystemNotFound
from accounting.domain.syncs import LastSync, queued
from accounting.domain.systems import System
from accounting.services.connect import change, connect
from accounting.tables import systems_table
from local.running import Running
from tests.fakes.systems import CREATED, a_system

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1, milliseconds=7)
BERLIN = datetime(2026, 3, 29, 4, tzinfo=UTC)  # 06:00, on the day the clocks spring forward.
UTC_SIX = datetime(2026, 3, 29, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stack(running: Running) -> None:
    """Whatever is stored here is in its tables."""


def connected(**fields: Any) -> System:
    settings = replace(a_system().settings, **({"auto_sync": True} | fields))
    system = connect(settings, Credentials("the-secret"), NOW, "ada")
    assert systems_table.get(system.system_id) == system
    return system


def changed(
    system: System, credentials: CredentialsChange | None = None, **fields: Any
) -> datetime | None:
    """When the next one is due after a change of these fields, which was made at LATER."""
    entered = credentials or CredentialsChange(None, None)
    system_id = system.system_id
    after = change(
        system_id, lambda settings: replace(settings, **fields), entered, None, LATER, "ada"
    )
    assert systems_table.get(system_id) == after
    return after.next_sync_at


def due(system: System) -> datetime | None:
    return systems_table.get(system.system_id).next_sync_at


@pytest.mark.parametrize(
    ("fields", "next_sync_at"),
    [
        ({}, UTC_SIX),
        ({"time_zone": "Europe/Berlin"}, BERLIN),
        ({"sync_at": "13:30"}, NOW + timedelta(minutes=90)),
        ({"every": 60}, NOW + timedelta(hours=1)),
        ({"auto_sync": False}, None),
        ({"auto_sync": False, "every": 60}, None),
    ],
    ids=str,
)
def test_connected_system_has_its_first_moment(
    fields: dict[str, Any], next_sync_at: datetime | None
) -> None:
    assert connected(**fields).next_sync_at == next_sync_at


@pytest.mark.parametrize(
    ("fields", "next_sync_at"),
    [
        ({"auto_sync": False}, None),
        ({"time_zone": "Europe/Berlin"}, BERLIN),
        ({"sync_at": "12:00"}, NOW + timedelta(days=1)),
        ({"every": 90}, NOW + timedelta(minutes=90)),
        ({"name": "Renamed"}, UTC_SIX),
    ],
    ids=str,
)
@pytest.mark.parametrize("password", [None, "another"])
def test_change_of_the_schedule_moves_the_next_sync(
    fields: dict[str, Any], next_sync_at: datetime | None, password: str | None
) -> None:
    assert changed(connected(), CredentialsChange(password, None), **fields) == next_sync_at


def test_automatic_sync_that_is_switched_on_is_due_at_the_next_moment() -> None:
    assert changed(connected(auto_sync=False), auto_sync=True) == UTC_SIX


def test_system_knows_since_when_it_synchronises_by_itself() -> None:
    by_itself = connected()
    by_hand = connected(auto_sync=False, url="https://other.example.com/")
    changed(by_itself, every=60)
    assert systems_table.get(by_itself.system_id).auto_since == NOW
    assert by_hand.auto_since is None
    changed(by_hand, auto_sync=True)
    assert systems_table.get(by_hand.system_id).auto_since == LATER


@pytest.mark.parametrize("fields", [{"every": 720}, {"sync_at": "07:00"}, {"auto_sync": False}])
def test_what_is_due_stays_due_when_the_schedule_is_changed(fields: dict[str, Any]) -> None:
    """It may wait for a sync that runs, or WHMCS was promised it."""
    system = connected()
    systems_table.want_sync(system.system_id, NOW)
    assert changed(system, **fields) == NOW


def test_other_changes_leave_the_moment_to_the_schedule() -> None:
    """Which has moved it since the system was read."""
    system = connected()
    systems_table.move_on(system, LATER)
    renamed = replace(system, settings=replace(system.settings, name="Renamed"))
    assert systems_table.change(renamed).next_sync_at == LATER


@pytest.mark.parametrize("moment", [LATER, None])
def test_schedule_moves_on_without_a_new_version(moment: datetime | None) -> None:
    system = connected()
    systems_table.move_on(system, moment)
    assert systems_table.get(system.system_id) == replace(system, next_sync_at=moment)


def reschedule(system: System) -> None:
    changed(system, sync_at="07:00")


def switch_off(system: System) -> None:
    changed(system, auto_sync=False)


def rename(system: System) -> None:
    changed(system, name="Renamed")


def want(system: System) -> None:
    systems_table.want_sync(system.system_id, LATER)


def start_elsewhere(system: System) -> None:
    systems_table.move_on(system, LATER)


@pytest.mark.parametrize("meanwhile", [reschedule, switch_off, rename, want, start_elsewhere])
def test_schedule_moves_on_from_what_it_saw_only(meanwhile: Callable[[System], None]) -> None:
    system = connected()
    meanwhile(system)
    before = systems_table.get(system.system_id)
    systems_table.move_on(system, NOW + timedelta(days=9))
    assert systems_table.get(system.system_id) == before


def test_schedule_does_not_move_on_for_a_system_that_is_gone() -> None:
    systems_table.move_on(a_system(), NOW)
    assert systems_table.list_all() == []


@pytest.mark.parametrize("auto_sync", [True, False])
def test_sync_that_is_wanted_is_due_now(auto_sync: bool) -> None:
    system = connected(auto_sync=auto_sync)
    systems_table.want_sync(system.system_id, LATER)
    assert systems_table.get(system.system_id) == replace(system, next_sync_at=LATER)


def test_sync_that_is_wanted_while_an_earlier_one_is_due_is_not_lost() -> None:
    """The one that is started for the earlier moment may have begun before."""
    system = connected()
    systems_table.want_sync(system.system_id, NOW)
    seen = systems_table.get(system.system_id)
    systems_table.want_sync(system.system_id, LATER)
    systems_table.move_on(seen, UTC_SIX)
    assert due(system) == LATER


def test_no_sync_is_wanted_of_a_system_that_goes() -> None:
    system = connected()
    systems_table.mark_deleting(system.system_id, NOW, None, "ada")
    with pytest.raises(SystemDeleting):
        systems_table.want_sync(system.system_id, LATER)
    assert due(system) == UTC_SIX
    systems_table.remove(system.system_id)
    with pytest.raises(SystemNotFound):
        systems_table.want_sync(system.system_id, LATER)
    assert systems_table.list_all() == []


@pytest.mark.parametrize(
    ("ended_at", "due_at"),
    [
        (None, datetime(2026, 2, 1, 6, tzinfo=UTC)),
        (CREATED + timedelta(days=9), datetime(2026, 2, 10, 6, tzinfo=UTC)),
    ],
)
def test_system_stored_before_there_was_a_schedule_misses_no_day(
    ended_at: datetime | None, due_at: datetime
) -> None:
    """It is due at six UTC after its last sync, or after it was connected."""
    before = replace(a_system(), settings=replace(a_system().settings, auto_sync=True))
    if ended_at:
        sync = queued(before.system_id, "sync", "full", before.settings.url, CREATED)
        before = replace(before, last_sync=LastSync.of(replace(sync, ended_at=ended_at)))
    systems_table.create(before)
    stored = systems_table.get(before.system_id)
    assert stored.next_sync_at is None
    assert stored.due_at == due_at
    systems_table.move_on(stored, UTC_SIX)
    assert systems_table.get(before.system_id).due_at == UTC_SIX


def test_system_without_automatic_sync_is_never_due() -> None:
    assert a_system().due_at is None
