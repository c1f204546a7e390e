"""What every start is compared with: a handler that has a client of boto3 and reads one item."""

import os
from typing import Any

import boto3

CLIENT = boto3.client("dynamodb")


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    key = {"system_id": {"S": event["system_id"]}}
    answer = CLIENT.get_item(TableName=os.environ["SYSTEMS_TABLE"], Key=key)
    return {"found": "Item" in answer}
