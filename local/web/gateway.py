"""The HTTP API of the template, on one loopback port."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from local.aws.functions import Functions
from local.web.api_event import event_of
from local.web.api_response import message, response_of
from local.web.authorizer import ForbiddenError, JwtAuthorizer, UnauthorizedError
from local.web.routes import Match, Routes, of_kind

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Gateway:
    """A WSGI application; `local.web.server.Server` serves it."""

    def __init__(self, api: dict[str, Any], functions: Functions) -> None:
        self._routes = Routes(api)
        self._functions = functions
        # At AWS an instance sees one event at a time. Powertools relies on it: it keeps the event
        # on the class of its resolver, which all functions share here.
        self._one_event = threading.Lock()
        self._authorizers = {
            name: JwtAuthorizer.of(one) for name, one in of_kind(api, "Authorizer").items()
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        response = self._answer(Request(environ))
        response.headers["Apigw-Requestid"] = uuid.uuid4().hex[:15]
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        match = self._routes.find(request.method, request.path)
        if match is None:
            return message(404, "Not Found")
        try:
            claims = self._claims(request, match)
        except UnauthorizedError:
            response = message(401, "Unauthorized")
            response.headers["WWW-Authenticate"] = "Bearer"
            return response
        except ForbiddenError:
            return message(403, "Forbidden")
        event = json.dumps(event_of(request, match, claims)).encode()
        with self._one_event:
            return response_of(self._functions.invoke(match.route.function, event))

    def _claims(self, request: Request, match: Match) -> dict[str, str] | None:
        if match.route.authorizer is None:
            return None
        authorizer = self._authorizers[match.route.authorizer]
        return authorizer.claims(request.headers.get("Authorization"), match.route.scopes)
