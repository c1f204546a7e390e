"""Where requests go, and where nobody gets us to send one."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from accounting.clients import outgoing
from accounting.clients.patience import SYNC_PATIENCE
from accounting.clients.whmcs.client import Whmcs
from accounting.domain.credentials import Credentials
from accounting.domain.errors import PageTooLarge, SourceError, SourceRejected, SourceUnavailable
from tests.fakes.hosts import LOOPBACK, NOT_PUBLIC, PUBLIC, source_addresses

ANOTHER = "93.184.215.15"  # A public address.
# They name no address at all on most machines.
UNKNOWN = {"127.0.0.1.", "[fe80::1%25eth0]"}

PRIVATE = [
    "169.254.169.254",
    "10.0.0.1",
    "::ffff:10.0.0.1",
    "::10.0.0.1",
    "fd00:ec2::254",
    "fec0::1",
    "100.64.0.1",
]

type Connected = list[tuple[str, int]]


@pytest.fixture
def addresses() -> Iterator[Callable[[str], None]]:
    with source_addresses() as use:
        yield use


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> Connected:
    """The addresses a socket was to be connected to; none really is."""
    seen: Connected = []

    def connect(_socket: object, address: Any) -> None:
        seen.append((address[0], address[1]))
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return seen


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What each name leads to: a list of addresses for each time it is asked for, then the last."""
    answers: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *arguments: Any, **options: Any) -> Any:
        if host not in answers:
            return real(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        found = answers[host].pop(0) if len(answers[host]) > 1 else answers[host][0]
        return [entry for each in found for entry in real(each, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return answers


def asked(url: str) -> SourceError:
    """The error that asking the WHMCS at this address ends in."""
    with pytest.raises(SourceError) as caught:
        Whmcs(url, "identifier", Credentials("secret"), SYNC_PATIENCE).page(0, 1)
    return caught.value


@pytest.mark.parametrize(
    ("mode", "host"),
    [("public", host) for host in LOOPBACK + NOT_PUBLIC]
    + [("loopback", host) for host in NOT_PUBLIC],
)
def test_no_request_goes_to_an_address_that_is_not_public(
    addresses: Callable[[str], None], connected: Connected, mode: str, host: str
) -> None:
    """Also when its URL was never checked."""
    addresses(mode)
    error = asked(f"https://{host}/")
    assert host in UNKNOWN or type(error) is SourceRejected
    assert connected == []


@pytest.mark.parametrize(
    ("mode", "leads_to"),
    [
        ("public", "127.0.0.1"),
        ("public", "::1"),
        *((mode, address) for mode in ("public", "loopback") for address in PRIVATE),
    ],
)
def test_name_that_leads_to_an_address_that_is_not_public(
    addresses: Callable[[str], None],
    connected: Connected,
    names: dict[str, list[list[str]]],
    mode: str,
    leads_to: str,
) -> None:
    addresses(mode)
    names["billing.example.com"] = [[leads_to]]
    assert isinstance(asked("https://billing.example.com/"), SourceRejected)
    assert connected == []


def test_name_that_leads_elsewhere_the_second_time(
    addresses: Callable[[str], None], connected: Connected, names: dict[str, list[list[str]]]
) -> None:
    names["rebind.example.com"] = [[PUBLIC], ["127.0.0.1"]]
    assert isinstance(asked("https://rebind.example.com/"), SourceUnavailable)
    assert connected == [(PUBLIC, 443)]
    assert isinstance(asked("https://rebind.example.com/"), SourceRejected)
    assert connected == [(PUBLIC, 443)]


def test_name_is_looked_up_again_when_its_address_does_not_answer(
    addresses: Callable[[str], None], connected: Connected, names: dict[str, list[list[str]]]
) -> None:
    names["billing.example.com"] = [[PUBLIC], [ANOTHER], ["127.0.0.1"]]
    url = "https://billing.example.com/"
    source = Whmcs(url, "identifier", Credentials("secret"), SYNC_PATIENCE)
    for _ in range(2):
        with pytest.raises(SourceUnavailable):
            source.page(0, 1)
    assert connected == [(PUBLIC, 443), (ANOTHER, 443)]
    with pytest.raises(SourceRejected):
        source.page(0, 1)
    assert len(connected) == 2


def test_only_the_address_that_was_checked_is_tried(
    addresses: Callable[[str], None], connected: Connected, names: dict[str, list[list[str]]]
) -> None:
    names["billing.example.com"] = [[PUBLIC, "10.0.0.1"]]
    asked("https://billing.example.com:8443/whmcs")
    assert connected == [(PUBLIC, 8443)]


def test_no_plain_http_to_the_world(
    addresses: Callable[[str], None], connected: Connected, names: dict[str, list[list[str]]]
) -> None:
    names["billing.example.com"] = [[PUBLIC]]
    assert isinstance(asked("http://billing.example.com/"), SourceRejected)
    assert connected == []


def test_no_proxy_and_no_netrc(
    addresses: Callable[[str], None],
    connected: Connected,
    names: dict[str, list[list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    names["billing.example.com"] = [[PUBLIC]]
    asked("https://billing.example.com/")
    assert connected == [(PUBLIC, 443)]
    assert outgoing.open_session().trust_env is False


def test_certificates_are_verified(addresses: Callable[[str], None]) -> None:
    session = outgoing.open_session()
    assert session.verify is True
    adapter = session.get_adapter("https://billing.example.com/")
    assert isinstance(adapter, outgoing.PublicAdapter)
    request = requests.Request("POST", f"https://{PUBLIC}/").prepare()
    _, pool = adapter.build_connection_pool_key_attributes(request, verify=True)
    assert pool["cert_reqs"] == "CERT_REQUIRED"
    assert pool["assert_hostname"] == pool["server_hostname"] == PUBLIC


class Answering(BaseHTTPRequestHandler):
    """Answers as its path asks it to."""

    asked: list[str] = []  # noqa: RUF012
    hosts: list[str] = []  # noqa: RUF012

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.hosts.append(self.headers["Host"])
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/redirect"):
            self._send(302, b"", Location="http://127.0.0.1:1/includes/api.php")
        elif self.path.startswith("/bomb"):
            self._send(200, gzip.compress(bytes(200 << 20), 9), Content_Encoding="gzip")
        else:
            self._send(200, b" " * (outgoing.ANSWER_LIMIT + 1))

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answering) as listening:
        threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def test_name_is_looked_up_once_while_it_answers(
    addresses: Callable[[str], None], names: dict[str, list[list[str]]], server: str
) -> None:
    """What it leads to afterwards is not asked, whatever it is."""
    addresses("loopback")
    names["billing.example.com"] = [["127.0.0.1"], ["10.0.0.1"]]
    url = server.replace("127.0.0.1", "billing.example.com") + "/redirect"
    source = Whmcs(url, "identifier", Credentials("secret"), SYNC_PATIENCE)
    Answering.hosts.clear()
    for _ in range(3):
        with pytest.raises(SourceRejected, match="redirects"):
            source.page(0, 1)
    assert Answering.hosts == [urlsplit(url).netloc] * 3


def test_redirect_is_not_followed(addresses: Callable[[str], None], server: str) -> None:
    addresses("loopback")
    Answering.asked.clear()
    error = asked(f"{server}/redirect")
    assert isinstance(error, SourceRejected)
    assert "redirect" in error.detail
    assert Answering.asked == ["/redirect/includes/api.php"]


@pytest.mark.parametrize("path", ["bomb", "huge"])
def test_huge_answer_is_not_taken_in(
    addresses: Callable[[str], None], server: str, path: str
) -> None:
    addresses("loopback")
    assert isinstance(asked(f"{server}/{path}"), PageTooLarge)
