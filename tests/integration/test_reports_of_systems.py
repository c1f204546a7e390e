"""A report over many systems asks for all their blocks at once, and means those there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botocore.client import BaseClient

from accounting.domain.revenue_query import Query, Refunds
from accounting.domain.systems import System
from accounting.services.report import report
from accounting.tables import systems_table
from local.aws.calls import Call, intercepted
from local.running import Running
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.stored_invoices import store_invoices
from tests.fakes.systems import a_system

SYSTEMS = [replace(a_system(), system_id=str(number) * 12) for number in range(3)]
EMPTY, SMALL, LARGE = SYSTEMS


@pytest.fixture(autouse=True)
def stored(running: Running) -> None:
    """The refund was seven days after the invoice."""
    refunded = invoice(1500, "Refunded", TODAY)._replace(
        paid_date=TODAY, refunded_date=TODAY + timedelta(days=7)
    )
    store_invoices(SMALL.system_id, [invoice(1)])
    store_invoices(LARGE.system_id, [invoice(1), invoice(1000), refunded, invoice(3000)])


@contextmanager
def calls() -> Iterator[list[str]]:
    found: list[str] = []

    def around(call: Call, _client: BaseClient, operation: str, _parameters: Any) -> Any:
        found.append(operation)
        return call()

    with intercepted(around):
        yield found


def counts(systems: list[System], refunds: Refunds = "excluded") -> dict[str, int]:
    total = report(Query(refunds=refunds), systems, "EUR").total
    return {system_id: sums.count for system_id, sums in total.by_system.items()}


@pytest.mark.parametrize(("refunds", "of_large"), [("excluded", 3), ("booked", 4)])
def test_all_systems_are_read_in_one_go(refunds: Refunds, of_large: int) -> None:
    with calls() as made:
        found = counts(SYSTEMS, refunds)
    assert found == {EMPTY.system_id: 0, SMALL.system_id: 1, LARGE.system_id: of_large}
    assert made == ["Scan"]


def test_one_system_is_read_alone() -> None:
    with calls() as made:
        assert counts([LARGE]) == {LARGE.system_id: 3}
    assert made == ["Query"]


def test_blocks_that_are_left_of_a_system_that_went_are_in_no_report() -> None:
    assert counts([EMPTY, SMALL]) == {EMPTY.system_id: 0, SMALL.system_id: 1}


def test_refund_is_subtracted_on_its_day() -> None:
    booked = report(Query(by="week", refunds="booked"), SYSTEMS, "EUR").rows
    paid = report(Query(by="week"), SYSTEMS, "EUR").total.total
    assert sum(row.total.net for row in booked) == paid.net
    assert booked[-1].total.net < 0


def test_ids_are_those_of_all_systems() -> None:
    assert systems_table.list_ids() == []
    for system in reversed(SYSTEMS):
        systems_table.create(system)
    assert systems_table.list_ids() == [system.system_id for system in SYSTEMS]
