"""Serves the built console, its settings and the API's description: the API's `$default` route.

A file is found by looking its path up among those that were packed, so no path leads elsewhere.
Text was compressed when the console was built, because API Gateway does not compress.
"""

import base64
import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).parent
INDEX = "/index.html"
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
    if method not in ("GET", "HEAD"):
        return _problem(405, "Method Not Allowed", {"allow": "GET, HEAD"})
    response = _answer(event["rawPath"], event.get("headers", {}).get("accept-encoding", ""))
    return {**response, "body": "", "isBase64Encoded": False} if method == "HEAD" else response


def _answer(path: str, accepted: str) -> Response:
    match path:
        case "/health":
            return _json({"status": "ok"})
        case "/config.json":
            return _json(settings())
        case "/openapi.json":
            return _response(200, openapi(), "application/json")
    if path in files():
        return _file(path, accepted)
    if "." in path.rsplit("/", 1)[-1] or INDEX not in files():
        return _problem(404, "Not Found")
    return _file(INDEX, accepted)


def _file(path: str, accepted: str) -> Response:
    kind = TYPES.get(files()[path].suffix, "application/octet-stream")
    headers = {
        "cache-control": YEAR if path.startswith("/assets/") else CHECK,
        "vary": "accept-encoding",
    }
    for encoding, suffix in ENCODINGS:
        if path + suffix in files() and _accepts(accepted, encoding):
            content = files()[path + suffix].read_bytes()
            return _response(200, content, kind, {**headers, "content-encoding": encoding})
    return _response(200, files()[path].read_bytes(), kind, headers)


def _accepts(accepted: str, encoding: str) -> bool:
    offers = (offer.strip().partition(";") for offer in accepted.lower().split(","))
    return any(
        name.strip() == encoding and weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00")
        for name, _, weight in offers
    )


def _json(document: Mapping[str, Any]) -> Response:
    return _response(200, json.dumps(document).encode(), "application/json")


def _problem(status: int, title: str, headers: Mapping[str, str] | None = None) -> Response:
    body = json.dumps({"type": "about:blank", "title": title, "status": status}).encode()
    return _response(status, body, "application/problem+json", headers)


def _response(
    status: int, body: bytes, kind: str, headers: Mapping[str, str] | None = None
) -> Response:
    headers = {"cache-control": CHECK, **(headers or {})}
    binary = "content-encoding" in headers or not kind.startswith(TEXT)
    return {
        "statusCode": status,
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
def openapi() -> bytes:
    return (HERE / "openapi.json").read_bytes()


@cache
def settings() -> dict[str, str]:
    return {
        "issuer": os.environ["OIDC_ISSUER"],
        "client_id": os.environ["OIDC_CLIENT_ID"],
        "scope": os.environ["OIDC_SCOPE"],
        "groups_claim": os.environ["GROUPS_CLAIM"],
        "admin_group": os.environ["ADMIN_GROUP"],
        "viewer_group": os.environ["VIEWER_GROUP"],
        "reporting_currency": os.environ["REPORTING_CURRENCY"],
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
        "connect-src": " ".join(["'self'", *sign_in_origins(os.environ["OIDC_ISSUER"])]),
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


def sign_in_origins(issuer: str) -> list[str]:
    """Where the browser fetches tokens: the issuer, and with Cognito the user pool's own domain."""
    parts = urlsplit(issuer)
    origin = f"{parts.scheme}://{parts.netloc}"
    service, _, rest = parts.netloc.partition(".")
    if service != "cognito-idp":
        return [origin]
    return [origin, f"https://*.auth.{rest.split('.')[0]}.amazoncognito.com"]
