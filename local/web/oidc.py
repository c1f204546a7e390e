"""An OpenID Connect provider for development: two people, no passwords.

A browser signs in with the code flow and PKCE and two clicks: "Sign in" in the console, then a
name on the provider's page.
"""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import flask
import oidc_provider_mock  # type: ignore[import-untyped]
from jinja2 import ChoiceLoader, FileSystemLoader
from joserfc import jwt
from oidc_provider_mock._storage import Storage  # type: ignore[import-untyped]

from local.web.oidc_session import keep_sessions
from local.web.server import Server

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

CLIENT_ID = "console"

# In place of the library's own, which take their style from a server on the internet.
_PAGES = Path(__file__).parent / "sign_in_pages"

USERS = {
    "admin": {"email": "admin@example.com", "name": "Ada Admin", "groups": ["admins"]},
    "viewer": {"email": "viewer@example.com", "name": "Vic Viewer", "groups": ["viewers"]},
}


class OidcProvider:
    """A context manager; `issuer` goes into the template's OidcIssuer."""

    def __init__(self, port: int = 0) -> None:
        self._app = oidc_provider_mock.app(
            user_claims=[
                oidc_provider_mock.User(sub=name, claims=dict(claims))
                for name, claims in USERS.items()
            ]
        )
        self._app.jinja_loader = ChoiceLoader([FileSystemLoader(_PAGES), self._app.jinja_loader])
        keep_sessions(self._app)
        self._server = Server(self._app, port)

    @property
    def issuer(self) -> str:
        return self._server.url

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def token(self, user: str = "admin", **overrides: object) -> str:
        """An ID token signed by the provider, without a browser.

        `overrides` replace claims: `exp` in the past, another `aud`. None leaves the claim out.
        """
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": user,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 3600,
            **USERS.get(user, {}),
            **overrides,
        }
        return jwt.encode(
            {"alg": "RS256", "kid": self.key.kid},
            {name: value for name, value in claims.items() if value is not None},
            self.key,
        )

    @cached_property
    def key(self) -> RSAKey:
        """What tokens are signed with. The provider keeps it in a storage that only its own
        requests can reach."""
        with self._app.test_request_context():
            self._app.preprocess_request()
            storage: Storage = flask.g.oidc_provider_mock_storage
            key: RSAKey = storage.jwk
        key.ensure_kid()
        return key
