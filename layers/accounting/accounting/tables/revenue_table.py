"""The table Revenue: one small item a block of 1,000 invoice ids."""

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache

from accounting.domain.blocks import Block, BlockTotals
from accounting.domain.invoices import Basis
from accounting.tables import dynamodb
from accounting.tables.dynamodb import Item


@cache
def _table() -> str:
    return os.environ["REVENUE_TABLE"]


def blocks(system_id: str, *, consistent: bool = False) -> list[Block]:
    """All blocks of a system, ascending; a million invoices are one to three calls."""
    items = dynamodb.query(
        _table(),
        ConsistentRead=consistent,
        KeyConditionExpression="system_id = :system",
        ExpressionAttributeValues={":system": {"S": system_id}},
    )
    return [_block(item) for item in items]


def totals(system_id: str, basis: Basis) -> Iterator[BlockTotals]:
    """What a report needs of all blocks of a system, and nothing else."""
    items = dynamodb.query(
        _table(),
        KeyConditionExpression="system_id = :system",
        ExpressionAttributeValues={":system": {"S": system_id}},
        ProjectionExpression="#count, #basis",
        ExpressionAttributeNames={"#count": "count", "#basis": basis},
    )
    return (BlockTotals(int(item["count"]["N"]), item[basis]["S"]) for item in items)


def write(system_id: str, put: Sequence[Block], delete: Sequence[int]) -> None:
    dynamodb.batch_write(
        _table(),
        (_item(system_id, block) for block in put),
        (_key(system_id, number) for number in delete),
    )


def keys(system_id: str) -> Iterator[Item]:
    return dynamodb.keys(_table(), system_id, "block")


def remove(items: Sequence[Item]) -> None:
    dynamodb.batch_write(_table(), (), items)


def _key(system_id: str, number: int) -> Item:
    return {"system_id": {"S": system_id}, "block": {"N": str(number)}}


def _item(system_id: str, block: Block) -> Item:
    return {
        **_key(system_id, block.number),
        "count": {"N": str(block.count)},
        "first_id": {"N": str(block.first_id)},
        "last_id": {"N": str(block.last_id)},
        "unsettled": {"S": json.dumps(block.unsettled, separators=(",", ":"))},
        "issued": {"S": block.issued},
        "paid": {"S": block.paid},
    }


def _block(item: Item) -> Block:
    return Block(
        number=int(item["block"]["N"]),
        count=int(item["count"]["N"]),
        first_id=int(item["first_id"]["N"]),
        last_id=int(item["last_id"]["N"]),
        unsettled=tuple((key, at) for key, at in json.loads(item["unsettled"]["S"])),
        issued=item["issued"]["S"],
        paid=item["paid"]["S"],
    )
