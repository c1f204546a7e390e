"""The template's tables in DynamoDB Local, which knows nothing of CloudFormation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import boto3

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_CREATED_WITH = (
    "TableName",
    "BillingMode",
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
)


def create_missing(body: Mapping[str, Any]) -> None:
    """Tables that are there keep their data."""
    client = boto3.client("dynamodb")
    there = set(client.list_tables()["TableNames"])
    for properties in _tables(body):
        if properties["TableName"] not in there:
            _create(client, properties)


def empty(body: Mapping[str, Any]) -> None:
    """Drops the tables and creates them again."""
    client = boto3.client("dynamodb")
    for properties in _tables(body):
        client.delete_table(TableName=properties["TableName"])
        _create(client, properties)


def _tables(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    resources = body["Resources"].values()
    return [one["Properties"] for one in resources if one["Type"] == "AWS::DynamoDB::Table"]


def _create(client: DynamoDBClient, properties: Mapping[str, Any]) -> None:
    client.create_table(**{name: properties[name] for name in _CREATED_WITH if name in properties})
    if expiry := properties.get("TimeToLiveSpecification"):
        client.update_time_to_live(
            TableName=properties["TableName"], TimeToLiveSpecification=expiry
        )
