"""A fault: how one request or its answer goes wrong."""

import socket
from collections.abc import Callable
from dataclasses import dataclass

from local.simulator.exchange import Reply, Request
from local.simulator.tls import Authority

# Spoils the handshake on a connection that was just accepted.
type Handshake = Callable[[socket.socket, Authority], None]


def _same_request(request: Request) -> Request:
    return request


def _same_reply(_request: Request, reply: Reply) -> Reply:
    return reply


@dataclass(frozen=True, slots=True)
class Fault:
    """Changes what is understood, what is answered, and when (`delay` in seconds).

    With a `handshake` it strikes before anything is asked.
    """

    request: Callable[[Request], Request] = _same_request
    reply: Callable[[Request, Reply], Reply] = _same_reply
    delay: float = 0.0
    handshake: Handshake | None = None


def instead(reply: Reply) -> Fault:
    """Give `reply`, whatever was asked."""
    return Fault(reply=lambda _request, _reply: reply)
