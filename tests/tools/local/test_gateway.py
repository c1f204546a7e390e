"""The HTTP API as clients meet it."""

import base64
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any

import pytest
import requests

from local.aws.stack import Stack
from local.web.oidc import OidcProvider
from local.web.server import PortInUseError, Server
from local.web.sign_in import id_token

SYSTEMS = "SystemsApiFunction"


@pytest.fixture
def events(stack: Stack) -> list[Any]:
    """Events the systems API gets; it answers 200."""
    seen: list[Any] = []

    def handler(event: Any, _context: Any) -> dict[str, Any]:
        seen.append(event)
        return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": "{}"}

    stack.functions.replace(SYSTEMS, handler)
    return seen


def call(gateway: Server, path: str, token: str | None, **options: Any) -> requests.Response:
    method = options.pop("method", "GET")
    headers = {"Authorization": token} if token else {}
    return requests.request(
        method, gateway.url + path, headers=headers | options.pop("headers", {}), **options
    )


def test_event_is_of_payload_format_2(
    gateway: Server, oidc: OidcProvider, events: list[Any]
) -> None:
    answer = call(
        gateway,
        "/systems/a%20b?x=1&x=2&y=%20",
        f"Bearer {oidc.token(groups=['admins', 'viewers'])}",
        headers={"Cookie": "a=1; b=2", "X-One": "1"},
        method="PATCH",
        json={"name": "N"},
    )
    assert answer.status_code == 200
    event = events[0]
    assert event["version"] == "2.0"
    assert event["routeKey"] == "PATCH /systems/{system_id}"
    assert event["rawPath"] == "/systems/a b"
    assert event["pathParameters"] == {"system_id": "a b"}
    assert event["rawQueryString"] == "x=1&x=2&y=%20"
    assert event["queryStringParameters"] == {"x": "1,2", "y": " "}
    assert event["cookies"] == ["a=1", "b=2"]
    assert event["headers"]["x-one"] == "1"
    assert json.loads(event["body"]) == {"name": "N"}
    assert event["isBase64Encoded"] is False
    assert event["requestContext"]["http"]["method"] == "PATCH"
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    assert claims["groups"] == "[admins viewers]"
    assert claims["exp"].isdigit()


def test_body_that_is_no_text_comes_in_base64(
    gateway: Server, oidc: OidcProvider, events: list[Any]
) -> None:
    call(gateway, "/systems", oidc.token(), method="POST", data=b"\xff\x00")
    assert events[0]["isBase64Encoded"] is True
    assert base64.b64decode(events[0]["body"]) == b"\xff\x00"


def test_token_that_is_not_valid_here_is_unauthorized(
    gateway: Server, oidc: OidcProvider, events: list[Any]
) -> None:
    answer = call(gateway, "/systems", f"Bearer {oidc.token(exp=1)}")
    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})
    assert not events


@pytest.mark.parametrize("token", [None, "", "Bearer", "Bearer x.y.z", "Basic YTpi"])
def test_no_token_is_unauthorized(gateway: Server, token: str | None) -> None:
    assert call(gateway, "/systems", token).status_code == 401


def test_token_of_the_code_flow_is_accepted(
    gateway: Server, oidc: OidcProvider, events: list[Any]
) -> None:
    token = id_token(oidc.issuer, "console", "viewer")
    assert call(gateway, "/systems", f"Bearer {token}").status_code == 200
    claims = events[0]["requestContext"]["authorizer"]["jwt"]["claims"]
    assert (claims["groups"], claims["email"]) == ("[viewers]", "viewer@example.com")


@pytest.mark.parametrize(
    ("result", "status", "body"),
    [
        ({"statusCode": 204}, 204, b""),
        ({"statusCode": "201", "body": "made"}, 201, b"made"),
        ({"statusCode": 200, "body": "/w==", "isBase64Encoded": True}, 200, b"\xff"),
        ({"no": "status"}, 200, b'{"no": "status"}'),
        ("text", 200, b"text"),
        ({"statusCode": "many"}, 500, b'{"message":"Internal Server Error"}'),
        ({"statusCode": 200, "body": {"a": 1}}, 500, b'{"message":"Internal Server Error"}'),
    ],
)
def test_result_becomes_an_answer(
    stack: Stack, gateway: Server, oidc: OidcProvider, result: Any, status: int, body: bytes
) -> None:
    stack.functions.replace(SYSTEMS, lambda _event, _context: result)
    answer = call(gateway, "/systems", oidc.token())
    assert (answer.status_code, answer.content) == (status, body)


def test_headers_and_cookies_of_the_result(
    stack: Stack, gateway: Server, oidc: OidcProvider
) -> None:
    result = {"statusCode": 200, "headers": {"ETag": '"3"'}, "cookies": ["a=1", "b=2; Secure"]}
    stack.functions.replace(SYSTEMS, lambda _event, _context: result)
    answer = call(gateway, "/systems", oidc.token())
    assert answer.headers["etag"] == '"3"'
    assert answer.raw.headers.getlist("Set-Cookie") == ["a=1", "b=2; Secure"]


def test_failed_handler_gives_away_nothing(
    stack: Stack, gateway: Server, oidc: OidcProvider
) -> None:
    def handler(_event: Any, _context: Any) -> None:
        raise RuntimeError("secret")

    stack.functions.replace(SYSTEMS, handler)
    answer = call(gateway, "/systems", oidc.token())
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})


def test_connection_is_kept(gateway: Server, oidc: OidcProvider, events: list[Any]) -> None:
    connection = HTTPConnection("127.0.0.1", gateway.port)
    connection.connect()
    connected = connection.sock
    for _ in range(3):
        connection.request("GET", "/systems", headers={"Authorization": oidc.token()})
        assert connection.getresponse().read() == b"{}"
        assert connection.sock is connected
    connection.close()


def test_port_in_use_is_named(gateway: Server) -> None:
    with pytest.raises(PortInUseError, match=str(gateway.port)):
        Server(lambda _environ, _start: [], gateway.port)


def test_functions_of_the_api_see_one_event_at_a_time(
    stack: Stack, gateway: Server, oidc: OidcProvider
) -> None:
    """As an instance of Lambda does; Powertools keeps the event on a class."""
    together, most = 0, []

    def handler(_event: Any, _context: Any) -> dict[str, Any]:
        nonlocal together
        together += 1
        most.append(together)
        threading.Event().wait(0.01)
        together -= 1
        return {"statusCode": 200}

    stack.functions.replace(SYSTEMS, handler)
    stack.functions.replace("SyncsApiFunction", handler)
    token = f"Bearer {oidc.token(groups=['admins'])}"
    paths = ["/systems", "/systems/a/syncs"] * 4
    with ThreadPoolExecutor(len(paths)) as pool:
        answers = list(pool.map(lambda path: call(gateway, path, token), paths))
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    assert max(most) == 1
