"""The console's file server, called as API Gateway calls it."""

import base64
import json
from types import ModuleType
from typing import Any

import pytest


def get(
    console: ModuleType,
    path: str,
    accept_encoding: str | None = None,
    method: str = "GET",
    **headers: str,
) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": named | ({"accept-encoding": accept_encoding} if accept_encoding else {}),
        "requestContext": {"http": {"method": method, "path": path}},
        "isBase64Encoded": False,
    }
    response: dict[str, Any] = console.handler(event, None)
    return response


def content(response: dict[str, Any]) -> bytes:
    body: str = response["body"]
    return base64.b64decode(body) if response["isBase64Encoded"] else body.encode()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "/accounting-systems",
        "/accounting-systems/",
        "/accounting-systems/create",
        "/accounting-systems/7f",
        "/accounting-systems/7f/edit",
        "/reports/invoices",
        "/reports/revenue",
    ],
)
def test_pages_of_the_console_are_its_one_page_and_it_is_checked_each_time(
    console: ModuleType, path: str
) -> None:
    response = get(console, path)
    assert response["statusCode"] == 200
    assert content(response).startswith(b"<!doctype html>")
    assert response["headers"]["content-type"] == "text/html; charset=utf-8"
    assert response["headers"]["cache-control"] == "no-cache"


UNKNOWN = [
    "/revenues",
    "/systems/",
    "/SYSTEMS",
    "/systems/x/y/z",
    "/revenue/",
    "/systems/x/syncs/",
    "/accounting-systems/7f/edit/more",
    "/accounting-systems//",
    "/Accounting-Systems",
    "/reports",
    "/reports/",
    "/reports/revenue/2026",
    "//",
    "/nothing/here",
]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_neither_a_page_nor_a_route_is_not_found(
    console: ModuleType, path: str, method: str
) -> None:
    """Even to a program that asks for HTML, as Java's HTTP client does by default."""
    accept = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
    response = get(console, path, method=method, accept=accept)
    assert response["headers"]["content-type"] == "application/problem+json"
    problem = json.loads(response["body"])
    assert {name: problem[name] for name in ("type", "title", "status", "code")} == {
        "type": "about:blank",
        "title": "Not Found",
        "status": response["statusCode"],
        "code": "NotFound",
    }
    assert response["statusCode"] == 404
    assert problem["detail"]


@pytest.mark.parametrize("path", UNKNOWN)
def test_a_browser_that_loads_such_a_page_gets_the_console_to_say_so(
    console: ModuleType, path: str
) -> None:
    response = get(console, path, sec_fetch_mode="navigate")
    assert response["statusCode"] == 404
    assert content(response).startswith(b"<!doctype html>")
    assert get(console, path, sec_fetch_mode="cors")["body"].startswith("{")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/systems", "GET, POST"),
        ("HEAD", "/systems", "GET, POST"),
        ("POST", "/systems/7f", "DELETE, GET, PATCH"),
        ("DELETE", "/systems/7f/syncs/x", "GET"),
        ("POST", "/revenue", "GET"),
    ],
)
def test_route_with_another_method_says_which_it_takes(
    console: ModuleType, method: str, path: str, allow: str
) -> None:
    response = get(console, path, method=method)
    assert (response["statusCode"], response["headers"]["allow"]) == (405, allow)
    if method != "HEAD":
        problem = json.loads(response["body"])
        assert (problem["code"], problem["status"]) == ("MethodNotAllowed", 405)
        assert allow in problem["detail"]


def test_hashed_assets_are_kept_for_a_year(console: ModuleType) -> None:
    response = get(console, "/assets/index-abc.js")
    assert content(response) == b"console.log(1)"
    assert response["headers"]["content-type"] == "text/javascript; charset=utf-8"
    assert response["headers"]["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("accepted", "encoding", "expected"),
    [
        ("gzip, deflate, br, zstd", "br", b"br-of-js"),
        ("gzip, deflate", "gzip", b"gz-of-js"),
        ("br;q=0, GZIP;q=0.5", "gzip", b"gz-of-js"),
        ("br; q=0.1", "br", b"br-of-js"),
        ("identity", None, b"console.log(1)"),
        ("", None, b"console.log(1)"),
    ],
)
def test_compressed_as_the_browser_accepts_it(
    console: ModuleType, accepted: str, encoding: str | None, expected: bytes
) -> None:
    response = get(console, "/assets/index-abc.js", accepted)
    assert content(response) == expected
    assert response["headers"].get("content-encoding") == encoding
    assert response["headers"]["vary"] == "accept-encoding"


