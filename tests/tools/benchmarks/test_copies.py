"""Copies of a system are systems like it, with all that is stored of them."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from accounting.domain.invoices import Invoice
from accounting.domain.syncs import SyncPosition, queued
from accounting.tables import invoices_table, syncs_table, systems_table
from benchmarks.copies import copy_sync, copy_system
from local.aws.stack import Stack
from tests.fakes.fake_source import invoice
from tests.fakes.stored_invoices import store_invoices
from tests.fakes.systems import CREATED, a_system

SYSTEM = a_system().system_id
ROWS = [invoice(1), invoice(30_000)]


@pytest.fixture(scope="module", autouse=True)
def stored() -> Iterator[None]:
    with Stack():
        systems_table.create(a_system())
        store_invoices(SYSTEM, ROWS)
        syncs_table.create(queued(SYSTEM, "first", "full", "https://example.com/", CREATED))
        copy_sync(SYSTEM, 30)
        copy_system(SYSTEM, 2)
        copy_system(SYSTEM, 3)
        yield


def invoices(system_id: str) -> list[Invoice]:
    blocks = invoices_table.descending(system_id)
    return sorted(row for block in blocks for row in block.rows())


def newest(system_id: str) -> list[SyncPosition]:
    return syncs_table.newest(system_id, None, 100)


def test_each_copy_has_its_own_id_and_name() -> None:
    systems = systems_table.list_all()
    assert len({system.system_id for system in systems}) == 4
    assert len({system.settings.name for system in systems}) == 4


def test_copies_have_the_invoices_and_syncs() -> None:
    for system_id in systems_table.list_ids():
        assert invoices(system_id) == ROWS
        assert len(newest(system_id)) == 31


def test_syncs_are_a_day_apart_and_the_first_is_the_newest() -> None:
    found = newest(SYSTEM)
    assert found[0].sync_id == "first"
    apart = {later.started_at - one.started_at for later, one in pairwise(found)}
    assert apart == {timedelta(days=1)}
    assert len(syncs_table.read(SYSTEM, [one.sync_id for one in found])) == 31
