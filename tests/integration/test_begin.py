"""Where a sync starts: at the beginning, where another stopped, or from what can be trusted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from accounting.domain.errors import LeaseLost, SyncInterrupted, SystemDeleting
from accounting.domain.positions import Scanning
from accounting.domain.syncs import Failure, LastSync, Mode, Progress, Sync, queued
from accounting.domain.systems import LEASE, LastFull
from accounting.services.begin import begin
from accounting.services.execution_input import ExecutionInput
from accounting.tables import syncs_table, systems_table
from local.running import Running
from tests.fakes.systems import a_system

ID = a_system().system_id
URL = a_system().settings.url
BEFORE, NOW = datetime(2026, 1, 30, 8, tzinfo=UTC), datetime(2026, 1, 31, 8, tzinfo=UTC)
HALF_WAY = Progress(position=Scanning(), full_since=BEFORE, size=100, steps_done=3)
FAILURE = Failure("SourceUnavailable", "title", "detail", "advice")


@pytest.fixture(autouse=True)
def connected(running: Running) -> None:
    systems_table.create(a_system())


def started(sync_id: str, progress: Progress, url: str = URL) -> Sync:
    """A full sync, running."""
    systems_table.take_lease(ID, sync_id, BEFORE)
    sync = queued(ID, sync_id, "full", url, BEFORE)
    syncs_table.create(sync)
    return syncs_table.begin(replace(sync, progress=progress))


def failed(progress: Progress = HALF_WAY, url: str = URL) -> None:
    ended = started("before", progress, url).failed(FAILURE, BEFORE)
    syncs_table.end(ended)
    systems_table.release_lease(ID, "before", LastSync.of(ended))


def begun(mode: Mode, *, go_on: bool = False, allow_shrink: bool = False) -> Sync:
    wanted = {"system_id": ID, "mode": mode, "continue": go_on, "allow_shrink": allow_shrink}
    return begin(ExecutionInput.model_validate(wanted), "now", NOW)


def read_before(url: str) -> None:
    """All of it, at this address."""
    ended = LastSync("before", "full", "succeeded", BEFORE, BEFORE)
    systems_table.take_lease(ID, "before", BEFORE)
    systems_table.release_lease(ID, "before", ended, LastFull(BEFORE, url))


def test_full_sync_goes_on_where_the_last_one_stopped_when_that_is_asked_for() -> None:
    failed()
    sync = begun("full", go_on=True)
    assert sync.progress == Progress(position=Scanning(), full_since=BEFORE, size=100)
    assert (sync.resumed_from, sync.state) == ("before", "running")
    assert syncs_table.get(ID, "now") == sync


@pytest.mark.parametrize(("mode", "go_on"), [("full", False), ("incremental", True)])
def test_other_syncs_do_not_go_on(mode: Mode, go_on: bool) -> None:
    failed()
    sync = begun(mode, go_on=go_on)
    assert (sync.progress, sync.resumed_from) == (Progress(), None)


def test_full_sync_of_another_address_is_not_continued() -> None:
    failed(url="https://other.example.com/")
    sync = begun("full", go_on=True)
    assert (sync.progress, sync.resumed_from) == (Progress(), None)


@pytest.mark.parametrize(
    ("mode", "url", "full_since"),
    [
        ("incremental", URL, None),
        ("incremental", "https://other.example.com/", NOW),
        ("full", "https://other.example.com/", None),
    ],
)
def test_sync_trusts_only_what_was_read_at_the_same_address(
    mode: Mode, url: str, full_since: datetime | None
) -> None:
    """A full sync notes by itself when it began to read everything."""
    read_before(url)
    sync = begun(mode)
    assert sync.progress.full_since == full_since
    assert [line.at for line in sync.progress.log] == [NOW] * (full_since is not None)


@pytest.mark.parametrize("allowed", [True, False])
def test_record_of_a_start_by_hand_says_what_was_asked_for(allowed: bool) -> None:
    sync = begun("full", allow_shrink=allowed, go_on=allowed)
    assert (sync.allow_shrink, sync.go_on, sync.url) == (allowed, allowed, URL)
    assert syncs_table.get(ID, "now") == sync


def test_record_that_a_dead_run_left_open_is_closed() -> None:
    started("dead", HALF_WAY)
    late = BEFORE + LEASE + timedelta(seconds=1)
    systems_table.take_lease(ID, "now", late)
    sync = begun("full", go_on=True)
    dead = syncs_table.get(ID, "dead")
    assert (dead.state, dead.error and dead.error.code) == ("failed", "SyncInterrupted")
    assert (sync.resumed_from, sync.progress.position) == ("dead", Scanning())


def test_second_delivery_begins_nothing_anew() -> None:
    failed()
    first = begun("full", go_on=True)
    assert begun("full", go_on=True) == first


def test_sync_that_was_ended_before_it_began_leaves_no_lease() -> None:
    """Its execution was stopped while the first state was at work."""
    sync = queued(ID, "now", "full", URL, NOW)
    syncs_table.create(sync)
    syncs_table.end(sync.failed(Failure.of(SyncInterrupted()), NOW))
    with pytest.raises(LeaseLost, match="ended before"):
        begun("full")
    assert systems_table.get(ID).lease is None


def test_system_that_is_being_deleted_gets_no_record() -> None:
    systems_table.mark_deleting(ID, NOW, None, "ada")
    with pytest.raises(SystemDeleting):
        begun("full")
    assert syncs_table.find(ID, "now") is None
