"""What a commit promises: all of it or nothing, by the one run that has the lease."""

from dataclasses import replace
from datetime import date, timedelta

import boto3
import pytest

from accounting.domain.blocks import block_of
from accounting.domain.clock import Clock, utc_now
from accounting.domain.errors import LeaseLost, NewerFormat, SourceChanged
from accounting.domain.invoices import Invoice
from accounting.domain.summaries import summarize
from accounting.domain.sums import read_all
from accounting.domain.syncs import Progress, Sync, queued
from accounting.engine.ports import BlockChange
from accounting.tables import invoices_table, revenue_table, syncs_table, systems_table
from accounting.tables.store import TablesStore
from local.running import Running
from tests.fakes.fake_source import invoice
from tests.fakes.systems import a_system

SYNC = "20260131T080000-5f0c2a91"
TODAY = date(2026, 11, 22)


@pytest.fixture
def sync(running: Running) -> Sync:
    """It has the lease and runs."""
    system = a_system()
    systems_table.create(system)
    systems_table.take_lease(system.system_id, SYNC, utc_now())
    sync = queued(system.system_id, SYNC, "full", system.settings.url, utc_now())
    syncs_table.create(sync)
    return syncs_table.begin(sync)


def store_of(sync: Sync) -> TablesStore:
    return TablesStore(systems_table.get(sync.system_id), sync, Clock())


def block(*ids: int, rewrite: bool = True) -> BlockChange:
    rows: tuple[Invoice, ...] = tuple(map(invoice, ids))
    number = block_of(ids[0])
    return BlockChange(number, summarize(number, rows, TODAY), rows, rewrite)


def counted(system_id: str) -> int:
    """How many invoices a report finds."""
    packed = revenue_table.packed_sums("issued", refunds=False, system_id=system_id)
    return sum(sum(one.counts) for sums in packed.values() for one in read_all(sums.counted))


def done(steps: int) -> Progress:
    return Progress(steps_done=steps)


def test_commit_keeps_invoices_summary_sums_and_progress(sync: Sync) -> None:
    store = store_of(sync)
    assert store.commit(done(1), [block(1, 2, 7), block(5001)]) is False
    assert store.blocks([0, 3, 5]) == {
        0: [invoice(1), invoice(2), invoice(7)],
        3: [],
        5: [invoice(5001)],
    }
    assert [summary.count for summary in store.summaries()] == [3, 1]
    assert counted(sync.system_id) == 4
    assert syncs_table.get(sync.system_id, SYNC).progress == done(1)


def test_second_commit_stands_on_the_first(sync: Sync) -> None:
    store = store_of(sync)
    store.commit(done(1), [block(1)])
    store.commit(done(2), [block(1, 2)])
    assert syncs_table.get(sync.system_id, SYNC).revision == 2
    assert store.blocks([0])[0] == [invoice(1), invoice(2)]


def test_of_two_deliveries_of_a_step_only_one_writes(sync: Sync) -> None:
    first, second = store_of(sync), store_of(sync)
    first.commit(done(1), [block(1)])
    with pytest.raises(LeaseLost):
        second.commit(done(1), [block(1, 2)])
    assert first.blocks([0])[0] == [invoice(1)]


def test_run_without_its_lease_writes_nothing(sync: Sync) -> None:
    store = store_of(sync)
    later = utc_now() + timedelta(hours=1)
    systems_table.take_lease(sync.system_id, "another", later)
    with pytest.raises(LeaseLost):
        store.commit(done(1), [block(1)])
    assert store.summaries() == []
    assert syncs_table.get(sync.system_id, SYNC).progress == Progress()


def test_commit_renews_the_lease(sync: Sync) -> None:
    before = systems_table.get(sync.system_id).lease
    store_of(sync).commit(done(1), ())
    after = systems_table.get(sync.system_id).lease
    assert before
    assert after
    assert after.expires_at > before.expires_at


def test_system_that_is_being_deleted_takes_no_commit(sync: Sync) -> None:
    systems_table.mark_deleting(sync.system_id, utc_now(), None, "ada")
    with pytest.raises(LeaseLost):
        store_of(sync).commit(done(1), [block(1)])


