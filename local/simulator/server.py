"""The simulator: an installation, the API in front of it, and the faults planned for it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Event, Lock
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from werkzeug.wrappers import Request as HttpRequest

from local.simulator import api, control
from local.simulator.answers import Variant
from local.simulator.exchange import Reply, Request
from local.simulator.faults import Faults
from local.simulator.installation import Installation
from local.simulator.rows import EncodedRows
from local.simulator.tls import Authority
from local.web.server import HOST, ConnectionTaken, Server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

API_PATH = "includes/api.php"
NOT_FOUND = Reply(404, b"<html><h1>Not Found</h1></html>", {"Content-Type": "text/html"})


class Simulator:
    """WHMCS at `url`, which callers extend by `includes/api.php`. A context manager.

    `before_request` is called with each request before its answer is computed; one at a time, so
    that it may change the installation. `settings` may be changed at any time. With `https` it has
    a certificate of its own `authority`.
    """

    def __init__(
        self,
        installation: Installation,
        *,
        identifier: str = "demo",
        secret: str = "demo-secret",
        access_key: str | None = None,
        port: int = 0,
        https: bool = False,
        version: Literal["8", "7"] | None = None,
        variant: Variant | None = None,
        page_cap: int | None = None,
        page_limit: int | None = None,
        page_limit_fault: str = "page_too_large",
        latency: float = 0.0,
    ) -> None:
        variant = variant or Variant()
        self.installation = installation
        self.settings = api.Settings(
            identifier=identifier,
            secret=secret,
            access_key=access_key,
            variant=replace(variant, version=version) if version else variant,
            page_cap=page_cap,
            page_limit=page_limit,
            page_limit_fault=page_limit_fault,
            latency=latency,
        )
        self.authority = Authority() if https else None
        self.faults = Faults(https=https)
        self.requests: list[Request] = []
        self.before_request: Callable[[Request], None] | None = None
        self.port = port
        self._encoded = EncodedRows()
        self._numbering = Lock()
        self._turn = Lock()
        self._stopping = Event()
        self._server: Server | None = None

    @property
    def url(self) -> str:
        """Where the installation lives, without a slash at the end."""
        return f"{'https' if self.authority else 'http'}://{HOST}:{self.port}"

    def start(self) -> Self:
        """Listen. After `stop` it comes back on the same port. Raises PortInUseError."""
        self._stopping.clear()
        self._server = Server(
            self._application, self.port, self._secured if self.authority else None
        )
        self._server.start()
        self.port = self._server.port
        return self

    def stop(self) -> None:
        """Vanish from the network; what the installation holds stays."""
        self._stopping.set()
        if self._server is not None:
            self._server.stop()
            self._server = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def answer(self, form: dict[str, str]) -> Reply:
        """Answer one call of the API, faults and delays included."""
        request = self._recorded(form)
        due = self.faults.due(request)
        asked = request
        for fault in due:
            asked = fault.request(asked)
        reply = self._honest(form, asked)
        for fault in due:
            reply = fault.reply(asked, reply)
        self._stopping.wait(self.settings.latency + sum(fault.delay for fault in due))
        return reply

    def _recorded(self, form: dict[str, str]) -> Request:
        with self._numbering:
            request = self._next(form)
            self.requests.append(request)
            return request

    def _next(self, form: dict[str, str]) -> Request:
        return Request.of(form, len(self.requests) + 1, time.monotonic())

    def _honest(self, form: dict[str, str], request: Request) -> Reply:
        with self._turn:
            if self.before_request is not None:
                self.before_request(request)
            return api.refusal(form, self.settings) or api.invoices(
                request,
                self.installation,
                self.settings,
                self._encoded,
                as_json=form.get("responsetype", "").lower() == "json",
            )

    def _application(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        reply = self._route(HttpRequest(environ))
        if reply.breaks:
            reply.breaks(environ["werkzeug.socket"], reply.head, reply.body)
            raise ConnectionTaken
        last = self.faults.spoils_handshake(self._next({}))
        start(
            str(reply.status),
            [*reply.headers.items(), *([("Connection", "close")] if last else [])],
        )
        return [reply.body]

    def _route(self, http: HttpRequest) -> Reply:
        if not http.path.endswith(API_PATH):
            return control.answer(self, http)
        if http.path not in {f"/{folder}{API_PATH}" for folder in self.settings.folders}:
            return NOT_FOUND
        if http.method != "POST":
            return Reply(405, b"", {"Allow": "POST"})
        return self.answer(http.form.to_dict())

    def _secured(self, connection: socket.socket) -> socket.socket:
        if self.authority is None:
            return connection
        with self._numbering:
            request = self._next({"action": "handshake"})
            spoil = self.faults.handshake(request)
            if spoil:
                self.requests.append(request)
        if spoil:
            spoil(connection, self.authority)
            raise ConnectionTaken
        return self.authority.context("valid").wrap_socket(connection, server_side=True)
