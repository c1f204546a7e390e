"""What syncs consume of DynamoDB, counted without a clock: what costs more must be meant.

Write units as AWS bills a transaction: two for each kB of an item. What a block's items weigh
depends a little on zlib; everything else is counted exactly.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from botocore.client import BaseClient

from accounting.domain.invoices import Invoice
from accounting.domain.syncs import Mode, Progress, queued
from accounting.engine.run import Run
from accounting.engine.session import Order
from accounting.tables import syncs_table, systems_table
from accounting.tables.store import TablesStore
from benchmarks.counting import transaction_units
from local.aws.calls import Call, intercepted
from local.running import Running
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_source import TODAY, FakeSource, invoice
from tests.fakes.inline_executor import InlineExecutor
from tests.fakes.systems import a_system

COUNT, A_DAY = 20_000, 50


@dataclass
class Consumed:
    calls: Counter[str] = field(default_factory=Counter)
    block_units: float = 0


def company() -> list[Invoice]:
    """400 days; one in a hundred is open."""
    rows = []
    for key in range(1, COUNT + 1):
        status = "Unpaid" if key % 100 == 7 else "Cancelled" if key % 20 == 0 else "Paid"
        rows.append(invoice(key, status, TODAY - timedelta(days=(COUNT - key) // A_DAY)))
    return rows


@contextmanager
def counting() -> Iterator[Consumed]:
    consumed = Consumed()

    def around(call: Call, _client: BaseClient, operation: str, parameters: Any) -> Any:
        consumed.calls[operation] += 1
        for one in parameters.get("TransactItems", ()):
            if "Put" in one:
                consumed.block_units += transaction_units([one], lambda _update: {})
        return call()

    with intercepted(around):
        yield consumed


@dataclass
class Company:
    """A connected system and its source, and the days that pass."""

    source: FakeSource
    clock: FakeClock
    syncs: int = 0

    def sync(self, mode: Mode) -> Consumed:
        self.syncs += 1
        self.clock.seconds += 86_400
        now, system_id, sync_id = self.clock.now(), a_system().system_id, f"sync-{self.syncs}"
        system = systems_table.take_lease(system_id, sync_id, now)
        syncs_table.create(queued(system_id, sync_id, mode, system.settings.url, now))
        sync = syncs_table.begin(queued(system_id, sync_id, mode, system.settings.url, now))
        order = Order(mode, 250, 4, False, 30, now, now.date())
        with counting() as consumed:
            store = TablesStore(system, sync, self.clock)
            chance = Random(7)
            run = Run(
                self.source,
                store,
                order,
                Progress(),
                self.clock,
                lambda _parallel: InlineExecutor(),
                chance,
            )
            assert run.work(self.clock.monotonic() + 45).outcome == "succeeded"
        return consumed


@pytest.fixture
def company_at_work(running: Running) -> Company:
    systems_table.create(a_system())
    return Company(FakeSource(*company()), FakeClock())


def test_syncs_consume_what_they_did_when_this_was_written(company_at_work: Company) -> None:
    first, unchanged = company_at_work.sync("full"), company_at_work.sync("full")
    quiet = company_at_work.sync("incremental")
    for _ in range(A_DAY):
        company_at_work.source.add("Unpaid", TODAY)
    day = company_at_work.sync("incremental")

    assert first.calls == {"Query": 1, "TransactWriteItems": 3}
    assert unchanged.calls == {"Query": 1, "BatchGetItem": 21, "TransactWriteItems": 3}
    assert quiet.calls == day.calls == {"Query": 1, "BatchGetItem": 6, "TransactWriteItems": 1}
    units = [one.block_units for one in (first, unchanged, quiet, day)]
    assert units == pytest.approx([108, 60, 22, 24], abs=4)
