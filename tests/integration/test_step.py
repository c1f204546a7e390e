"""What a step does before it asks the source for anything."""

from dataclasses import replace

import pytest

from accounting.domain.clock import Clock, utc_now
from accounting.domain.errors import LeaseLost, SourceChanged
from accounting.domain.syncs import Progress, Sync, queued
from accounting.services.meter import Meter
from accounting.services.step import step
from accounting.tables import syncs_table, systems_table
from local.running import Running
from tests.fakes.systems import a_system

ID, SYNC = a_system().system_id, "20260131T080000-5f0c2a91"


@pytest.fixture(autouse=True)
def connected(running: Running) -> None:
    systems_table.create(a_system())


def begun(progress: Progress) -> Sync:
    systems_table.take_lease(ID, SYNC, utc_now())
    sync = queued(ID, SYNC, "full", a_system().settings.url, utc_now())
    syncs_table.create(sync)
    return syncs_table.begin(replace(sync, progress=progress))


def worked() -> tuple[Progress, int]:
    return step(ID, SYNC, Clock(), 1, Meter(Clock()))


def stored() -> Progress:
    return syncs_table.get(ID, SYNC).progress


def test_wait_is_taken_in_slices() -> None:
    begun(Progress(waits=1, wait_left=45))
    for seconds, left in ((20, 25), (20, 5), (5, 0)):
        assert worked() == (Progress(waits=1, wait_left=left), seconds)
        assert stored().wait_left == left


def test_cancelled_while_it_waits() -> None:
    begun(Progress(waits=1, wait_left=45))
    syncs_table.request_cancel(ID, SYNC, "ada")
    progress, seconds = worked()
    assert (progress.outcome, seconds) == ("cancelled", 0)
    assert stored().outcome == "cancelled"


def test_step_after_the_last_one_does_nothing() -> None:
    done = Progress(outcome="succeeded", wait_left=45)
    begun(done)
    assert worked() == (done, 0)
    assert stored() == done


def test_another_address_ends_it() -> None:
    begun(Progress(wait_left=45))
    system = systems_table.get(ID)
    moved = replace(system.settings, url="https://other.example.com/")
    systems_table.change(replace(system, settings=moved))
    with pytest.raises(SourceChanged):
        worked()


def test_step_of_a_system_that_is_being_deleted_is_refused() -> None:
    begun(Progress(wait_left=45))
    systems_table.mark_deleting(ID, utc_now(), None, "ada")
    with pytest.raises(LeaseLost):
        worked()
