"""Serves the built console, its settings and the API's description: the API's `$default` route.

Here comes whatever no other route takes. The pages of the console and the routes of the API have no
path in common, so the path alone says which is which; what is neither is not found.

A file is found by looking its path up among those that were packed, so no path leads elsewhere.
Text was compressed when the console was built, because API Gateway does not compress.
"""

import base64
import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).parent
INDEX = "/index.html"
# As console/src/app.tsx has them; all are the one page, whose script shows what the path says.
PAGES = (
    "/",
    "/accounting-systems",
    "/accounting-systems/create",
    "/accounting-systems/:systemId",
    "/accounting-systems/:systemId/edit",
    "/reports/invoices",
    "/reports/revenue",
)
READING = ("GET", "HEAD")
YEAR = "public, max-age=31536000, immutable"
CHECK = "no-cache"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}

TEXT = ("text/", "application/json", "application/problem+json", "image/svg+xml")

Response = dict[str, Any]


def handler(event: Mapping[str, Any], _context: object) -> Response:
    method = event["requestContext"]["http"]["method"]
    response = _answer(method, event["rawPath"], event.get("headers", {}))
    return {**response, "body": "", "isBase64Encoded": False} if method == "HEAD" else response


def _answer(method: str, path: str, headers: Mapping[str, str]) -> Response:
    found = _found(path, headers)
    if found is None:
        allowed = _methods_of_the_api(path)
        return _not_allowed(allowed) if allowed else _not_found(headers)
    return found if method in READING else _not_allowed(READING)


def _found(path: str, headers: Mapping[str, str]) -> Response | None:
    match path:
        case "/health":
            return _json({"status": "ok"})
        case "/config.json":
            return _json(settings())
        case "/openapi.json":
            return _response(HTTPStatus.OK, openapi(), "application/json")
    if path in files():
        return _file(path, headers)
    if INDEX in files() and any(page.fullmatch(path) for page in pages()):
        return _file(INDEX, headers)
    return None


def _not_found(headers: Mapping[str, str]) -> Response:
    """A person whose browser loads a page gets the console, which says so and offers a way on. The
    Accept header would not do: some libraries of programs ask for HTML too."""
    if INDEX in files() and headers.get("sec-fetch-mode") == "navigate":
        return {**_file(INDEX, headers), "statusCode": HTTPStatus.NOT_FOUND.value}
    return _problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")


def _not_allowed(methods: Sequence[str]) -> Response:
    allow = ", ".join(methods)
    detail = f"This address takes {allow} only."
    return _problem(HTTPStatus.METHOD_NOT_ALLOWED, detail, {"allow": allow})


def _methods_of_the_api(path: str) -> list[str]:
    """Those of its routes with this path: API Gateway sends a request with another one here."""
    return sorted(
        method for route, methods in routes() if route.fullmatch(path) for method in methods
    )


def _file(path: str, requested: Mapping[str, str]) -> Response:
    kind = TYPES.get(files()[path].suffix, "application/octet-stream")
    headers = {
        "cache-control": YEAR if path.startswith("/assets/") else CHECK,
        "vary": "accept-encoding",
    }
    for encoding, suffix in ENCODINGS:
        if path + suffix in files() and _accepts(requested.get("accept-encoding", ""), encoding):
            content = files()[path + suffix].read_bytes()
            headers["content-encoding"] = encoding
            return _response(HTTPStatus.OK, content, kind, headers)
    return _response(HTTPStatus.OK, files()[path].read_bytes(), kind, headers)


def _accepts(accepted: str, encoding: str) -> bool:
    offers = (offer.strip().partition(";") for offer in accepted.lower().split(","))
    return any(
        name.strip() == encoding and weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00")
        for name, _, weight in offers
    )


def _json(document: Mapping[str, Any]) -> Response:
    return _response(HTTPStatus.OK, json.dumps(document).encode(), "application/json")


def _problem(status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """In the shape of every other problem of the API."""
    problem = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "code": status.phrase.replace(" ", ""),
        "detail": detail,
        "advice": "The routes of the API are listed at /openapi.json.",
    }
    return _response(status, json.dumps(problem).encode(), "application/problem+json", headers)


def _response(
    status: HTTPStatus, body: bytes, kind: str, headers: Mapping[str, str] | None = None
) -> Response:
    headers = {"cache-control": CHECK, **(headers or {})}
    binary = "content-encoding" in headers or not kind.startswith(TEXT)
    return {
        "statusCode": status.value,
        "headers": {"content-type": kind, **security_headers(), **headers},
        "body": base64.b64encode(body).decode() if binary else body.decode(),
        "isBase64Encoded": binary,
    }


@cache
def files() -> dict[str, Path]:
    """The packed files by their path in the address."""
    static = HERE / "static"
    return {
        f"/{file.relative_to(static).as_posix()}": file
        for file in static.rglob("*")
        if file.is_file()
    }


@cache
def pages() -> list[re.Pattern[str]]:
    """With or without a slash at the end, as the console's router takes them."""
    return [re.compile(re.sub(r":\w+", "[^/]+", page.rstrip("/")) + "/?") for page in PAGES]


@cache
def routes() -> list[tuple[re.Pattern[str], list[str]]]:
    """The paths of the API, and the methods of each."""
    return [
        (
            re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))),
            [method.upper() for method in operations],
        )
        for template, operations in json.loads(openapi())["paths"].items()
    ]


@cache
def openapi() -> bytes:
    return (HERE / "openapi.json").read_bytes()


@cache
def settings() -> dict[str, str | int]:
    return {
        "issuer": os.environ["OIDC_ISSUER"],
        "client_id": os.environ["OIDC_CLIENT_ID"],
        "scope": os.environ["OIDC_SCOPE"],
        "groups_claim": os.environ["GROUPS_CLAIM"],
        "admin_group": os.environ["ADMIN_GROUP"],
        "viewer_group": os.environ["VIEWER_GROUP"],
        "reporting_currency": os.environ["REPORTING_CURRENCY"],
        "fiscal_year_start": int(os.environ["FISCAL_YEAR_START"]),
        "outgoing_address": os.environ["OUTGOING_ADDRESS"],
        "version": json.loads(openapi())["info"]["version"],
    }


@cache
def security_headers() -> dict[str, str]:
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": " ".join(["'self'", *connect_origins()]),
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }


def connect_origins() -> list[str]:
    """Where the browser fetches tokens, and the keys that they are signed with."""
    return [*_origins_of(os.environ["OIDC_ISSUER"]), *os.environ["CONNECT_ORIGINS"].split()]


def _origins_of(issuer: str) -> list[str]:
    """Its own, and with Cognito that of the user pool's domain."""
    parts = urlsplit(issuer)
    origin = f"{parts.scheme}://{parts.netloc}"
    service, _, rest = parts.netloc.partition(".")
    if service != "cognito-idp":
        return [origin]
    return [origin, f"https://*.auth.{rest.split('.')[0]}.amazoncognito.com"]
