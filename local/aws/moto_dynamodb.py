"""moto's DynamoDB, made atomic, and quick enough for some ten thousand items."""

from __future__ import annotations

import base64
import copy
import inspect
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from local.aws.moto_internals import ANSWER_DYNAMODB, QUERY, SERIALIZE


@contextmanager
def patched() -> Iterator[None]:
    with _atomic(), _quick_answers(), _quick_queries():
        yield


@contextmanager
def _atomic() -> Iterator[None]:
    lock, call = threading.RLock(), ANSWER_DYNAMODB.original

    def one_by_one(handler: object) -> Any:
        with lock:
            return call(handler)

    with ANSWER_DYNAMODB.replaced(one_by_one):
        yield


@contextmanager
def _quick_answers() -> Iterator[None]:
    """moto looks for each of the ten types an attribute may have under several names, which costs
    a millisecond for an item read. The value is a dictionary with the one type it has."""
    serialize = SERIALIZE.original

    def structure(serializer: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue" and isinstance(value, dict):
            serializer._default_serialize(serialized, _wire(value), shape, key)
        else:
            serialize(serializer, serialized, value, shape, key)

    with SERIALIZE.replaced(structure):
        yield


def _wire(value: Any) -> Any:
    match value:
        case bytes():
            return base64.b64encode(value).decode()
        case dict():
            return {name: _wire(one) for name, one in value.items()}
        case list():
            return [_wire(one) for one in value]
        case _:
            return value


@contextmanager
def _quick_queries() -> Iterator[None]:
    """moto sorts the whole partition and measures each item of it before it looks at the range that
    was asked for. Here it is given that range alone."""
    query = QUERY.original
    parameters = inspect.signature(query)

    def narrowed(*args: Any, **named: Any) -> Any:
        call = parameters.bind(*args, **named)
        asked = call.arguments
        table, compared = asked["self"], asked["range_comparison"]
        if compared and table.has_range_key and not asked.get("index_name"):
            partition = table.items.get(asked["hash_key"], {})
            wanted = {
                key: item
                for key, item in partition.items()
                if item.range_key.compare(compared, asked["range_objs"])
            }
            asked["self"] = copy.copy(table)
            asked["self"].items = {asked["hash_key"]: wanted}
        return query(*call.args, **call.kwargs)

    with QUERY.replaced(narrowed):
        yield
