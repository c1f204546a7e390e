"""The web server under the gateway, the sign-in and the simulator."""

import logging
from collections.abc import Iterable, Iterator
from http.client import HTTPConnection, RemoteDisconnected
from typing import TYPE_CHECKING

import pytest
from werkzeug.wrappers import Request, Response

from local.aws.stack import Stack
from local.web.server import ConnectionTaken, Server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def application(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    """Gives the request back, unless its path says otherwise."""
    request = Request(environ)
    match request.path:
        case "/fails":
            raise RuntimeError("secret of a handler")
        case "/taken":
            environ["werkzeug.socket"].sendall(b"HTTP/1.1 299 Own\r\nContent-Length: 0\r\n\r\n")
            raise ConnectionTaken
        case "/nothing":
            return Response(status=204)(environ, start)
    body = f"{request.method} {request.full_path} ".encode() + request.get_data()
    return Response(body, headers=[("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])(environ, start)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(application) as running:
        yield running


@pytest.fixture
def connection(server: Server) -> Iterator[HTTPConnection]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
    yield connection
    connection.close()


def ask(connection: HTTPConnection, method: str, path: str, body: object = None) -> bytes:
    connection.request(method, path, body)  # type: ignore[arg-type]
    return connection.getresponse().read()


def test_requests_of_all_kinds_come_over_one_connection(connection: HTTPConnection) -> None:
    connection.connect()
    connected = connection.sock
    assert ask(connection, "GET", "/a%20b?c=%20") == b"GET /a b?c=%20 "
    assert ask(connection, "POST", "/", b"body") == b"POST /? body"
    assert ask(connection, "PUT", "/", iter([b"in ", b"chunks"])) == b"PUT /? in chunks"
    assert ask(connection, "HEAD", "/") == b""
    assert ask(connection, "DELETE", "/nothing") == b""
    assert ask(connection, "MERGE", "/") == b"MERGE /? "
    assert connection.sock is connected


def test_headers_may_come_twice(connection: HTTPConnection) -> None:
    connection.request("GET", "/")
    assert connection.getresponse().headers.get_all("Set-Cookie") == ["a=1", "b=2"]


def test_error_of_the_application_goes_to_the_log(
    connection: HTTPConnection,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    connection.auto_open = 0
    connection.connect()
    with caplog.at_level(logging.ERROR), pytest.raises(RemoteDisconnected):
        ask(connection, "GET", "/fails")
    Stack.wait_until(lambda: bool(caplog.text))
    assert "RuntimeError" in caplog.text
    assert capfd.readouterr() == ("", "")


def test_application_may_answer_on_the_connection_itself(connection: HTTPConnection) -> None:
    connection.request("GET", "/taken")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (299, b"")
    with pytest.raises((RemoteDisconnected, ConnectionError)):
        ask(connection, "GET", "/")


def test_stopped_server_answers_nobody_and_frees_its_port(
    server: Server, connection: HTTPConnection
) -> None:
    ask(connection, "GET", "/")
    server.stop()
    with pytest.raises((RemoteDisconnected, ConnectionError)):
        ask(connection, "GET", "/")
    with Server(application, server.port) as again:
        assert again.port == server.port
        connection.close()
        assert ask(connection, "GET", "/") == b"GET /? "
