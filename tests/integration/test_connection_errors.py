"""What a connection that fails is reported as, on real sockets with real faults."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from accounting.clients import outgoing
from accounting.clients.patience import Patience
from accounting.clients.whmcs.client import Whmcs
from accounting.domain.credentials import Credentials
from accounting.domain.errors import SourceError, SourceRejected, SourceUnavailable
from local.running import Running
from local.simulator import Fault, Installation, Simulator
from local.simulator.connection_faults import CATALOGUE as CONNECTION_FAULTS
from local.simulator.tls_faults import CATALOGUE as TLS_FAULTS
from tests.integration.http import Http, simulated

# Fault, whether it is a refusal, and words of the sentence it becomes.
FAULTS = [
    ("connection_reset", SourceUnavailable, "cut the connection"),
    ("connection_closed", SourceUnavailable, "cut the connection"),
    ("connection_cut", SourceUnavailable, "cut the connection"),
    ("connection_reset_midway", SourceUnavailable, "cut the connection"),
    ("not_http", SourceUnavailable, "does not speak HTTP"),
    ("no_answer", SourceUnavailable, "did not answer in time"),
    ("drip", SourceUnavailable, "did not answer in time"),
    ("tls_closed", SourceUnavailable, "(TLS)"),
    ("tls_alert", SourceUnavailable, "(TLS)"),
    ("tls_reset", SourceUnavailable, "cut the connection"),
    ("tls_no_answer", SourceUnavailable, "did not answer in time"),
    ("tls_plain_http", SourceUnavailable, "(TLS)"),
    ("certificate_expired", SourceRejected, "has expired"),
    ("certificate_other_name", SourceRejected, "for another host name"),
    ("certificate_self_signed", SourceRejected, "is self-signed"),
    ("certificate_unknown_authority", SourceRejected, "issuer we do not know"),
    ("certificate_incomplete_chain", SourceRejected, "intermediate certificates are missing"),
]
LATE = {"drip": {"pause": 2}}
# Only these are waited for to the end; the others may take their time on a busy machine.
IMPATIENT, PATIENT = 0.5, 20.0


@pytest.fixture(autouse=True)
def _loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SOURCE_ADDRESSES", "loopback")
    outgoing.source_addresses.cache_clear()
    yield
    outgoing.source_addresses.cache_clear()


@pytest.fixture
def simulator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Simulator]:
    with Simulator(Installation(), https=True) as simulator:
        assert simulator.authority
        simulator.authority.pem.write_to_path(tmp_path / "ca.pem")
        monkeypatch.setenv("SOURCE_CA_FILE", str(tmp_path / "ca.pem"))
        yield simulator


@pytest.fixture
def full() -> Iterator[str]:
    """A server that accepts no more connections: its queue is full."""
    with ExitStack() as undo:
        server = undo.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            waiting = undo.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def asked(url: str, seconds: float = PATIENT) -> SourceError:
    """The error that asking the WHMCS at this address ends in."""
    with pytest.raises(SourceError) as caught:
        Whmcs(url, "demo", Credentials("demo-secret"), Patience(seconds, seconds)).page(0, 1)
    return caught.value


def check(error: SourceError, kind: type[SourceError], words: str) -> None:
    assert type(error) is kind, error
    assert words in error.detail
    for sentence in (error.detail, error.advice):
        assert re.fullmatch(r"[A-Z].*\.", sentence)
        # Neither a class of Python's nor what only holds for a sync.
        assert not re.search(r"[a-z][A-Z](?!API)|Error|Exception|errno|again\b", sentence), sentence


def test_every_fault_of_the_connection_is_in_the_table() -> None:
    assert {name for name, _, _ in FAULTS} == CONNECTION_FAULTS.keys() | TLS_FAULTS.keys()


@pytest.mark.parametrize(("fault", "kind", "words"), FAULTS)
def test_fault_becomes_a_sentence(
    simulator: Simulator, fault: str, kind: type[SourceError], words: str
) -> None:
    simulator.faults.plan(fault, **LATE.get(fault, {}))  # type: ignore[arg-type]
    seconds = IMPATIENT if "in time" in words else PATIENT
    check(asked(simulator.url, seconds), kind, words)


def test_answer_that_cannot_be_decompressed(simulator: Simulator) -> None:
    zipped = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    simulator.faults.plan(Fault(reply=lambda _, reply: replace(reply, headers=zipped)))
    check(asked(simulator.url), SourceUnavailable, "damaged")


def test_https_to_a_server_without(simulator: Simulator) -> None:
    with Simulator(Installation()) as plain:
        check(asked(plain.url.replace("http:", "https:")), SourceUnavailable, "(TLS)")


def test_certificate_is_verified_by_the_public_authorities(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file counts on loopback only; `public` would not let us there at all."""
    monkeypatch.delenv("SOURCE_CA_FILE")
    check(asked(simulator.url), SourceRejected, "issuer we do not know")
    monkeypatch.setenv("SOURCE_CA_FILE", "/nowhere/ca.pem")
    monkeypatch.setenv("SOURCE_ADDRESSES", "public")
    outgoing.source_addresses.cache_clear()
    assert outgoing.open_session().verify is True


def test_nothing_listens(simulator: Simulator) -> None:
    simulator.stop()
    check(asked(simulator.url), SourceUnavailable, "refuses the connection")


def test_connection_is_not_accepted_in_time(full: str) -> None:
    check(asked(full, IMPATIENT), SourceUnavailable, "did not accept a connection in time")


@pytest.mark.parametrize(
    ("url", "kind", "words"),
    [
        ("https://no-such-host.invalid", SourceUnavailable, "DNS has no address"),
        ("http://127.255.255.255:9", SourceUnavailable, "no route"),
        ("https://10.0.0.1", SourceRejected, "not a public one"),
        ("https://" + "a" * 70 + ".example", SourceRejected, "not valid"),
        ("ftp://billing.example.com", SourceRejected, "not valid"),
    ],
)
def test_address_that_leads_nowhere(url: str, kind: type[SourceError], words: str) -> None:
    check(asked(url), kind, words)


def test_connection_test_promises_no_second_attempt(running: Running, http: Http) -> None:
    path = http.post("/systems", simulated(running)).headers["Location"]
    for fault in ("bad_gateway_502", "page_too_large", "connection_reset", "unknown_error"):
        running.simulator.faults.plan(fault)
        tested = http.post(f"{path}/test").json()
        assert tested["ok"] is False
        assert tested["advice"]
        assert not re.search(r"again|tried", tested["advice"])
