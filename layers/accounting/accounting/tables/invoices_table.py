"""The table Invoices: one item of about 150 bytes an invoice, and nothing about clients."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from accounting.domain.invoices import Invoice
from accounting.tables import dynamodb
from accounting.tables.dynamodb import Item


@cache
def _table() -> str:
    return os.environ["INVOICES_TABLE"]


def read(system_id: str, first_id: int, last_id: int) -> list[Invoice]:
    """The invoices with ids in [first_id, last_id], ascending, as the last write left them."""
    items = dynamodb.query(
        _table(),
        ConsistentRead=True,
        KeyConditionExpression="system_id = :system AND invoice_id BETWEEN :first AND :last",
        ExpressionAttributeValues={
            ":system": {"S": system_id},
            ":first": {"N": str(first_id)},
            ":last": {"N": str(last_id)},
        },
    )
    return [_invoice(item) for item in items]


def newest(system_id: str, before_id: int | None, limit: int) -> list[Invoice]:
    """Up to `limit` invoices with ids below `before_id`, descending."""
    condition = "system_id = :system" + (" AND invoice_id < :before" if before_id else "")
    values: Item = {":system": {"S": system_id}}
    if before_id:
        values[":before"] = {"N": str(before_id)}
    answer = dynamodb.client().query(
        TableName=_table(),
        KeyConditionExpression=condition,
        ExpressionAttributeValues=values,
        ScanIndexForward=False,
        Limit=limit,
    )
    return [_invoice(item) for item in answer["Items"]]


def write(system_id: str, put: Sequence[Invoice], delete: Sequence[int]) -> None:
    dynamodb.batch_write(
        _table(),
        (_item(system_id, invoice) for invoice in put),
        (_key(system_id, invoice_id) for invoice_id in delete),
    )


def keys(system_id: str) -> Iterator[Item]:
    return dynamodb.keys(_table(), system_id, "invoice_id")


def remove(items: Sequence[Item]) -> None:
    dynamodb.batch_write(_table(), (), items)


def _key(system_id: str, invoice_id: int) -> Item:
    return {"system_id": {"S": system_id}, "invoice_id": {"N": str(invoice_id)}}


def _item(system_id: str, invoice: Invoice) -> Item:
    days = {"date": invoice.date, "due_date": invoice.due_date, "paid_date": invoice.paid_date}
    return {
        **_key(system_id, invoice.id),
        **({"number": {"S": invoice.number}} if invoice.number else {}),
        **{name: {"S": day.isoformat()} for name, day in days.items() if day},
        "status": {"S": invoice.status},
        "currency": {"S": invoice.currency},
        "subtotal": {"N": str(invoice.subtotal)},
        "tax": {"N": str(invoice.tax)},
        "total": {"N": str(invoice.total)},
        "credit": {"N": str(invoice.credit)},
    }


def _invoice(item: Item) -> Invoice:
    return Invoice(
        id=int(item["invoice_id"]["N"]),
        number=item["number"]["S"] if "number" in item else "",
        date=_day(item, "date"),
        due_date=_day(item, "due_date"),
        paid_date=_day(item, "paid_date"),
        status=item["status"]["S"],
        currency=item["currency"]["S"],
        subtotal=Decimal(item["subtotal"]["N"]),
        tax=Decimal(item["tax"]["N"]),
        total=Decimal(item["total"]["N"]),
        credit=Decimal(item["credit"]["N"]),
    )


def _day(item: Item, name: str) -> dt.date | None:
    return dt.date.fromisoformat(item[name]["S"]) if name in item else None
