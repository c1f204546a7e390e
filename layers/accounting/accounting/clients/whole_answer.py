"""Connections whose time-out for reading is for the whole answer, head and body.

Python's own is for each part of an answer: a server that sends a byte a second is read for minutes.
"""

import io
import socket
from http.client import HTTPResponse
from time import monotonic
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class _UntilDeadline(io.RawIOBase):
    """What comes in over a socket until its time-out, counted from now on, has passed."""

    def __init__(self, connection: socket.socket, incoming: io.RawIOBase) -> None:
        self._connection, self._incoming = connection, incoming
        self._deadline = monotonic() + (connection.gettimeout() or 0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        read: int | None = self._incoming.readinto(buffer)
        return read

    def close(self) -> None:
        self._incoming.close()
        super().close()


class _WholeAnswer(HTTPResponse):
    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self.fp = io.BufferedReader(_UntilDeadline(sock, self.fp.detach()))


class _PlainConnection(HTTPConnection):
    response_class = _WholeAnswer


class _SecureConnection(HTTPSConnection):
    response_class = _WholeAnswer


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


POOLS = {"http": _PlainPool, "https": _SecurePool}
