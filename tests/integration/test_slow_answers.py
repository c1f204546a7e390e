"""An answer has a total deadline, however it comes: one that drips in is given up like none."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
import trustme

from accounting.clients.patience import Patience
from accounting.clients.whmcs.client import Whmcs
from accounting.domain.credentials import Credentials
from accounting.domain.errors import SourceRejected, SourceUnavailable
from tests.fakes.hosts import source_addresses

BODY = b'{"result":"success","totalresults":0}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n"
LONG = 1000
ANSWER_SECONDS = 0.2
PATIENCE = Patience(connect=5, answer=ANSWER_SECONDS)

type Answer = Callable[[socket.socket], None]


@pytest.fixture(autouse=True)
def _loopback() -> Iterator[None]:
    with source_addresses() as use:
        use("loopback")
        yield


@contextmanager
def listening(answer: Answer, secured: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server that answers each request of each connection this way, until the caller is gone."""

    def serve(connection: socket.socket) -> None:
        with suppress(OSError):
            if secured:
                connection = secured.wrap_socket(connection, server_side=True)
            with connection:
                while connection.recv(1 << 14):
                    answer(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=server.accept()[:1], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]


def dripping(before: bytes, drop: bytes) -> Answer:
    """`before` at once, then a drop every hundredth of a second."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(before)
        for _ in range(LONG):
            time.sleep(0.01)
            connection.sendall(drop)

    return answer


DRIPS = {
    "nothing": dripping(b"", b""),
    "status line": dripping(b"", b"H"),
    "continue": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "head": dripping(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
    "heads": dripping(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"),
    "body": dripping(HEAD % LONG + b"\r\n", b" "),
    "chunks": dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "size of a chunk": dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    "no length": dripping(b"HTTP/1.1 200 OK\r\n\r\n", b" "),
}


def source_at(url: str, patience: Patience = PATIENCE) -> Whmcs:
    return Whmcs(url, "demo", Credentials("demo-secret"), patience)


def given_up_after(source: Whmcs) -> float:
    began = time.monotonic()
    with pytest.raises(SourceUnavailable, match="did not answer in time"):
        source.page(0, 1)
    return time.monotonic() - began


@pytest.mark.parametrize("drip", DRIPS)
def test_answer_that_drips_is_given_up_in_time(drip: str) -> None:
    with listening(DRIPS[drip]) as port:
        seconds = given_up_after(source_at(f"http://127.0.0.1:{port}"))
    assert ANSWER_SECONDS <= seconds < 10 * ANSWER_SECONDS


def test_what_is_left_of_the_time_is_waited_for_no_longer() -> None:
    def answer(connection: socket.socket) -> None:
        time.sleep(0.8)
        connection.sendall(HEAD % LONG)

    with listening(answer) as port:
        assert given_up_after(source_at(f"http://127.0.0.1:{port}", Patience(5, 1))) < 1.5


@pytest.mark.parametrize("drip", ["head", "body"])
def test_answer_that_drips_over_tls_is_given_up_in_time(
    drip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with authority.cert_pem.tempfile() as file, listening(DRIPS[drip], context) as port:
        monkeypatch.setenv("SOURCE_CA_FILE", file)
        seconds = given_up_after(source_at(f"https://127.0.0.1:{port}"))
    assert ANSWER_SECONDS <= seconds < 10 * ANSWER_SECONDS


def test_handshake_that_drips_is_given_up_in_time() -> None:
    """The time-out for connecting is for the whole handshake."""
    hello = dripping(b"\x16\x03\x03\x40\x00", b"\x02")
    with listening(hello) as port:
        source = source_at(f"https://127.0.0.1:{port}", Patience(ANSWER_SECONDS, 60))
        assert given_up_after(source) < 10 * ANSWER_SECONDS


def test_redirect_is_known_by_its_head() -> None:
    """What follows may be endless."""
    redirect = dripping(b"HTTP/1.1 302 Found\r\nLocation: /x\xff\r\n\r\n", b" ")
    with listening(redirect) as port, pytest.raises(SourceRejected, match="redirects"):
        source_at(f"http://127.0.0.1:{port}").page(0, 1)


def test_each_answer_on_a_kept_connection_has_its_own_time() -> None:
    def answer(connection: socket.socket) -> None:
        time.sleep(0.6 * ANSWER_SECONDS)
        connection.sendall(HEAD % len(BODY) + b"\r\n" + BODY)

    with listening(answer) as port:
        source = source_at(f"http://127.0.0.1:{port}")
        for _ in range(3):
            assert source.page(0, 1).total == 0
