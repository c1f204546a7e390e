"""The body of a request, looked at before Powertools does.

Powertools would take forms for JSON and a list for what is in it, and break at text that is not
UTF-8, too deep, or has a number of thousands of digits.
"""

import base64
import json
from typing import Any

from accounting.domain.errors import InvalidInput, UnsupportedMediaType


def read(event: dict[str, Any]) -> dict[str, Any] | None:
    """The JSON object, None when there is none. Raises InvalidInput, UnsupportedMediaType."""
    text = event.get("body") or ""
    if not text:
        return None
    kind = event.get("headers", {}).get("content-type", "")
    if kind.partition(";")[0].strip().lower() not in ("", "application/json"):
        raise UnsupportedMediaType
    try:
        if event.get("isBase64Encoded"):
            text = base64.b64decode(text).decode()
        body = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise InvalidInput(("body", "is not valid JSON")) from None
    if not isinstance(body, dict):
        raise InvalidInput(("body", "is not an object"))
    return body


def _no_constant(name: str) -> None:
    raise ValueError(name)
