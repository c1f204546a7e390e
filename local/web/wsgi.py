"""WSGI on the standard library's HTTP server, with connections kept alive."""

from __future__ import annotations

import io
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def handler_for(app: WSGIApplication) -> type[BaseHTTPRequestHandler]:
    """A request handler class that answers by asking `app`."""
    return type("Handler", (_Handler,), {"app": staticmethod(app)})


class _Handler(BaseHTTPRequestHandler):
    """Reads a whole request, writes a whole answer: both fit into memory here."""

    app: WSGIApplication
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "local"
    sys_version = ""
    wbufsize = -1

    def parse_request(self) -> bool:
        """Any method goes to the application; the base class wants a `do_` method for each."""
        if not super().parse_request():
            return False
        setattr(self, f"do_{self.command}", self._answer)
        return True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a line a request would drown what the handlers log."""

    def _answer(self) -> None:
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> Any:
            started[:] = [status, headers]

        parts = self.app(self._environ(), start_response)
        try:
            body = b"".join(parts)
        finally:
            if callable(close := getattr(parts, "close", None)):
                close()
        status, headers = started
        self._send(int(status.split()[0]), headers, body)

    def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if "content-length" not in {name.lower() for name, _ in headers} and status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _environ(self) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        body = self._body()
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "REMOTE_ADDR": self.client_address[0],
            "SERVER_NAME": "localhost",
            "SERVER_PORT": str(self._port),
            "SERVER_PROTOCOL": self.request_version,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)) if body else "",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name in set(self.headers) - {"Content-Type", "Content-Length"}:
            joined = ",".join(self.headers.get_all(name, []))
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = joined
        return environ

    @property
    def _port(self) -> int:
        assert isinstance(self.server, HTTPServer)
        return self.server.server_port

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(iter(self._chunk, b""))
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline().split(b";")[0], 16)
        data = self.rfile.read(size)
        self.rfile.readline()
        return data
