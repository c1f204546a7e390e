import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from local.simulator import Installation, Simulator, tls_faults

CALL = {"action": "GetInvoices", "identifier": "demo", "secret": "demo-secret"}

type Ask = Callable[[], requests.Response]


@pytest.fixture
def simulator(installation: Installation) -> Iterator[Simulator]:
    with Simulator(installation, https=True) as running:
        yield running


@pytest.fixture
def ask(simulator: Simulator, session: requests.Session, tmp_path: Path) -> Ask:
    """Over a connection that is kept, by one who trusts the simulator's authority and no other."""
    assert simulator.authority
    authority = tmp_path / "ca.pem"
    authority.write_bytes(simulator.authority.pem)
    session.verify = str(authority)
    url = f"{simulator.url}/includes/api.php"
    return lambda: session.post(url, data=CALL | {"responsetype": "json"}, timeout=5)


def reasons(error: BaseException | None) -> set[type[BaseException]]:
    """The types of an error and of what it was made of."""
    found: set[type[BaseException]] = set()
    while error:
        found.add(type(error))
        error = error.__cause__ or error.__context__
    return found


def test_it_answers_who_trusts_its_authority(simulator: Simulator, ask: Ask) -> None:
    assert simulator.url.startswith("https://")
    assert {ask().status_code for _ in range(3)} == {200}


def test_nobody_else_accepts_its_certificate(
    simulator: Simulator, session: requests.Session
) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        session.post(f"{simulator.url}/includes/api.php", data=CALL, timeout=5)


@pytest.mark.parametrize("name", sorted(tls_faults.CATALOGUE.keys() - {"tls_no_answer"}))
def test_a_handshake_is_spoilt_and_the_next_is_not(
    simulator: Simulator, ask: Ask, name: str
) -> None:
    ask()
    simulator.faults.plan(name, at=3)
    assert ask().status_code == 200  # The last one on the kept connection.
    with pytest.raises(requests.RequestException) as caught:
        ask()
    is_certificate = name.startswith("certificate_")
    assert (ssl.SSLCertVerificationError in reasons(caught.value)) == is_certificate
    assert simulator.faults.happened == [(3, name)]
    assert ask().status_code == 200
    assert [request.action for request in simulator.requests] == [
        "GetInvoices",
        "GetInvoices",
        "handshake",
        "GetInvoices",
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("certificate_expired", 10),
        ("certificate_self_signed", 18),
        ("certificate_unknown_authority", 20),
        ("certificate_incomplete_chain", 20),
        ("certificate_other_name", 64),
    ],
)
def test_each_certificate_is_wrong_in_its_own_way(
    simulator: Simulator, tmp_path: Path, name: str, code: int
) -> None:
    """The codes are OpenSSL's, X509_V_ERR_…"""
    assert simulator.authority
    simulator.faults.plan(name)
    context = ssl.create_default_context(cadata=simulator.authority.pem.decode())
    with (
        socket.create_connection(("127.0.0.1", simulator.port), timeout=5) as plain,
        pytest.raises(ssl.SSLCertVerificationError) as caught,
    ):
        context.wrap_socket(plain, server_hostname="127.0.0.1")
    assert caught.value.verify_code == code


def test_the_connection_breaks_behind_tls_too(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("connection_reset_midway")
    with pytest.raises(requests.RequestException) as caught:
        ask()
    assert ConnectionResetError in reasons(caught.value)
    assert ask().status_code == 200


def test_a_fault_of_https_needs_it(installation: Installation) -> None:
    with pytest.raises(ValueError, match="--https"):
        Simulator(installation).faults.plan("tls_alert")