def test_bytes_that_are_no_text_arrive_unharmed(console: ModuleType) -> None:
    response = get(console, "/assets/open-sans-abc.woff2", "br")
    assert response["isBase64Encoded"]
    assert content(response) == b"\x00\xffwoff"
    assert response["headers"]["content-type"] == "font/woff2"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/index-old.js",
        "/app.py",
        "/../app.py",
        "/assets/../../app.py",
        "/assets/..%2f..%2fapp.py",
        "//etc/passwd.txt",
        "/static/../openapi.yaml",
        "/.env",
        "/..",
        "/../..",
        "/assets/../../etc/passwd",
        "/etc/passwd",
    ],
)
def test_nothing_but_packed_files_is_found(console: ModuleType, path: str) -> None:
    response = get(console, path)
    assert response["statusCode"] == 404
    assert json.loads(response["body"])["title"] == "Not Found"


def test_settings_of_the_deployment(console: ModuleType) -> None:
    assert json.loads(get(console, "/config.json")["body"]) == {
        "issuer": "https://login.example.com/tenant",
        "client_id": "console",
        "scope": "openid roles",
        "groups_claim": "https://example.com/roles",
        "admin_group": "web admins",
        "viewer_group": "web viewers",
        "reporting_currency": "EUR",
        "fiscal_year_start": 7,
        "outgoing_address": "203.0.113.7",
        "version": json.loads(get(console, "/openapi.json")["body"])["info"]["version"],
    }


def test_description_of_the_api(console: ModuleType) -> None:
    response = get(console, "/openapi.json")
    assert response["headers"]["content-type"] == "application/json"
    assert json.loads(response["body"])["openapi"].startswith("3.1")


def test_health(console: ModuleType) -> None:
    assert json.loads(get(console, "/health")["body"]) == {"status": "ok"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reads(console: ModuleType, method: str) -> None:
    response = get(console, "/", method=method)
    assert response["statusCode"] == 405
    assert response["headers"]["allow"] == "GET, HEAD"


def test_head_tells_the_headers_only(console: ModuleType) -> None:
    response = get(console, "/assets/index-abc.js", "br", method="HEAD")
    assert response["body"] == ""
    assert response["headers"] == get(console, "/assets/index-abc.js", "br")["headers"]


@pytest.mark.parametrize("path", ["/", "/config.json", "/assets/missing.js", "/health"])
def test_every_answer_is_guarded(console: ModuleType, path: str) -> None:
    headers = get(console, path)["headers"]
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self' https://login.example.com"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_cognito_hands_out_tokens_at_the_user_pools_own_domain(
    console: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc"
    monkeypatch.setenv("OIDC_ISSUER", issuer)
    assert (
        "connect-src 'self' https://cognito-idp.eu-central-1.amazonaws.com "
        "https://*.auth.eu-central-1.amazoncognito.com;"
    ) in get(console, "/")["headers"]["content-security-policy"]


def test_provider_may_hand_out_tokens_and_keys_elsewhere(
    console: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNECT_ORIGINS", "https://token.example.com https://keys.example.com:8443")
    assert (
        "connect-src 'self' https://login.example.com "
        "https://token.example.com https://keys.example.com:8443;"
    ) in get(console, "/")["headers"]["content-security-policy"]


def test_a_console_that_was_not_built_is_not_found(unbuilt_console: ModuleType) -> None:
    assert get(unbuilt_console, "/")["statusCode"] == 404
    assert get(unbuilt_console, "/health")["statusCode"] == 200