def test_commit_says_whether_somebody_asked_to_cancel(sync: Sync) -> None:
    store = store_of(sync)
    syncs_table.request_cancel(sync.system_id, SYNC, "ada")
    assert store.commit(done(1), [block(1)]) is True
    assert store.commit(done(2), [block(1, 2)]) is True
    assert store.blocks([0])[0] == [invoice(1), invoice(2)]


def test_change_of_the_settings_meanwhile_stands_in_no_commits_way(sync: Sync) -> None:
    store = store_of(sync)
    system = systems_table.get(sync.system_id)
    systems_table.change(replace(system, settings=replace(system.settings, name="Renamed")))
    store.commit(done(1), [block(1)])
    assert systems_table.get(sync.system_id).settings.name == "Renamed"


def test_what_was_read_at_another_address_is_not_written(sync: Sync) -> None:
    store = store_of(sync)
    system = systems_table.get(sync.system_id)
    moved = replace(system.settings, url="https://other.example.com/")
    systems_table.change(replace(system, settings=moved))
    with pytest.raises(SourceChanged):
        store.commit(done(1), [block(1)])
    assert store.summaries() == []


def test_summary_alone_leaves_the_invoices_as_they_are(sync: Sync) -> None:
    store = store_of(sync)
    store.commit(done(1), [block(1, 2)])
    verified = replace(block(1, 2, rewrite=False))
    assert verified.summary
    moment = utc_now()
    store.commit(done(2), [replace(verified, summary=replace(verified.summary, verified=moment))])
    assert [summary.verified for summary in store.summaries()] == [moment]
    assert store.blocks([0])[0] == [invoice(1), invoice(2)]


def test_block_that_holds_nothing_any_more_is_gone(sync: Sync) -> None:
    store = store_of(sync)
    store.commit(done(1), [block(1), block(1001)])
    store.commit(done(2), [BlockChange(0, None, (), rewrite=True)])
    assert [summary.number for summary in store.summaries()] == [1]
    assert store.blocks([0, 1]) == {0: [], 1: [invoice(1001)]}


def test_forty_eight_full_blocks_fit_into_one_commit(sync: Sync) -> None:
    blocks = [block(*range(n * 1000, n * 1000 + 200)) for n in range(1, 49)]
    store_of(sync).commit(done(1), blocks)
    assert sum(summary.count for summary in store_of(sync).summaries()) == 48 * 200


@pytest.mark.parametrize("at_once", [1, 2, 25])
def test_invoices_come_block_by_block_from_the_newest(sync: Sync, at_once: int) -> None:
    store_of(sync).commit(done(1), [block(1, 2, 999), block(1000), block(7001, 7002)])

    def ids(before: int | None) -> list[list[int]]:
        found = invoices_table.descending(sync.system_id, before, at_once)
        return [[row.id for row in each.rows()] for each in found]

    assert ids(None) == [[7001, 7002], [1000], [1, 2, 999]]
    assert ids(999) == [[1, 2]]
    assert ids(1000) == [[1, 2, 999]]
    assert ids(1) == []


def test_block_of_a_newer_version_is_refused_with_a_sentence(sync: Sync) -> None:
    store = store_of(sync)
    store.commit(done(1), [block(1)])
    boto3.resource("dynamodb").Table(invoices_table.table()).update_item(
        Key={"system_id": sync.system_id, "block": 0},
        UpdateExpression="SET #format = :newer",
        ExpressionAttributeNames={"#format": "format"},
        ExpressionAttributeValues={":newer": 99},
    )
    with pytest.raises(NewerFormat, match="newer version"):
        store.blocks([0])


def test_revenue_of_0_1_0_is_not_taken_for_ours(sync: Sync) -> None:
    boto3.resource("dynamodb").Table(revenue_table.table()).put_item(
        Item={"system_id": sync.system_id, "block": 3, "count": 1, "issued": "{}", "paid": "{}"}
    )
    assert store_of(sync).summaries() == []
    assert counted(sync.system_id) == 0
