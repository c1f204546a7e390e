"""What API Gateway makes of a function's answer, payload format 2.0."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from werkzeug.wrappers import Response

from local.aws.functions import Invocation


def message(status: int, text: str) -> Response:
    """One of API Gateway's own answers."""
    return Response(f'{{"message":"{text}"}}', status, content_type="application/json")


def response_of(invocation: Invocation) -> Response:
    """A failed function is a 500 without details; the details are in its log."""
    if invocation.error:
        return message(500, "Internal Server Error")
    result = json.loads(invocation.payload)
    if not isinstance(result, dict) or "statusCode" not in result:
        return _inferred(result)
    try:
        return _given(result)
    except (TypeError, ValueError, AttributeError, binascii.Error):
        return message(500, "Internal Server Error")


def _inferred(result: object) -> Response:
    """Without a status code the whole result is the body of a 200."""
    body = result if isinstance(result, str) else json.dumps(result)
    return Response(body, 200, content_type="application/json")


def _given(result: dict[str, Any]) -> Response:
    body = result.get("body") or ""
    if not isinstance(body, str):
        raise TypeError("body")
    data = base64.b64decode(body) if result.get("isBase64Encoded") else body.encode()
    response = Response(data, int(result["statusCode"]))
    response.headers["Content-Type"] = "text/plain;charset=UTF-8"
    for name, value in (result.get("headers") or {}).items():
        response.headers[name] = _text(value)
    for cookie in result.get("cookies") or []:
        response.headers.add("Set-Cookie", cookie)
    return response


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
