"""A fault: how one request or its answer goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from local.simulator.exchange import Reply, Request


def _same_request(request: Request) -> Request:
    return request


def _same_reply(_request: Request, reply: Reply) -> Reply:
    return reply


@dataclass(frozen=True, slots=True)
class Fault:
    """Changes what is understood, what is answered, and when (`delay` in seconds)."""

    request: Callable[[Request], Request] = _same_request
    reply: Callable[[Request, Reply], Reply] = _same_reply
    delay: float = 0.0


def instead(reply: Reply) -> Fault:
    """Give `reply`, whatever was asked."""
    return Fault(reply=lambda _request, _reply: reply)
