"""A small HTTP/1.1 server on the loopback address, quick with keep-alive and quick to stop."""

import socket
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from sys import exception
from threading import Lock, Thread
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from local.simulator.exchange import Reply

LOOPBACK = "127.0.0.1"
RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request without its headers but the one that matters: the content type, in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    content_type: str
    body: bytes


class HttpServer(ThreadingHTTPServer):
    """Answers every request with what `route` returns for it, a thread a connection."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, route: Callable[[HttpRequest], Reply]) -> None:
        self.route = route
        self._open: set[socket.socket] = set()
        self._open_lock = Lock()
        super().__init__((LOOPBACK, port), _Handler)
        self._thread = Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    def server_bind(self) -> None:
        """Leave out the base class's look-up of the host's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port and the connections kept alive, so that a stopped server never answers."""
        self.shutdown()
        self._thread.join()
        self.server_close()
        with self._open_lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take note of the connection, for `stop`."""
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """The connection has ended."""
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller who hangs up is no news."""
        if not isinstance(exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = (
        -1
    )  # One write for head and body: two would wait for each other on a kept connection.
    disable_nagle_algorithm = True

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        url = urlsplit(self.path)
        request = HttpRequest(
            method=self.command,
            path=url.path,
            query=dict(parse_qsl(url.query)),
            content_type=self.headers.get("Content-Type", "").lower(),
            body=self.rfile.read(length),
        )
        self._send(cast("HttpServer", self.server).route(request))

    do_GET = do_POST = do_DELETE = do_PUT = _answer  # noqa: N815

    def _send(self, reply: Reply) -> None:
        if reply.breaks == "before":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        midway = reply.breaks == "midway"
        self.wfile.write(reply.body[: len(reply.body) // 2] if midway else reply.body)
        self.close_connection = self.close_connection or midway

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: forms carry secrets, and tests are quiet."""
