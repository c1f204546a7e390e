"""Values as DynamoDB takes and gives them, each under the name of its type.

boto3 has the same (`boto3.dynamodb.types`), but its import brings S3's transfers and processes of
their own with it: 22 to 31 ms of each start (docs/decisions/0008-clients-of-botocore.md).
"""

from decimal import Decimal
from typing import Any

type AttributeValue = dict[str, Any]


def encode(value: object) -> AttributeValue:
    """Raises TypeError for what is never stored: a float above all."""
    match value:
        case str():
            return {"S": value}
        case bool():
            return {"BOOL": value}
        case int() | Decimal():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case dict():
            return {"M": {name: encode(one) for name, one in value.items()}}
        case list() | tuple():
            return {"L": [encode(one) for one in value]}
        case None:
            return {"NULL": True}
    raise TypeError(f"Nothing of type {type(value).__name__} is stored in DynamoDB.")


def decode(attribute: AttributeValue) -> Any:
    """A number as Decimal. Raises TypeError for a set, which we never store."""
    ((kind, value),) = attribute.items()
    match kind:
        case "S" | "BOOL" | "B":
            return value
        case "N":
            return Decimal(value)
        case "M":
            return {name: decode(one) for name, one in value.items()}
        case "L":
            return [decode(one) for one in value]
        case "NULL":
            return None
    raise TypeError(f"Nothing of type {kind} is read from DynamoDB.")
