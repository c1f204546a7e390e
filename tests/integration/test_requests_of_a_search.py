"""How many answers it takes to look through 100,000 invoices. The console reads them one after the
other, and each comes within a tenth of a second: what people wait for is their number."""

from dataclasses import replace

import boto3

from accounting.domain.invoice_filter import InvoiceFilter
from accounting.domain.invoices import InvoicePosition
from accounting.services.find_invoices import find_invoices
from accounting.tables import invoices_table, systems_table
from local.running import Running
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.systems import a_system

SYSTEM = "4" * 12
BLOCKS, IN_A_BLOCK = 100, 1000
AN_ANSWER = 1000


SPARSE = {
    InvoiceFilter(statuses=frozenset({"Draft"})): 0,
    InvoiceFilter(statuses=frozenset({"Unpaid"})): 1_000,
    InvoiceFilter(number="777"): 280,
}


def test_a_hundred_thousand_invoices_are_looked_through_in_few_answers(running: Running) -> None:
    """Three where few match; where many do, as many as hold them, and the last is empty."""
    store_one_unpaid_and_ten_refunded_of_each_hundred()
    for wanted, rows in SPARSE.items():
        assert answers_to(wanted) == (rows, 3)
    assert answers_to(InvoiceFilter(statuses=frozenset({"Refunded"}))) == (10_000, 11)


def store_one_unpaid_and_ten_refunded_of_each_hundred() -> None:
    statuses = ["Unpaid", *["Refunded"] * 10, *["Paid"] * 89]
    systems_table.create(replace(a_system(), system_id=SYSTEM))
    table = boto3.client("dynamodb")
    for block in range(BLOCKS):
        ids = range(block * IN_A_BLOCK, (block + 1) * IN_A_BLOCK)
        rows = [invoice(key, statuses[key % 100], TODAY) for key in ids]
        item = invoices_table.item(SYSTEM, block, rows)
        table.put_item(TableName=invoices_table.table(), Item=item)


def answers_to(wanted: InvoiceFilter) -> tuple[int, int]:
    """How many invoices were found, in how many answers."""
    found, asked = 0, 0
    place: InvoicePosition | None = None
    while asked == 0 or place:
        page = find_invoices([SYSTEM], wanted, AN_ANSWER, place)
        found, place, asked = found + len(page.rows), page.next, asked + 1
    return found, asked
