"""The simulator: an installation, the API in front of it, and the faults planned for it."""

import time
from collections.abc import Callable
from dataclasses import replace
from threading import Event, Lock
from types import TracebackType
from typing import Literal, Self
from urllib.parse import parse_qsl

from local.simulator import api, control
from local.simulator.answers import Variant
from local.simulator.exchange import Reply, Request
from local.simulator.faults import Faults
from local.simulator.http_server import LOOPBACK, HttpRequest, HttpServer
from local.simulator.installation import Installation
from local.simulator.rows import EncodedRows

API_PATH = "includes/api.php"
FORM = "application/x-www-form-urlencoded"
NOT_FOUND = Reply(404, b"<html><h1>Not Found</h1></html>", {"Content-Type": "text/html"})


class Simulator:
    """WHMCS at `url`, which callers extend by `includes/api.php`. A context manager.

    `before_request` is called with each request before its answer is computed; one at a time, so
    that it may change the installation. `settings` may be changed at any time.
    """

    def __init__(
        self,
        installation: Installation,
        *,
        identifier: str = "demo",
        secret: str = "demo-secret",
        access_key: str | None = None,
        port: int = 0,
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
        self.faults = Faults()
        self.requests: list[Request] = []
        self.before_request: Callable[[Request], None] | None = None
        self.port = port
        self._encoded = EncodedRows()
        self._numbering = Lock()
        self._turn = Lock()
        self._stopping = Event()
        self._server: HttpServer | None = None

    @property
    def url(self) -> str:
        """Where the installation lives, without a slash at the end."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> Self:
        """Listen. After `stop` it comes back on the same port."""
        self._stopping.clear()
        self._server = HttpServer(self.port, self._route)
        self.port = self._server.server_port
        self._server.start()
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
            request = Request.of(form, len(self.requests) + 1, time.monotonic())
            self.requests.append(request)
            return request

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

    def _route(self, http: HttpRequest) -> Reply:
        if not http.path.endswith(API_PATH):
            return control.answer(self, http)
        if http.path not in {f"/{folder}{API_PATH}" for folder in self.settings.folders}:
            return NOT_FOUND
        if http.method != "POST":
            return Reply(405, b"", {"Allow": "POST"})
        is_form = http.content_type.startswith(FORM)
        pairs = parse_qsl(http.body.decode("utf-8", "replace"), keep_blank_values=True)
        return self.answer(dict(pairs) if is_form else {})
