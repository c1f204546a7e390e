"""The whole system with its surroundings: sign-in, HTTP API, an accounting system to connect."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from local.aws.stack import Stack
from local.simulator.demo import demo_installation
from local.simulator.server import Simulator
from local.web.gateway import Gateway
from local.web.oidc import CLIENT_ID, OidcProvider
from local.web.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from local.simulator.installation import Installation

USERNAME, PASSWORD = "demo", "demo-secret"


class Running:
    """A context manager. Ports of 0 are free ones; `stack`, `oidc` and `simulator` are for tests.

    `https`: the simulator speaks it, and the product trusts its authority.
    Raises PortInUseError when a port is taken, before anything slow is started.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        whmcs_port: int = 0,
        https: bool = False,
        installation: Installation | None = None,
        invoices: int = 3000,
        parameters: Mapping[str, str] | None = None,
        waiting: float = 0.0,
        dynamodb: Literal["moto", "local"] = "moto",
        data: Path | None = None,
    ) -> None:
        self._port = port
        self._parameters = dict(parameters or {})
        self._options = {"waiting": waiting, "dynamodb": dynamodb, "data": data}
        self.simulator = Simulator(
            demo_installation(invoices) if installation is None else installation,
            port=whmcs_port,
            https=https,
            identifier=USERNAME,
            secret=PASSWORD,
        )
        self.oidc: OidcProvider
        self.stack: Stack
        self._gateway: Gateway
        self._server: Server
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            self._enter(undo)
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _enter(self, undo: ExitStack) -> None:
        self.simulator.start()
        undo.callback(self.simulator.stop)
        self._server = Server(self._answer, self._port)
        undo.callback(self._server.stop)
        self.oidc = undo.enter_context(OidcProvider())
        surroundings = {
            "OidcIssuer": self.oidc.issuer,
            "OidcAudience": CLIENT_ID,
            "ConsoleUrl": f"{self.url}/",
        }
        self.stack = Stack(parameters=surroundings | self._parameters, **self._options)  # type: ignore[arg-type]
        undo.enter_context(self.stack)
        if self.simulator.authority:
            os.environ["SOURCE_CA_FILE"] = undo.enter_context(
                self.simulator.authority.pem.tempfile()
            )
        self._gateway = Gateway(self.stack.api, self.stack.functions)
        self._server.start()

    @property
    def url(self) -> str:
        """Of the HTTP API and the console, without a slash at the end."""
        return self._server.url

    @property
    def port(self) -> int:
        return self._server.port

    def token(self, user: str = "admin", **overrides: object) -> str:
        """A bearer token; see OidcProvider.token."""
        return self.oidc.token(user, **overrides)

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self._gateway(environ, start_response)
