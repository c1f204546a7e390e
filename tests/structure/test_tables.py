"""The tables: keys, what expires, and what outlives a mistake."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.structure.project import RESOURCES, of_type, properties


@dataclass(frozen=True)
class Table:
    """`keys`: name and type (S, N) of the partition key, and of the sort key if there is one."""

    keys: tuple[tuple[str, str], ...]
    expires: str | None = None
    kept: bool = True


TABLES = {
    "SystemsTable": Table((("system_id", "S"),)),
    "InvoicesTable": Table((("system_id", "S"), ("block", "N"))),
    "RevenueTable": Table((("system_id", "S"), ("block", "N"))),
    "SyncsTable": Table((("system_id", "S"), ("sync_id", "S")), expires="expires_at"),
    "EventsTable": Table((("system_id", "S"), ("event_id", "S")), expires="expires_at"),
    # Holds answers for a day and ids of messages for minutes; nothing is lost with it.
    "IdempotencyTable": Table((("id", "S"),), expires="expiration", kept=False),
}


def test_these_are_all_tables() -> None:
    assert of_type("AWS::DynamoDB::Table").keys() == TABLES.keys()


def keyed(names: tuple[str, ...]) -> list[dict[str, str]]:
    kinds = ("HASH", "RANGE")
    return [
        {"AttributeName": name, "KeyType": kind} for name, kind in zip(names, kinds, strict=False)
    ]


@pytest.mark.parametrize("name", TABLES)
def test_table_has_the_keys_that_the_code_asks_by(name: str) -> None:
    table, given = TABLES[name], properties(name)
    assert given["KeySchema"] == keyed(tuple(key for key, _ in table.keys))
    types = {one["AttributeName"]: one["AttributeType"] for one in given["AttributeDefinitions"]}
    assert types.items() >= set(table.keys)


@pytest.mark.parametrize("name", TABLES)
def test_table_forgets_what_has_expired_and_nothing_else(name: str) -> None:
    attribute = TABLES[name].expires
    expected = {"AttributeName": attribute, "Enabled": True} if attribute else None
    assert properties(name).get("TimeToLiveSpecification") == expected


@pytest.mark.parametrize("name", TABLES)
def test_table_is_billed_by_use_and_encrypted(name: str) -> None:
    assert properties(name)["BillingMode"] == "PAY_PER_REQUEST"
    assert properties(name)["SSESpecification"] == {"SSEEnabled": True}


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if table.kept])
def test_table_survives_the_stack_and_mistakes(name: str) -> None:
    given: dict[str, Any] = RESOURCES[name]
    assert given["DeletionPolicy"] == "RetainExceptOnCreate"
    assert given["UpdateReplacePolicy"] == "Retain"
    assert properties(name)["DeletionProtectionEnabled"] is True
    recovery = properties(name)["PointInTimeRecoverySpecification"]
    assert recovery == {"PointInTimeRecoveryEnabled": True}


def test_syncs_are_listed_in_the_order_of_their_starts() -> None:
    given = properties("SyncsTable")
    assert given["GlobalSecondaryIndexes"] == [
        {
            "IndexName": "by_start",
            "KeySchema": keyed(("system_id", "started_at")),
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ]
    assert {"AttributeName": "started_at", "AttributeType": "S"} in given["AttributeDefinitions"]
