"""What a decision stands on is read as it was written last: moto always does, DynamoDB if asked."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from accounting.domain.clock import utc_now
from accounting.domain.credentials import Credentials
from accounting.services.connect import connect
from accounting.tables import dynamodb, invoices_table, revenue_table, syncs_table, systems_table
from local.running import Running
from tests.fakes.systems import a_system
from tests.integration.on_the_wire import before_sending
from tests.structure.project import nested

ID, SYNC = a_system().system_id, "20260131T080000-5f0c2a91"


def connect_another() -> None:
    settings = replace(a_system().settings, url="https://other.example.com/")
    connect(settings, Credentials("the-secret"), utc_now(), "ada")


@pytest.mark.parametrize(
    ("read", "operation"),
    [
        (lambda: systems_table.get(ID), "GetItem"),
        (lambda: syncs_table.find(ID, SYNC), "GetItem"),
        (lambda: invoices_table.read(ID, [0]), "BatchGetItem"),
        (lambda: revenue_table.summaries(ID), "Query"),
        (connect_another, "Scan"),
    ],
    ids=["a system", "a sync", "invoices of blocks", "summaries", "other installations"],
)
def test_read_asks_for_what_was_written_last(
    running: Running, read: Callable[[], object], operation: str
) -> None:
    systems_table.create(a_system())
    asked: list[Any] = []
    with before_sending(
        dynamodb.client(), operation, lambda request, **_: asked.append(json.loads(request.body))
    ):
        read()
    assert list(nested(asked, "ConsistentRead")) == [True] * len(asked) != []
