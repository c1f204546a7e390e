"""Invoices that are looked for, over all systems: all of them, once, a bounded part at a time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import boto3
import pytest

from accounting.domain.invoice_filter import InvoiceFilter
from accounting.domain.invoices import Invoice, InvoicePosition
from accounting.services import find_invoices as service
from accounting.services.find_invoices import find_invoices
from accounting.tables import invoices_table, systems_table
from local.running import Running
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.matching import matches
from tests.fakes.systems import a_system
from tests.integration.http import Http, invalid, problem

FIRST, SECOND, THIRD = "1" * 12, "2" * 12, "3" * 12
NOTHING = InvoiceFilter()
MONTH = (date(2026, 1, 1), date(2026, 1, 31))


def rows_of(system_id: str, *ids: int) -> list[Invoice]:
    """Of several statuses, currencies and days."""
    return [
        invoice(
            key,
            ("Paid", "Unpaid", "Refunded")[key % 3],
            TODAY - timedelta(days=key % 50),
            currency=("EUR", "USD")[key % 2],
            number=f"{system_id[0]}-{key:04}-RE",
        )
        for key in ids
    ]


STORED = {
    FIRST: rows_of(FIRST, *range(1, 40), *range(1000, 1020), 5000, 5001),
    SECOND: [],
    THIRD: rows_of(THIRD, 999, *range(2000, 2030)),
}


@pytest.fixture(autouse=True)
def stored(running: Running) -> Iterator[None]:
    table = boto3.client("dynamodb")
    for system_id, rows in STORED.items():
        settings = replace(a_system().settings, url=f"https://{system_id}.example.com/")
        systems_table.create(replace(a_system(), system_id=system_id, settings=settings))
        for number in {row.id // 1000 for row in rows}:
            block = [row for row in rows if row.id // 1000 == number]
            item = invoices_table.item(system_id, number, block)
            table.put_item(TableName=invoices_table.table(), Item=item)
    with patch.object(service, "BLOCKS_AT_ONCE", 2), patch.object(service, "A_SYSTEM", 1):
        yield


FILTERS = {
    "all": NOTHING,
    "status": InvoiceFilter(statuses=frozenset({"Unpaid", "Refunded"})),
    "currency": InvoiceFilter(currencies=frozenset({"USD"})),
    "number": InvoiceFilter(number="-00"),
    "one number": InvoiceFilter(number="1-0017-re"),
    "days": InvoiceFilter(start=MONTH[0], end=MONTH[1]),
    "since": InvoiceFilter(start=TODAY - timedelta(days=3)),
    "until, paid": InvoiceFilter(end=TODAY - timedelta(days=45), basis="paid"),
    "much": InvoiceFilter(frozenset({"Paid"}), frozenset({"EUR"}), "3-2", *MONTH),
    "none": InvoiceFilter(statuses=frozenset({"Draft"})),
}


@pytest.mark.parametrize("limit", [1, 7, 20, 100])
@pytest.mark.parametrize("name", FILTERS)
def test_pages_hold_each_that_matches_once(name: str, limit: int) -> None:
    wanted, place, pages = FILTERS[name], None, []
    while True:
        found = find_invoices(list(STORED), wanted, limit, place)
        pages.append(found)
        if found.next is None:
            break
        assert found.next != place
        place = found.next
    everything = [(system_id, row) for system_id, rows in STORED.items() for row in reversed(rows)]
    assert [row for page in pages for row in page.rows] == [
        (system_id, row) for system_id, row in everything if matches(wanted, row)
    ]
    assert sum(page.looked_at for page in pages) == len(everything)
    assert all(len(page.rows) <= limit for page in pages)


def test_what_is_looked_at_for_one_answer_is_bounded() -> None:
    found = find_invoices(list(STORED), FILTERS["none"], 100)
    assert (found.rows, found.looked_at, found.next) == ([], 22, InvoicePosition(FIRST, 1000))


def test_system_counts_as_several_blocks() -> None:
    with patch.object(service, "BLOCKS_AT_ONCE", 4), patch.object(service, "A_SYSTEM", 3):
        found = find_invoices(list(STORED), FILTERS["none"], 100)
        assert found.next == InvoicePosition(FIRST, 1000)
        found = find_invoices(list(STORED), FILTERS["none"], 100, found.next)
        assert found.next == InvoicePosition(THIRD, 2000)


def test_system_that_went_between_two_pages_is_passed_over() -> None:
    found = find_invoices([SECOND, THIRD], NOTHING, 100, InvoicePosition(FIRST, 1000))
    assert [row.id for _, row in found.rows] == [*range(2029, 1999, -1), 999]


def get(http: Http, query: str = "") -> dict[str, Any]:
    answer: dict[str, Any] = http.get(f"/invoices?{query}").json()
    return answer


def test_answer_says_of_which_system_each_is_and_how_many_were_looked_at(http: Http) -> None:
    page = get(http, "status=unpaid&status=Paid&currency=usd&number=1-5001&from=2020-01-01")
    (found,) = page["invoices"]
    assert (found["system_id"], found["id"], found["number"]) == (FIRST, 5001, "1-5001-RE")
    assert (page["looked_at"], page["next"]) == (22, f"i{FIRST}.b1000")
    assert get(http, f"cursor=i{FIRST}.b1000&status=Draft")["looked_at"] == 39 + 30


def test_one_system_can_be_named(http: Http) -> None:
    page = get(http, f"system_id={THIRD}&limit=1000")
    assert {found["system_id"] for found in page["invoices"]} == {THIRD}
    assert (page["looked_at"], page["next"]) == (31, None)
    problem(http.get("/invoices?system_id=nobody"), 404, "SystemNotFound")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("cursor=b12", "cursor"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("from=2026-02-01&to=2026-01-01", "from"),
        ("basis=due", "basis"),
        (f"number={'1' * 101}", "number"),
        ("status=", "status.0"),
    ],
)
def test_bad_parameters_are_named(http: Http, query: str, name: str) -> None:
    invalid(http.get(f"/invoices?{query}"), name)
