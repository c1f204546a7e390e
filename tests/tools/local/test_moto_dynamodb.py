"""moto's answers stay what they were where we made it quicker."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from boto3.dynamodb.conditions import ConditionBase, Key

from local.aws.stack import Stack

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

ID = Key("invoice_id")


@pytest.fixture
def invoices(stack: Stack) -> "Table":
    table = boto3.resource("dynamodb").Table(stack.resources["InvoicesTable"])
    with table.batch_writer() as batch:
        for number in (5, 40, 300, 9):
            batch.put_item(Item={"system_id": "a", "invoice_id": number})
            batch.put_item(Item={"system_id": "b", "invoice_id": number + 1})
    return table


def ids(table: "Table", condition: ConditionBase, **options: Any) -> list[int]:
    found = table.query(KeyConditionExpression=Key("system_id").eq("a") & condition, **options)
    return [int(str(item["invoice_id"])) for item in found["Items"]]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ID.between(5, 40), [5, 9, 40]),
        (ID.gt(9), [40, 300]),
        (ID.gte(9), [9, 40, 300]),
        (ID.lt(9), [5]),
        (ID.lte(9), [5, 9]),
        (ID.eq(40), [40]),
        (ID.gt(300), []),
    ],
)
def test_ranges(invoices: "Table", condition: ConditionBase, expected: list[int]) -> None:
    assert ids(invoices, condition) == expected


def test_last_first(invoices: "Table") -> None:
    assert ids(invoices, ID.lt(300), ScanIndexForward=False, Limit=2) == [40, 9]


def test_pages(invoices: "Table") -> None:
    after = {"system_id": "a", "invoice_id": 9}
    assert ids(invoices, ID.between(5, 300), ExclusiveStartKey=after, Limit=1) == [40]


def test_partition_that_is_not_there(invoices: "Table") -> None:
    condition = Key("system_id").eq("c") & ID.gt(0)
    assert invoices.query(KeyConditionExpression=condition)["Items"] == []


def test_every_type_comes_back_as_it_was(invoices: "Table") -> None:
    item: dict[str, Any] = {
        "system_id": "z",
        "invoice_id": 1,
        "text": "ä",
        "number": Decimal("1.10"),
        "bytes": b"\xff\x00",
        "nothing": None,
        "yes": True,
        "list": [1, "a", {"b": b"x"}],
        "map": {"deep": {"er": [Decimal("0.1")]}},
        "strings": {"a", "b"},
        "numbers": {1, 2},
    }
    invoices.put_item(Item=item)
    found = invoices.get_item(Key={"system_id": "z", "invoice_id": 1})["Item"]
    assert found["bytes"] == b"\xff\x00"
    assert found["list"] == [1, "a", {"b": b"x"}]
    same = item.keys() - {"bytes", "list"}
    assert {name: found[name] for name in same} == {name: item[name] for name in same}
