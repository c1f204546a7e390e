"""A web server on the loopback address, in a thread, that ends when asked to.

Werkzeug reads the requests. Its own server closes the connection after each answer; this one keeps
it, which is most of what a request costs here.
"""

from __future__ import annotations

import io
import logging
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from http.server import ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any, Self

from werkzeug.serving import DechunkedInput, WSGIRequestHandler

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HOST = "127.0.0.1"
_POLL_SECONDS = 0.02

# From a connection that was accepted to the one that is read from: for TLS.
type Secure = Callable[[socket.socket], socket.socket]


class PortInUseError(Exception):
    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is in use.")
        self.port = port


class ConnectionTaken(Exception):
    """Raised by who has done with a connection what is to be done: an application, with
    `environ["werkzeug.socket"]`, or a `Secure`. It is closed and nothing is answered."""


class _Handler(WSGIRequestHandler):
    """Reads a whole request, writes a whole answer: both fit into memory here."""

    protocol_version = "HTTP/1.1"
    server_version = "local"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1  # Head and body in two writes would wait for an acknowledgement in between.

    def run_wsgi(self) -> None:
        environ = self.make_environ()
        stream = environ["wsgi.input"]
        length = int(self.headers.get("Content-Length") or 0)
        body = stream.read() if isinstance(stream, DechunkedInput) else stream.read(length)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["wsgi.input_terminated"] = True
        started: list[Any] = []
        parts = self.server.app(environ, lambda *start: started.extend(start))  # type: ignore[arg-type]
        with ExitStack() as undo:
            undo.callback(getattr(parts, "close", lambda: None))
            body = b"".join(parts)
        self._send(int(started[0].split()[0]), started[1], body)

    def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204 and "content-length" not in {name.lower() for name, _ in headers}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing: a line a request would drown what the handlers log."""


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    # What werkzeug's handler asks of its server.
    multithread, multiprocess, ssl_context = True, False, None

    def __init__(self, app: WSGIApplication, port: int, secure: Secure) -> None:
        self.app, self._secure = app, secure
        self._open: set[socket.socket] = set()
        self._lock, self._closed = threading.Lock(), False
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        """Without the base class's look-up of the host's name, which can take seconds."""
        TCPServer.server_bind(self)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """In the connection's own thread."""
        with suppress(ConnectionTaken), self._secure(request) as connection:
            with self._lock:
                if self._closed:
                    return
                self._open.add(connection)
            try:
                super().finish_request(connection, client_address)
            finally:
                with self._lock:
                    self._open.discard(connection)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """A client that went away is no error; anything else goes to the log, not the terminal."""
        if not isinstance(sys.exception(), ConnectionError | ssl.SSLError):
            logging.getLogger(__name__).exception("request from %s failed", client_address)

    def server_close(self) -> None:
        """Also the connections that are kept, so that a stopped server never answers."""
        super().server_close()
        with self._lock:
            self._closed = True
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class Server:
    """`port=0` takes a free one. Raises PortInUseError.

    With `secure` it speaks https.
    """

    def __init__(self, app: WSGIApplication, port: int = 0, secure: Secure | None = None) -> None:
        try:
            self._listener = _Listener(app, port, secure or (lambda accepted: accepted))
        except OSError as error:
            raise PortInUseError(port) from error
        self.port: int = self._listener.server_address[1]
        self._scheme = "https" if secure else "http"
        self._thread = threading.Thread(
            target=self._listener.serve_forever,
            args=(_POLL_SECONDS,),
            name=f"server:{self.port}",
            daemon=True,
        )

    @property
    def url(self) -> str:
        """By name: browsers grant http at localhost what they otherwise grant https only."""
        return f"{self._scheme}://localhost:{self.port}"

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        if self._thread.is_alive():
            self._listener.shutdown()
            self._thread.join()
        self._listener.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
