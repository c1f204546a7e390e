"""A web server on the loopback address, in a thread, that ends when asked to.

Werkzeug's development server closes the connection after each answer; this one keeps it, which is
most of what a request costs here.
"""

from __future__ import annotations

import logging
import sys
import threading
from http.server import ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING, Self

from local.web.wsgi import handler_for

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HOST = "127.0.0.1"
_POLL_SECONDS = 0.02


class PortInUseError(Exception):
    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is in use.")
        self.port = port


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def server_bind(self) -> None:
        """Without the base class's look-up of the host's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """A browser that went away is no error; anything else goes to the log, not the terminal."""
        if not isinstance(sys.exception(), ConnectionError):
            logging.getLogger(__name__).exception("request from %s failed", client_address)


class Server:
    """`port=0` takes a free one. Raises PortInUseError."""

    def __init__(self, app: WSGIApplication, port: int = 0) -> None:
        try:
            self._listener = _Listener((HOST, port), handler_for(app))
        except OSError as error:
            raise PortInUseError(port) from error
        self.port: int = self._listener.server_port
        self._thread = threading.Thread(
            target=self._listener.serve_forever,
            args=(_POLL_SECONDS,),
            name=f"server:{self.port}",
            daemon=True,
        )

    @property
    def url(self) -> str:
        """By name: browsers grant http at localhost what they otherwise grant https only."""
        return f"http://localhost:{self.port}"

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
