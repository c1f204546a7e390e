"""The few ways in which the tables talk to DynamoDB."""

import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import batched
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from accounting.clients import aws
from accounting.domain.errors import NewerFormat
from accounting.tables.attribute_values import decode, encode

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import (
        TransactWriteItemTypeDef,
        UpdateTypeDef,
        WriteRequestTypeDef,
    )

type Item = dict[str, Any]

BATCH = 25
READ_BATCH = 100
BATCH_ATTEMPTS = 10
COLLISIONS = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


@cache
def client() -> "DynamoDBClient":
    made: DynamoDBClient = aws.client("dynamodb")
    return made


def to_item(values: Mapping[str, Any]) -> Item:
    """Values without None become DynamoDB's typed form."""
    return {name: encode(value) for name, value in values.items() if value is not None}


def from_item(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: decode(value) for name, value in item.items()}


def query(table: str, **arguments: Any) -> Iterator[Item]:
    """All items, page after page."""
    for page in client().get_paginator("query").paginate(TableName=table, **arguments):
        yield from page["Items"]


def scan(table: str, **arguments: Any) -> Iterator[Item]:
    """The same of a whole table."""
    for page in client().get_paginator("scan").paginate(TableName=table, **arguments):
        yield from page["Items"]


def keys(table: str, system_id: str, sort_key: str) -> Iterator[Item]:
    """The keys of all items of a system."""
    return query(
        table,
        KeyConditionExpression="system_id = :system",
        ExpressionAttributeValues={":system": {"S": system_id}},
        ProjectionExpression=f"system_id, #{sort_key}",
        ExpressionAttributeNames={f"#{sort_key}": sort_key},
    )


def block_key(system_id: str, number: int) -> Item:
    """Of a block's items: its invoices in one table, its totals in the other."""
    return {"system_id": {"S": system_id}, "block": {"N": str(number)}}


def batch_delete(table: str, keys: Iterable[Item]) -> None:
    """Deletes all of it; what DynamoDB leaves unprocessed is sent again, with growing pauses."""
    requests: list[WriteRequestTypeDef] = [{"DeleteRequest": {"Key": key}} for key in keys]
    for batch in batched(requests, BATCH, strict=False):
        left = list(batch)
        for pause in _attempts("writes"):
            answer = client().batch_write_item(RequestItems={table: left})
            left = list(answer["UnprocessedItems"].get(table, []))  # type: ignore[arg-type]
            if not left:
                break
            pause()


def batch_get(
    table: str, keys: Iterable[Mapping[str, Any]], *, consistent: bool = False
) -> Iterator[Item]:
    """The items there are with these keys, in no order; what DynamoDB leaves unprocessed is asked
    for again, with growing pauses."""
    for batch in batched(keys, READ_BATCH, strict=False):
        left = [to_item(key) for key in batch]
        for pause in _attempts("reads"):
            wanted: Any = {table: {"Keys": left, "ConsistentRead": consistent}}
            answer = client().batch_get_item(RequestItems=wanted)
            yield from answer["Responses"].get(table, [])
            unprocessed = answer["UnprocessedKeys"].get(table)
            left = list(unprocessed["Keys"]) if unprocessed else []
            if not left:
                break
            pause()


def _attempts(what: str) -> Iterator[Callable[[], None]]:
    """For each attempt what to do before the next one. Raises TimeoutError after the last."""
    for attempt in range(BATCH_ATTEMPTS):
        yield partial(time.sleep, random.uniform(0, min(5.0, 0.05 * 2**attempt)))
    raise TimeoutError(f"DynamoDB left {what} unprocessed {BATCH_ATTEMPTS} times.")


def transact(operations: "Sequence[TransactWriteItemTypeDef]") -> bool:
    """All of it or nothing. Whether every condition held.

    Sent again by the SDK with the same token, it is the same transaction; one that collides with
    another write to the same items is tried again.
    """
    for pause in _attempts("a transaction"):
        try:
            client().transact_write_items(TransactItems=operations)
        except client().exceptions.TransactionCanceledException as error:
            reasons = {reason.get("Code") for reason in error.response["CancellationReasons"]}
            if "ConditionalCheckFailed" in reasons:
                return False
            if not reasons & COLLISIONS:
                raise
            pause()
        else:
            return True
    raise AssertionError("unreachable")


def check_format(table: str, item: Item, known: int) -> None:
    """Raises NewerFormat."""
    if int(item["format"]["N"]) > known:
        raise NewerFormat(table)


def operation(
    table: str, key: Mapping[str, Any], condition: str, expression: str, values: Mapping[str, Any]
) -> "UpdateTypeDef":
    """An update, for a call of its own or for a transaction. In both expressions `#name` stands for
    the attribute `name`."""
    return {
        "TableName": table,
        "Key": to_item(key),
        "ConditionExpression": condition,
        "UpdateExpression": expression,
        "ExpressionAttributeNames": _names(condition + " " + expression),
        "ExpressionAttributeValues": to_item(values),
    }


def get(table: str, key: Mapping[str, Any]) -> dict[str, Any] | None:
    answer = client().get_item(TableName=table, Key=to_item(key), ConsistentRead=True)
    return from_item(answer["Item"]) if "Item" in answer else None


def put(table: str, values: Mapping[str, Any]) -> None:
    client().put_item(TableName=table, Item=to_item(values))


def create(
    table: str,
    key_name: str,
    values: Mapping[str, Any],
    ours: Mapping[str, Any] | None = None,
) -> bool:
    """Whether the item is this one. `ours`: see `update`; all the values unless said otherwise."""
    try:
        client().put_item(
            TableName=table,
            Item=to_item(values),
            ConditionExpression=f"attribute_not_exists({key_name})",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except ClientError as error:
        return _stored_if_ours(error, values if ours is None else ours) is not None
    return True


def update(
    table: str,
    key: Mapping[str, Any],
    condition: str,
    expression: str,
    values: Mapping[str, Any],
    ours: Mapping[str, Any] | None = None,
) -> dict[str, Any] | None:
    """The item as it is afterwards; None when the condition does not hold.

    In both expressions `#name` stands for the attribute `name`.

    A write whose answer was lost is sent again by the SDK, and then meets its own result. `ours`:
    what only this write can have left behind; an item that has it was written, not refused. None:
    the condition also holds after the write, or nothing is to be told apart.
    """
    arguments: Any = operation(table, key, condition, expression, values)
    try:
        answer = client().update_item(
            **arguments,
            ReturnValues="ALL_NEW",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except ClientError as error:
        return _stored_if_ours(error, ours)
    return from_item(answer["Attributes"])


def _stored_if_ours(error: ClientError, ours: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What stands in the way of a conditional write, if it is the write itself; else None."""
    if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
        raise error
    refused: Mapping[str, Any] = error.response
    stored = from_item(refused.get("Item", {}))
    left_behind = from_item(to_item(ours or {}))
    same = all(name in stored and stored[name] == left_behind[name] for name in left_behind)
    return stored if left_behind and same else None


def _names(expressions: str) -> dict[str, str]:
    """Spares everybody the thought which of DynamoDB's many reserved words is a name of ours."""
    return {name: name[1:] for name in re.findall(r"#\w+", expressions)}
