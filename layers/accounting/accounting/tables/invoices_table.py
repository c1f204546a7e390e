"""The table Invoices: one item a block of 1,000 ids, its invoices packed; nothing about clients."""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from accounting.domain.blocks import block_of
from accounting.domain.columns import Columns
from accounting.domain.invoices import Invoice
from accounting.domain.packing import FORMAT, pack_invoices, unpack_invoices
from accounting.tables import dynamodb
from accounting.tables.dynamodb import Item


@cache
def table() -> str:
    return os.environ["INVOICES_TABLE"]


def read(system_id: str, numbers: Sequence[int]) -> Mapping[int, list[Invoice]]:
    """The invoices of these blocks, as the last commit left them; a block that is gone has none."""
    keys = ({"system_id": system_id, "block": number} for number in numbers)
    items = dynamodb.batch_get(table(), keys, consistent=True)
    found = {int(item["block"]["N"]): _columns(item).rows() for item in items}
    return {number: found.get(number, []) for number in numbers}


def descending(
    system_id: str, before_id: int | None = None, at_once: int = 25
) -> Iterator[Columns]:
    """The invoices with ids below `before_id`, the last block first; `at_once`: how many blocks are
    asked for together. None is empty."""
    for item in _descending(system_id, before_id, at_once):
        block = _columns(item) if before_id is None else _columns(item).below(before_id)
        if block.ids:
            yield block


def item(system_id: str, number: int, invoices: Sequence[Invoice]) -> Item:
    return {
        **dynamodb.block_key(system_id, number),
        "format": {"N": str(FORMAT)},
        "invoices": {"B": pack_invoices(invoices)},
    }


def keys(system_id: str) -> Iterator[Item]:
    return dynamodb.keys(table(), system_id, "block")


def remove(items: Sequence[Item]) -> None:
    dynamodb.batch_delete(table(), items)


def _descending(system_id: str, before_id: int | None, at_once: int) -> Iterator[Item]:
    highest = block_of(before_id) if before_id else 1 << 62
    return dynamodb.query(
        table(),
        KeyConditionExpression="system_id = :system AND #block <= :highest",
        ExpressionAttributeNames={"#block": "block"},  # One of DynamoDB's reserved words.
        ExpressionAttributeValues={":system": {"S": system_id}, ":highest": {"N": str(highest)}},
        ScanIndexForward=False,
        Limit=at_once,
    )


def _columns(item: Item) -> Columns:
    dynamodb.check_format(table(), item, FORMAT)
    return unpack_invoices(item["invoices"]["B"])
