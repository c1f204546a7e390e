"""Counts the calls to AWS by kind, and the units of capacity they consume.

DynamoDB Local counts units as AWS bills them on demand, but for transactions: of those it (2.9.30)
counts one item a table, and that one twice too much. They are counted here, by AWS's rule.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from botocore.client import BaseClient

from local.aws.calls import Call, intercepted

type Read = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass
class Calls:
    """By kind, such as `dynamodb.GetItem`; `units` of those to DynamoDB. `processor`: seconds
    that the counting itself took."""

    count: Counter[str] = field(default_factory=Counter)
    units: dict[str, float] = field(default_factory=dict)
    processor: float = 0.0

    def add(self, kind: str, units: float | None) -> None:
        self.count[kind] += 1
        if units is not None:
            self.units[kind] = self.units.get(kind, 0) + units

    @contextmanager
    def looking(self) -> Iterator[None]:
        began = time.thread_time()
        yield
        self.processor += time.thread_time() - began


@contextmanager
def counting(calls: Calls) -> Iterator[None]:
    looking = False

    def around(call: Call, client: BaseClient, operation: str, parameters: Any) -> Any:
        nonlocal looking
        service = client.meta.service_model.service_name
        if looking or service != "dynamodb":
            if not looking:
                calls.add(f"{service}.{operation}", None)
            return call()
        parameters["ReturnConsumedCapacity"] = "TOTAL"
        answer = call()
        units = _units(answer["ConsumedCapacity"])
        if operation == "TransactWriteItems":
            looking = True
            with calls.looking():
                units = transaction_units(
                    parameters["TransactItems"], lambda one: _read(client, one)
                )
            looking = False
        calls.add(f"{service}.{operation}", units)
        return answer

    with intercepted(around):
        yield


def transaction_units(operations: list[dict[str, Any]], read: Read) -> float:
    """Two for each kB of each item that is put or updated. `read`: the item after an update."""
    units = 0
    for operation in operations:
        match operation:
            case {"Put": put}:
                units += 2 * ceil(item_size(put["Item"]) / 1024)
            case {"Update": update}:
                units += 2 * ceil(item_size(read(update)) / 1024)
            case _:
                raise ValueError(f"What {' '.join(operation)} consumes is not known here.")
    return units


def item_size(item: Mapping[str, Any]) -> int:
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: Mapping[str, Any]) -> int:
    match value:
        case {"S": str(text)}:
            return len(text.encode())
        case {"B": data}:
            return len(data)
        case {"N": str(digits)}:
            return ceil(len(digits) / 2) + 1
        case {"M": parts}:
            return 3 + item_size(parts) + len(parts)
        case {"L": parts}:
            return 3 + sum(_value_size(part) + 1 for part in parts)
    return 1


def _read(client: Any, update: Mapping[str, Any]) -> Mapping[str, Any]:
    answer = client.get_item(TableName=update["TableName"], Key=update["Key"], ConsistentRead=True)
    found: Mapping[str, Any] = answer["Item"]
    return found


def _units(capacity: Any) -> float:
    tables = capacity if isinstance(capacity, list) else [capacity]
    return sum(float(one["CapacityUnits"]) for one in tables)
