"""The table Revenue: what reports and the engine need of a block without opening it."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from accounting.domain.invoices import Basis, Invoice
from accounting.domain.packing import pack, unpack
from accounting.domain.summaries import Summary
from accounting.domain.sums import PackedSums, Sums, read_sums, sums_of
from accounting.tables import dynamodb
from accounting.tables.adapters import adapter
from accounting.tables.dynamodb import Item

FORMAT = 2  # 1, without the attribute, was of 0.1.0: sums of invoices that had an item each.


@cache
def table() -> str:
    return os.environ["REVENUE_TABLE"]


def summaries(system_id: str) -> list[Summary]:
    """Of all blocks, as the last commit left them; those of 0.1.0 hold nothing that is read."""
    items = _blocks(system_id, "summary", consistent=True)
    return [_summary(item) for item in items]


def overview(system_id: str) -> tuple[list[Summary], list[Sums]]:
    """Of all blocks: their summaries, and their sums by day of issue."""
    items = list(_blocks(system_id, "summary", "issued"))
    issued = [one for item in items for one in read_sums(item["issued"]["B"])]
    return [_summary(item) for item in items], issued


def packed_sums(
    basis: Basis, *, refunds: bool, system_id: str | None = None
) -> dict[str, PackedSums]:
    """What a report needs of all blocks, by system: of one, or of all in one go, because a Query
    for each of many small systems takes longer than the rest of the report."""
    found: dict[str, PackedSums] = defaultdict(PackedSums)
    for item in _blocks(system_id, "system_id", basis, *(["refunded"] if refunds else [])):
        of_system = found[item["system_id"]["S"]]
        of_system.counted.append(item[basis]["B"])
        if refunds:
            of_system.refunded.append(item["refunded"]["B"])
    return found


def item(system_id: str, summary: Summary, invoices: Sequence[Invoice]) -> Item:
    totals = sums_of(invoices)
    return {
        **dynamodb.block_key(system_id, summary.number),
        "format": {"N": str(FORMAT)},
        "summary": {"B": pack(adapter(Summary).dump_python(summary, mode="json"))},
        "issued": {"B": totals.issued},
        "paid": {"B": totals.paid},
        "refunded": {"B": totals.refunded},
    }


def keys(system_id: str) -> Iterator[Item]:
    return dynamodb.keys(table(), system_id, "block")


def remove(items: Sequence[Item]) -> None:
    dynamodb.batch_delete(table(), items)


def _summary(item: Item) -> Summary:
    return adapter(Summary).validate_python(unpack(item["summary"]["B"]))


def _blocks(system_id: str | None, *attributes: str, consistent: bool = False) -> Iterator[Item]:
    """None: of all systems."""
    names = ["format", *attributes]
    wanted: Any = {
        "ConsistentRead": consistent,
        "ProjectionExpression": ", ".join(f"#{name}" for name in names),
        "ExpressionAttributeNames": {f"#{name}": name for name in names},
    }
    if system_id:
        wanted["KeyConditionExpression"] = "system_id = :system"
        wanted["ExpressionAttributeValues"] = {":system": {"S": system_id}}
    for found in (dynamodb.query if system_id else dynamodb.scan)(table(), **wanted):
        if "format" in found:
            dynamodb.check_format(table(), found, FORMAT)
            yield found
