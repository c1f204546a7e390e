"""The four tables that hold systems, at AWS: known by their names, or a stack's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

SYSTEMS, INVOICES, REVENUE, SYNCS = "SystemsTable", "InvoicesTable", "RevenueTable", "SyncsTable"
NAMES = (SYSTEMS, INVOICES, REVENUE, SYNCS)

type Tables = Mapping[str, Table]


class Refused(Exception):
    """Why nothing more is copied, and what to do about it."""


@dataclass(frozen=True)
class Stack:
    """`place`: what the ARNs of all secrets begin with, where it is."""

    name: str
    tables: Tables
    place: str

    def secrets(self, folder: str) -> str:
        """What the ARNs of its secrets in this folder begin with."""
        return f"{self.place}{self.name}/{folder}/"


def named_tables(session: boto3.Session, names: Sequence[str]) -> Tables:
    """Each by the part of its name that says what it holds. Raises Refused."""
    dynamodb = session.resource("dynamodb")
    tables = {}
    for part in NAMES:
        found = [name for name in names if part in name]
        if len(found) != 1:
            raise Refused(f"--tables needs one name that holds {part}, and has {len(found)}.")
        table = tables[part] = dynamodb.Table(found[0])
        try:
            table.load()
        except table.meta.client.exceptions.ResourceNotFoundException:
            place = session.region_name
            raise Refused(f"--tables: there is no table {table.name} in {place}.") from None
        if table.table_status != "ACTIVE":
            state = table.table_status
            raise Refused(f"--tables: {table.name} is {state}: wait until it is ACTIVE.")
    return tables


def stack_named(name: str) -> Stack:
    """Raises Refused."""
    session = boto3.Session()
    cloudformation, dynamodb = session.client("cloudformation"), session.resource("dynamodb")
    tables, stack_id = {}, ""
    for part in NAMES:
        try:
            found = cloudformation.describe_stack_resource(StackName=name, LogicalResourceId=part)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
            text = f"--to: there is no stack {name} of this product in {session.region_name}."
            raise Refused(text) from None
        detail = found["StackResourceDetail"]
        tables[part] = dynamodb.Table(detail["PhysicalResourceId"])
        stack_id = detail["StackId"]
    _, partition, _, region, account, _ = stack_id.split(":", 5)
    place = f"arn:{partition}:secretsmanager:{region}:{account}:secret:"
    return Stack(name, tables, place)
