"""DynamoDB's BatchWriteItem, as far as it is hard on who writes a lot."""

import json
from collections.abc import Iterable
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

MOST_WRITES = 25


class FakeBatches:
    """Answers a client's BatchWriteItem: takes at most `takes` writes of a batch and leaves the
    rest unprocessed. `stored`: the items there are, by their only attribute `id`."""

    def __init__(self, client: Any, takes: int = MOST_WRITES, stored: Iterable[int] = ()) -> None:
        self.stored = set(stored)
        self.calls = 0
        self._takes = takes
        client.meta.events.register("before-call.dynamodb.BatchWriteItem", self._answer)

    def _answer(self, params: Any, **_: Any) -> tuple[AWSResponse, dict[str, Any]]:
        self.calls += 1
        ((table, writes),) = json.loads(params["body"])["RequestItems"].items()
        assert 0 < len(writes) <= MOST_WRITES, "DynamoDB refuses such a batch"
        for write in writes[: self._takes]:
            self._apply(write)
        left = writes[self._takes :]
        answer = {"UnprocessedItems": {table: left} if left else {}}
        return AWSResponse("", 200, HTTPHeaders(), None), answer

    def _apply(self, write: dict[str, Any]) -> None:
        self.stored.discard(int(write["DeleteRequest"]["Key"]["id"]["N"]))
