"""Invoices in the tables as a sync leaves them, without a sync."""

from collections.abc import Iterable
from itertools import groupby

from accounting.domain.blocks import block_of
from accounting.domain.clock import utc_now
from accounting.domain.invoices import Invoice
from accounting.domain.summaries import summarize
from accounting.tables import dynamodb, invoices_table, revenue_table


def store_invoices(system_id: str, invoices: Iterable[Invoice]) -> None:
    """Ids ascend; a block that is there is replaced."""
    today = utc_now().date()
    for number, rows in groupby(invoices, key=lambda row: block_of(row.id)):
        block = tuple(rows)
        summary = summarize(number, block, today)
        assert summary
        client = dynamodb.client()
        item = invoices_table.item(system_id, number, block)
        client.put_item(TableName=invoices_table.table(), Item=item)
        revenue = revenue_table.item(system_id, summary, block)
        client.put_item(TableName=revenue_table.table(), Item=revenue)
