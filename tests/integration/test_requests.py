"""Requests that nobody should send, and what is logged of those that change something."""

import json
from typing import Any

import pytest

from local.running import Running
from tests.integration.http import NEW_SYSTEM, Http, invalid, problem

WITH_BODY = [
    ("POST", "/systems"),
    ("PATCH", "/systems/{system_id}"),
    ("POST", "/systems/test"),
    ("POST", "/systems/{system_id}/test"),
    ("POST", "/systems/{system_id}/syncs"),
]
NO_JSON = [
    b"{",
    b'{"name": "x"',
    b"name=x",
    b"\xff\xfe",
    b'{"name": "\xff"}',
    b'{"step": NaN}',
    b'{"step": -Infinity}',
    b'{"step": ' + b"1" * 5000 + b"}",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"{} {}",
]


@pytest.fixture(params=WITH_BODY, ids=" ".join)
def route(request: pytest.FixtureRequest, system_id: str) -> tuple[str, str]:
    method, path = request.param
    return method, path.format(system_id=system_id)


def test_body_that_is_no_json(http: Http, route: tuple[str, str]) -> None:
    for body in NO_JSON:
        invalid(http.send(*route, body, "application/json"), "body")


def test_body_that_is_no_object(http: Http, route: tuple[str, str]) -> None:
    for body in (b"null", b"[]", b"[{}]", b"1", b'"text"', b"true", b"[[]]"):
        problem(http.send(*route, body, "application/json; charset=utf-8"), 422, "InvalidInput")


def test_body_that_is_missing(http: Http, route: tuple[str, str]) -> None:
    optional = route[1].endswith("/test") and route[1] != "/systems/test"
    for content_type in ("application/json", ""):
        answer = http.send(*route, b"", content_type)
        assert answer.status_code == (200 if optional else 422), answer.text


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/jsonp",
        "application/json-patch+json",
        "*/*",
        "x",
    ],
)
def test_content_type_that_is_no_json(
    http: Http, route: tuple[str, str], content_type: str
) -> None:
    answer = http.send(*route, json.dumps(NEW_SYSTEM).encode(), content_type)
    problem(answer, 415, "UnsupportedMediaType")


def test_unknown_field(http: Http, route: tuple[str, str]) -> None:
    answer = http.call(*route, {"mode": "full", "surprise": 1})
    fields = problem(answer, 422, "InvalidInput")["fields"]
    assert "surprise" in {field["name"] for field in fields}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/systems/{long}"),
        ("GET", "/systems/{long}/syncs"),
        ("GET", "/systems/{system_id}/syncs/{long}"),
        ("POST", "/systems/{system_id}/syncs/{long}/cancel"),
        ("GET", "/systems/{long}/invoices"),
        ("GET", "/revenue?system_id={long}"),
    ],
)
def test_very_long_values_are_refused(http: Http, system_id: str, method: str, path: str) -> None:
    answer = http.call(method, path.format(system_id=system_id, long="x" * 3000))
    problem(answer, 422, "InvalidInput")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/systems", "GET, POST"),
        ("DELETE", "/systems", "GET, POST"),
        ("POST", "/revenue", "GET"),
        ("TRACE", "/systems/a", "DELETE, GET, PATCH"),
    ],
)
def test_method_that_no_route_takes(http: Http, method: str, path: str, allow: str) -> None:
    answer = http.call(method, path)
    problem(answer, 405, "MethodNotAllowed")
    assert answer.headers["Allow"] == allow


@pytest.mark.parametrize(
    "path", ["/revenues", "/systems/", "/SYSTEMS", "/systems/x/y/z", "/systems/a/b/c/d.json"]
)
def test_path_that_no_route_has(http: Http, path: str) -> None:
    problem(http.get(path), 404, "NotFound")
    problem(http.post(path, {}), 404, "NotFound")


def test_change_is_logged_with_names_and_without_values(
    http: Http, log: list[dict[str, Any]]
) -> None:
    created = http.post("/systems", NEW_SYSTEM | {"description": "confidential"})
    system_id = created.json()["id"]
    http.patch(f"/systems/{system_id}", {"password": "new-secret", "s3cr3t=1": 1})
    http.get("/systems")
    http.delete(f"/systems/{system_id}")
    create, change, delete = log
    assert create["fields"] == ["description", *sorted(NEW_SYSTEM)]
    assert {name: change[name] for name in ("subject", "route", "system_id", "fields")} == {
        "subject": "admin",
        "route": "PATCH /systems/{system_id}",
        "system_id": system_id,
        "fields": ["password"],
    }
    assert (change["status"], delete["status"]) == (422, 202)
    for secret in ("the-secret", "new-secret", "confidential", "s3cr3t"):
        assert secret not in str(log)


def test_refused_caller_is_logged(running: Running, log: list[dict[str, Any]]) -> None:
    viewer = Http(running, running.token("viewer"))
    viewer.post("/systems", NEW_SYSTEM)
    viewer.close()
    (line,) = log
    assert (line["subject"], line["status"], line["fields"]) == ("viewer", 403, [])
