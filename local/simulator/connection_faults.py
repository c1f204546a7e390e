"""Faults of the connection: it ends, or stalls, before or while an answer is given."""

import os
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import replace

from local.simulator.exchange import Break
from local.simulator.fault import Fault

_AT_ONCE = struct.pack("ii", 1, 0)


def reset(connection: socket.socket) -> None:
    """The other side sees "connection reset by peer", whatever it has not read yet is lost."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    os.close(connection.detach())  # `close` would wait for the files made of the connection.


def _reset(connection: socket.socket, _head: bytes, _body: bytes) -> None:
    reset(connection)


def _close(_connection: socket.socket, _head: bytes, _body: bytes) -> None:
    """It is closed anyway."""


def _cut(connection: socket.socket, head: bytes, body: bytes) -> None:
    connection.sendall(head + body[: len(body) // 2])


def _reset_midway(connection: socket.socket, head: bytes, body: bytes) -> None:
    _cut(connection, head, body)
    reset(connection)


def _not_http(connection: socket.socket, _head: bytes, _body: bytes) -> None:
    connection.sendall(b"220 mail.example.com ESMTP ready\r\n")


def _no_answer(connection: socket.socket, _head: bytes, _body: bytes) -> None:
    """Until the caller gives up or the simulator stops."""
    while connection.recv(1024):
        pass


def _drip(pause: float = 0.5, pieces: int = 100) -> Fault:
    """The answer in `pieces`, with `pause` seconds before each."""

    def drip(connection: socket.socket, head: bytes, body: bytes) -> None:
        answer = head + body
        size = len(answer) // pieces + 1
        for start in range(0, len(answer), size):
            time.sleep(pause)
            connection.sendall(answer[start : start + size])

    return _breaking(drip)


def _breaking(how: Break) -> Fault:
    return Fault(reply=lambda _, reply: replace(reply, breaks=how))


CATALOGUE: dict[str, Callable[..., Fault]] = {
    "connection_reset": lambda: _breaking(_reset),
    "connection_closed": lambda: _breaking(_close),
    "connection_cut": lambda: _breaking(_cut),
    "connection_reset_midway": lambda: _breaking(_reset_midway),
    "not_http": lambda: _breaking(_not_http),
    "no_answer": lambda: _breaking(_no_answer),
    "drip": _drip,
}
