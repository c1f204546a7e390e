"""What becomes of an installation between two syncs, or during one: it is seen, or said."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from accounting.domain.clock import utc_now
from accounting.tables import dynamodb, revenue_table, systems_table
from local.running import Running
from local.simulator import Installation, Request, Simulator, demo_installation
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import TODAY

pytestmark = pytest.mark.usefixtures("no_pauses")

PASSED = timedelta(days=100)


@pytest.fixture
def connected(running: Running) -> ConnectedSystem:
    """Synchronised; of its 500 invoices most are settled."""
    running.simulator.installation = demo_installation(500, today=TODAY)
    connected = ConnectedSystem(running)
    assert connected.sync("full").state == "succeeded"
    return connected


@pytest.fixture
def source(running: Running, connected: ConnectedSystem) -> Installation:
    """The installation that is synchronised."""
    return running.simulator.installation


def settled(source: Installation, status: str = "Paid") -> list[int]:
    long_ago = TODAY - PASSED
    return [
        row.id
        for row in source.invoices().values()
        if row.status == status and max(row.date, row.duedate) < long_ago
        if row.datepaid is None or row.datepaid.date() < long_ago
    ]


def seen(connected: ConnectedSystem) -> None:
    """By the next Sync."""
    sync = connected.sync("incremental")
    assert (sync.state, sync.error, connected.differences()) == ("succeeded", None, set())


def test_backup_of_long_ago_is_restored_and_its_ids_are_given_again(
    connected: ConnectedSystem, source: Installation
) -> None:
    backup = source.backup()
    for _ in range(60):
        source.add(date=TODAY - PASSED, duedate=TODAY - PASSED, status="Cancelled")
    seen(connected)
    source.restore(backup)
    for _ in range(60):
        source.add(
            date=TODAY - PASSED,
            duedate=TODAY - PASSED,
            status="Cancelled",
            subtotal=Decimal("77.00"),
        )
    seen(connected)


def test_other_installation_with_the_same_ids_at_a_new_address(
    running: Running, connected: ConnectedSystem
) -> None:
    other = demo_installation(500, seed=8, today=TODAY)
    with Simulator(other) as elsewhere:
        moved = replace(connected.system.settings, url=elsewhere.url)
        systems_table.change(replace(connected.system, settings=moved))
        running.simulator.installation = other
        seen(connected)
        assert connected.system.complete


def test_address_that_changes_during_a_sync_ends_it(
    running: Running, connected: ConnectedSystem
) -> None:
    """Also where all of it is read in one step."""
    with Simulator(running.simulator.installation) as elsewhere:

        def move(request: Request) -> None:
            if request.start > 200:
                running.simulator.before_request = None
                moved = replace(connected.system.settings, url=elsewhere.url)
                systems_table.change(replace(connected.system, settings=moved))

        running.simulator.before_request = move
        sync = connected.sync("full")
        assert sync.error
        assert (sync.state, sync.error.code) == ("failed", "SourceChanged")
        assert not connected.system.complete


def test_settled_invoice_is_deleted_and_a_lower_id_comes_back(
    connected: ConnectedSystem, source: Installation
) -> None:
    free, other = settled(source)[10], settled(source)[100]
    gone = source.get(free)
    source.delete(free)
    seen(connected)
    source.delete(other)
    source.set_next_id(free)
    source.add(date=gone.date, duedate=gone.duedate, status="Cancelled")
    seen(connected)


def test_invoice_of_long_ago_is_cancelled_and_paid_the_day_after(
    connected: ConnectedSystem, source: Installation
) -> None:
    old = settled(source)[20]
    source.cancel(old, TODAY)
    seen(connected)
    source.edit(old, status="Paid")
    seen(connected)


@pytest.mark.parametrize("status", ["Refunded", "Cancelled", "Unpaid", "Collections", "Draft"])
def test_settled_invoice_changes_its_status(
    connected: ConnectedSystem, source: Installation, status: str
) -> None:
    for old in settled(source)[30:33]:
        source.edit(old, status=status)
    seen(connected)


def test_settled_invoice_was_edited_while_a_full_sync_had_failed_half_way(
    running: Running, connected: ConnectedSystem, source: Installation
) -> None:
    running.simulator.faults.plan("wrong_secret", when=lambda request: request.start > 290)
    assert connected.sync("full").state == "failed"
    source.edit(settled(source)[3], subtotal=Decimal("1.00"))
    assert connected.sync("full").state == "succeeded"
    assert not connected.differences()


@pytest.mark.parametrize("left", [0, 1, 399])
def test_source_that_shrinks_far_deletes_nothing_unless_it_may(
    connected: ConnectedSystem, source: Installation, left: int
) -> None:
    source.delete(*list(source.invoices())[left:])
    for mode in ("incremental", "full"):
        sync = connected.sync(mode)
        assert sync.error
        assert (sync.error.code, len(connected.stored)) == ("SourceShrank", 500)
    assert connected.sync("full", allow_shrink=True).state == "succeeded"
    assert len(connected.stored) == left


def test_source_that_shrinks_while_it_is_read_deletes_a_fifth_at_most(
    running: Running, connected: ConnectedSystem, source: Installation
) -> None:
    def shrink(_request: Request) -> None:
        source.delete(*list(source.invoices())[:25])

    running.simulator.before_request = shrink
    sync = connected.sync("full")
    assert sync.error
    assert sync.error.code == "SourceShrank"
    assert len(connected.stored) >= 400


def test_few_rows_without_sense_stop_nobody_and_are_named(
    running: Running, connected: ConnectedSystem
) -> None:
    running.simulator.faults.always("amount_with_comma")
    sync = connected.sync("full")
    figures = connected.system.figures
    assert figures
    assert (sync.state, len(connected.stored)) == ("succeeded", 500)
    assert set(figures.unreadable.values()) == {"subtotal"}
    running.simulator.faults.clear()
    seen(connected)
    assert connected.system.figures
    assert not connected.system.figures.unreadable


def test_oldest_block_is_compared_by_the_next_sync(connected: ConnectedSystem) -> None:
    long_ago = utc_now() - timedelta(days=40)
    (summary,) = revenue_table.summaries(connected.system_id)
    aged = revenue_table.item(
        connected.system_id, replace(summary, verified=long_ago), list(connected.stored.values())
    )
    dynamodb.client().put_item(TableName=revenue_table.table(), Item=aged)
    sync = connected.sync("incremental")
    assert sync.progress.proof
    assert sync.progress.proof.verified_since == sync.started_at
    assert connected.system.verified_since == sync.started_at
