"""The JWT authorizer of an HTTP API, as API Gateway's developer guide describes it.

What it refuses is refused here too: a token without `kid`, times that are no numbers, an algorithm
that is not RSA's, an audience that is not ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import jwt
import requests

_ALGORITHMS = ["RS256", "RS384", "RS512"]
_TIMES = ("exp", "nbf", "iat")
_KEYS_KEPT_SECONDS = 7200
_FETCH_SECONDS = 5


class UnauthorizedError(Exception):
    """No token, or one that is not valid here: 401."""


class ForbiddenError(Exception):
    """A valid token without any of the route's scopes: 403."""


class JwtAuthorizer:
    """Fetches the issuer's keys when the first token comes, and again for a key it does not know:
    twice a minute at most."""

    def __init__(self, issuer: str, audience: list[str]) -> None:
        self._issuer = issuer
        self._audience = frozenset(audience)

    @classmethod
    def of(cls, properties: Mapping[str, Any]) -> JwtAuthorizer:
        """From an AWS::ApiGatewayV2::Authorizer."""
        settings = properties["JwtConfiguration"]
        return cls(settings["Issuer"], settings["Audience"])

    def claims(self, authorization: str | None, scopes: tuple[str, ...] = ()) -> dict[str, str]:
        """The claims as API Gateway hands them on. Raises UnauthorizedError, ForbiddenError."""
        if not authorization:
            raise UnauthorizedError
        token = authorization.removeprefix("Bearer ").removeprefix("bearer ").strip()
        try:
            claims = self._verified(token)
        except (jwt.PyJWTError, requests.RequestException) as error:
            raise UnauthorizedError from error
        if scopes and not _scopes(claims) & set(scopes):
            raise ForbiddenError
        return {name: _flat(value) for name, value in claims.items()}

    def _verified(self, token: str) -> dict[str, Any]:
        key = self._keys.get_signing_key_from_jwt(token)
        if key.key_type != "RSA":
            raise jwt.InvalidKeyError("only algorithms of RSA are supported")
        claims: dict[str, Any] = jwt.decode(
            token,
            key.key,  # Not the PyJWK, which takes RS256 alone unless it names its algorithm.
            algorithms=_ALGORITHMS,
            issuer=self._issuer,
            options={"require": ["exp", "iss"], "verify_aud": False},
        )
        if any(type(claims.get(name, 0)) not in (int, float) for name in _TIMES):
            raise jwt.InvalidTokenError("a time that is no number")
        # `client_id` counts when there is no `aud`: access tokens of Cognito have none.
        audience = claims["aud"] if "aud" in claims else claims.get("client_id")
        if self._audience.isdisjoint(_texts(audience)):
            raise jwt.InvalidAudienceError
        return claims

    @cached_property
    def _keys(self) -> jwt.PyJWKClient:
        url = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        discovery = requests.get(url, timeout=_FETCH_SECONDS)
        discovery.raise_for_status()
        return jwt.PyJWKClient(
            discovery.json()["jwks_uri"], lifespan=_KEYS_KEPT_SECONDS, timeout=_FETCH_SECONDS
        )


def _scopes(claims: Mapping[str, Any]) -> set[str]:
    given = claims.get("scope") or claims.get("scp")
    return set(given.split() if isinstance(given, str) else _texts(given))


def _texts(value: object) -> list[str]:
    """A claim that is a text or a list of them."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _flat(value: object) -> str:
    """Every claim is a string in the event. A list loses its commas: `[admins viewers]`."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return f"[{' '.join(_flat(item) for item in value)}]"
        case dict():
            return f"map[{' '.join(f'{name}:{_flat(item)}' for name, item in value.items())}]"
        case None:
            return "<nil>"
        case _:
            return str(value)
