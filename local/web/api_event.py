"""An API Gateway HTTP API event, payload format 2.0, of a WSGI request."""

from __future__ import annotations

import base64
import re
import time
import uuid
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.wrappers import Request

from local.web.routes import Match

# Anything else reaches the function in base64; so do HTML forms.
_TEXT = re.compile(r"text/.*|application/(.*\+)?(json|xml|javascript)")


def event_of(request: Request, match: Match, claims: dict[str, str] | None) -> dict[str, Any]:
    """`claims` of the bearer, already flattened; None on a route that is open."""
    now = datetime.now(UTC)
    headers = _headers(request) | {"x-forwarded-proto": request.scheme}
    query = request.query_string.decode("latin-1")
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": match.route.key,
        "rawPath": request.path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "local",
            "domainName": request.host,
            "domainPrefix": request.host.split(".")[0],
            "http": {
                "method": request.method,
                "path": request.path,
                "protocol": request.environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
                "sourceIp": request.remote_addr or "127.0.0.1",
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": uuid.uuid4().hex[:16],
            "routeKey": match.route.key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "timeEpoch": int(time.time() * 1000),
        },
        "isBase64Encoded": False,
    }
    if claims is not None:
        scopes = list(match.route.scopes) or None
        event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": scopes}}
    if request.headers.get("Cookie"):
        event["cookies"] = re.split(r";\s*", request.headers["Cookie"])
    if query:
        event["queryStringParameters"] = _joined(parse_qsl(query, keep_blank_values=True))
    if match.path_parameters:
        event["pathParameters"] = match.path_parameters
    return event | _body(request)


def _headers(request: Request) -> dict[str, str]:
    """Names in lower case, values of the same name joined; cookies have their own place."""
    return _joined(
        [(name.lower(), value) for name, value in request.headers if name.lower() != "cookie"]
    )


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        values[name].append(value)
    return {name: ",".join(all_of_it) for name, all_of_it in values.items()}


def _body(request: Request) -> dict[str, Any]:
    data = request.get_data()
    if not data:
        return {}
    if _TEXT.fullmatch(request.mimetype):
        try:
            return {"body": data.decode()}
        except UnicodeDecodeError:
            pass
    return {"body": base64.b64encode(data).decode(), "isBase64Encoded": True}
