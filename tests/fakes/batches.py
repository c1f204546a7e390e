"""DynamoDB's batches, as far as they are hard on who writes and reads a lot."""

import json
from collections.abc import Iterable
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

MOST_WRITES, MOST_READS = 25, 100


class FakeBatches:
    """Answers a client's BatchWriteItem and BatchGetItem: does at most `takes` of what a batch asks
    for and leaves the rest unprocessed. `stored`: the items, by their only attribute `id`."""

    def __init__(self, client: Any, takes: int = 100, stored: Iterable[int] = ()) -> None:
        self.stored = set(stored)
        self.calls = 0
        self._takes = takes
        client.meta.events.register("before-call.dynamodb.BatchWriteItem", self._write)
        client.meta.events.register("before-call.dynamodb.BatchGetItem", self._read)

    def _write(self, params: Any, **_: Any) -> tuple[AWSResponse, dict[str, Any]]:
        table, writes = self._asked(params)
        assert 0 < len(writes) <= MOST_WRITES, "DynamoDB refuses such a batch"
        for write in writes[: self._takes]:
            self._apply(write)
        left = writes[self._takes :]
        return _answer({"UnprocessedItems": {table: left} if left else {}})

    def _apply(self, write: dict[str, Any]) -> None:
        self.stored.discard(_id(write["DeleteRequest"]["Key"]))

    def _read(self, params: Any, **_: Any) -> tuple[AWSResponse, dict[str, Any]]:
        table, asked = self._asked(params)
        keys = asked["Keys"]
        assert 0 < len(keys) <= MOST_READS, "DynamoDB refuses such a batch"
        found = [key for key in keys[: self._takes] if _id(key) in self.stored]
        left = keys[self._takes :]
        unprocessed = {table: {"Keys": left}} if left else {}
        return _answer({"Responses": {table: found}, "UnprocessedKeys": unprocessed})

    def _asked(self, params: Any) -> tuple[str, Any]:
        self.calls += 1
        ((table, asked),) = json.loads(params["body"])["RequestItems"].items()
        return table, asked


def _id(item: dict[str, Any]) -> int:
    return int(item["id"]["N"])


def _answer(parsed: dict[str, Any]) -> tuple[AWSResponse, dict[str, Any]]:
    return AWSResponse("", 200, HTTPHeaders(), None), parsed
