"""The body of a request, looked at before Powertools does.

Powertools would take forms for JSON and a list for what is in it, and break at text that is not
UTF-8, too deep, or has a number of thousands of digits.
"""

import base64
import json
import re
from typing import Any

from accounting.domain.errors import InvalidInput, UnsupportedMediaType

LONGEST_NAME = 100
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


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
        halves = _with_half_characters(body) if isinstance(body, dict) else []
    except (ValueError, RecursionError):
        raise InvalidInput(("body", "is not valid JSON")) from None
    if not isinstance(body, dict):
        raise InvalidInput(("body", "is not an object"))
    if halves:
        raise InvalidInput(
            *((name, "holds half a character (a lone surrogate)") for name in halves)
        )
    return body


def _with_half_characters(body: dict[str, Any]) -> list[str]:
    """Names of the fields that hold text no table and no other system would take."""
    return [
        name.encode(errors="replace").decode()[:LONGEST_NAME]
        for name, value in body.items()
        if _LONE_SURROGATE.search(json.dumps([name, value], ensure_ascii=False))
    ]


def _no_constant(name: str) -> None:
    raise ValueError(name)
