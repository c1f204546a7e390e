"""Faults of the TLS handshake. They strike a new connection, before anything is asked."""

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from local.simulator.connection_faults import reset
from local.simulator.fault import Fault, Handshake
from local.simulator.tls import Authority, Certificate

# A record of type alert, TLS 1.2: fatal, handshake failure.
_ALERT = bytes.fromhex("15 0303 0002 02 28")
_PLAIN = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
    b"The plain HTTP request was sent to HTTPS port\n"
)


def _answering(answer: bytes) -> Fault:
    """To the client's hello, which no connection's first bytes exceed much."""

    def handshake(connection: socket.socket, _authority: Authority) -> None:
        connection.recv(1 << 14)
        connection.sendall(answer)

    return Fault(handshake=handshake)


def _reset(connection: socket.socket, _authority: Authority) -> None:
    connection.recv(1 << 14)
    reset(connection)


def _no_answer(connection: socket.socket, _authority: Authority) -> None:
    """Until the caller gives up."""
    while connection.recv(1 << 14):
        pass


def _presenting(certificate: Certificate) -> Fault:
    """A caller who does not look at certificates would see the connection closed."""

    def handshake(connection: socket.socket, authority: Authority) -> None:
        context = authority.context(certificate)
        with suppress(ssl.SSLError), context.wrap_socket(connection, server_side=True) as wrapped:
            wrapped.recv(1)  # The refusal, an alert; with TLS 1.3 it comes after the handshake.

    return Fault(handshake=handshake)


def _always(fault: Fault) -> Callable[[], Fault]:
    return lambda: fault


def _of(handshake: Handshake) -> Callable[[], Fault]:
    return lambda: Fault(handshake=handshake)


CATALOGUE: dict[str, Callable[..., Fault]] = {
    "tls_closed": _always(_answering(b"")),
    "tls_alert": _always(_answering(_ALERT)),
    "tls_reset": _of(_reset),
    "tls_no_answer": _of(_no_answer),
    "tls_plain_http": _always(_answering(_PLAIN)),
    "certificate_expired": _always(_presenting("expired")),
    "certificate_other_name": _always(_presenting("other_name")),
    "certificate_self_signed": _always(_presenting("self_signed")),
    "certificate_unknown_authority": _always(_presenting("unknown_authority")),
    "certificate_incomplete_chain": _always(_presenting("incomplete_chain")),
}
