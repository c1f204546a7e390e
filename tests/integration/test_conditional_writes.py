"""What has been written is not written over by who comes late or twice."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from accounting.domain.errors import SyncAlreadyRunning, SyncNotRunning
from accounting.domain.syncs import Failure, LastSync, Progress, Sync, queued
from accounting.domain.systems import LEASE, Figures
from accounting.services import figures
from accounting.services.end import end
from accounting.tables import dynamodb, syncs_table, systems_table
from accounting.tables.store import TablesStore
from local.running import Running
from tests.fakes.fake_clock import FakeClock
from tests.fakes.systems import a_system
from tests.structure.project import RESOURCES

NOW = datetime(2026, 1, 31, 8, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)
SYNC = "20260131T080000-5f0c2a91"
FAILURE = Failure("SourceRejected", "title", "detail", "advice")
FAR = Progress(steps_done=7)
FIGURES = Figures(invoices=7, net=1, gross=1)


@pytest.fixture
def sync(running: Running) -> Sync:
    """It is queued and has the lease."""
    system = a_system()
    systems_table.create(system)
    systems_table.take_lease(system.system_id, SYNC, NOW)
    sync = queued(system.system_id, SYNC, "full", system.settings.url, NOW)
    assert syncs_table.create(sync)
    return sync


def stored(sync: Sync) -> Sync:
    return syncs_table.get(sync.system_id, sync.sync_id)


def holder(sync: Sync) -> str | None:
    lease = systems_table.get(sync.system_id).lease
    return lease.sync_id if lease else None


def test_record_that_is_there_is_not_created_again(sync: Sync) -> None:
    assert not syncs_table.create(replace(sync, mode="incremental"))
    assert stored(sync) == sync


def test_system_that_is_there_is_not_created_again(sync: Sync) -> None:
    with pytest.raises(ValueError, match="already"):
        systems_table.create(replace(a_system(), secret_arn="another"))
    assert systems_table.get(sync.system_id).secret_arn == a_system().secret_arn


def test_sync_that_has_begun_does_not_begin_again(sync: Sync) -> None:
    """A second delivery of the first state would lose what was done since."""
    begun = syncs_table.begin(replace(sync, progress=FAR))
    assert syncs_table.begin(sync) == begun == stored(sync)


def test_sync_that_has_ended_does_not_begin_again(sync: Sync) -> None:
    syncs_table.end(sync.failed(FAILURE, LATER))
    assert syncs_table.begin(replace(sync, progress=FAR)).state == "failed"
    assert stored(sync).progress == Progress()


def test_sync_that_has_ended_does_not_end_again(sync: Sync) -> None:
    syncs_table.end(sync.failed(FAILURE, LATER))
    syncs_table.end(replace(sync, state="succeeded", ended_at=LATER))
    assert (stored(sync).state, stored(sync).error) == ("failed", FAILURE)


def test_sync_that_went_on_since_it_was_read_does_not_end(sync: Sync) -> None:
    begun = syncs_table.begin(sync)
    TablesStore(systems_table.get(sync.system_id), begun, FakeClock()).commit(FAR, ())
    assert not syncs_table.end(begun.failed(FAILURE, LATER))
    assert (stored(sync).state, stored(sync).progress) == ("running", FAR)
    assert syncs_table.end(stored(sync).failed(FAILURE, LATER))


def test_what_a_step_commits_while_its_sync_is_closed_is_kept(
    sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = syncs_table.begin(sync)
    store = TablesStore(systems_table.get(sync.system_id), begun, FakeClock())
    commits = [replace(FAR, outcome="succeeded")]

    def committed_meanwhile(*_: object) -> None:
        if commits:
            store.commit(commits.pop(), ())

    monkeypatch.setattr(figures, "refresh", committed_meanwhile)
    end(sync.system_id, SYNC, FAILURE, LATER, interrupted=True)
    assert (stored(sync).state, stored(sync).progress.steps_done) == ("succeeded", 7)
    assert holder(sync) is None


def test_figures_are_not_kept_when_a_sync_has_ended_since(sync: Sync) -> None:
    """They may have been added up before its last commit."""
    before = systems_table.get(sync.system_id)
    systems_table.release_lease(sync.system_id, SYNC, LastSync.of(sync))
    between = systems_table.get(sync.system_id)
    systems_table.take_lease(sync.system_id, "another", LATER)
    for stale in (before, between):
        assert systems_table.keep_figures(stale, FIGURES) is None
    assert systems_table.keep_figures(systems_table.get(sync.system_id), FIGURES)
    systems_table.release_lease(sync.system_id, "another", LastSync.of(replace(sync, sync_id="a")))
    assert systems_table.keep_figures(between, FIGURES) is None


def test_sync_that_has_ended_cannot_be_cancelled(sync: Sync) -> None:
    syncs_table.end(sync.failed(FAILURE, LATER))
    with pytest.raises(SyncNotRunning):
        syncs_table.request_cancel(sync.system_id, SYNC, "ada")
    assert not stored(sync).cancel_requested


def test_lease_is_of_one_sync_until_it_is_over(sync: Sync) -> None:
    with pytest.raises(SyncAlreadyRunning):
        systems_table.take_lease(sync.system_id, "another", NOW + LEASE)
    assert holder(sync) == SYNC
    systems_table.take_lease(sync.system_id, "another", NOW + LEASE + timedelta(seconds=1))
    assert holder(sync) == "another"


def test_lease_of_another_is_not_released(sync: Sync) -> None:
    last = LastSync.of(sync.failed(FAILURE, LATER))
    systems_table.release_lease(sync.system_id, "another", last)
    assert holder(sync) == SYNC
    assert systems_table.get(sync.system_id).last_sync is None


@pytest.mark.parametrize(
    ("sync_id", "taken_at", "left"),
    [(SYNC, NOW, None), ("another", NOW, SYNC), (SYNC, LATER, SYNC)],
    ids=["as it was taken", "of another", "renewed since"],
)
def test_lease_is_dropped_as_it_was_taken(
    sync: Sync, sync_id: str, taken_at: datetime, left: str | None
) -> None:
    systems_table.drop_lease(sync.system_id, sync_id, taken_at)
    assert holder(sync) == left


def test_figures_of_other_settings_are_not_kept(sync: Sync) -> None:
    figures = Figures(invoices=3, net=100, gross=119)
    before = systems_table.get(sync.system_id)
    changed = systems_table.change(before)
    assert systems_table.keep_figures(before, figures) is None
    assert systems_table.get(sync.system_id) == changed
    assert systems_table.keep_figures(changed, figures) == replace(changed, figures=figures)


def test_record_is_kept_for_ninety_days_from_its_start(sync: Sync) -> None:
    """In the field that the template names."""
    (item,) = dynamodb.client().scan(TableName=os.environ["SYNCS_TABLE"])["Items"]
    field = RESOURCES["SyncsTable"]["Properties"]["TimeToLiveSpecification"]["AttributeName"]
    kept = datetime.fromtimestamp(int(item[field]["N"]), UTC) - NOW
    assert kept == timedelta(days=90)
