"""The JWT authorizer of an HTTP API: issuer, audience, times and signature of a bearer token."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Mapping
from typing import Any

import jwt

_CLOCK_SKEW_SECONDS = 0
_FETCH_SECONDS = 5


class UnauthorizedError(Exception):
    """No token, or one that is not valid here: 401."""


class ForbiddenError(Exception):
    """A valid token without any of the route's scopes: 403."""


class JwtAuthorizer:
    """Reads the issuer's keys when the first token comes, and again for a key it does not know."""

    def __init__(self, issuer: str, audience: list[str]) -> None:
        self._issuer = issuer
        self._audience = set(audience)
        self._keys: jwt.PyJWKSet | None = None
        self._fetching = threading.Lock()

    @classmethod
    def of(cls, scheme: Mapping[str, Any]) -> JwtAuthorizer:
        """From a security scheme of the API's OpenAPI body."""
        settings = scheme["x-amazon-apigateway-authorizer"]["jwtConfiguration"]
        return cls(settings["issuer"], settings["audience"])

    def claims(self, authorization: str | None, scopes: tuple[str, ...] = ()) -> dict[str, str]:
        """The claims as API Gateway hands them on. Raises UnauthorizedError, ForbiddenError."""
        if not authorization:
            raise UnauthorizedError
        token = authorization.removeprefix("Bearer ").removeprefix("bearer ").strip()
        try:
            claims = jwt.decode(
                token,
                self._key(jwt.get_unverified_header(token).get("kid")),
                algorithms=["RS256"],
                issuer=self._issuer,
                leeway=_CLOCK_SKEW_SECONDS,
                options={"require": ["exp", "iss"], "verify_aud": False},
            )
        except jwt.PyJWTError as error:
            raise UnauthorizedError from error
        self._check_audience(claims)
        if scopes and not _scopes(claims) & set(scopes):
            raise ForbiddenError
        return {name: _flat(value) for name, value in claims.items()}

    def _check_audience(self, claims: Mapping[str, Any]) -> None:
        """`client_id` counts when there is no `aud`: access tokens of Cognito have none."""
        audience = claims.get("aud") or claims.get("client_id") or []
        named = {audience} if isinstance(audience, str) else set(audience)
        if not named & self._audience:
            raise UnauthorizedError

    def _key(self, kid: str | None) -> jwt.PyJWK:
        for again in (False, True):
            for key in self._key_set(again).keys:
                if kid is None or key.key_id == kid:
                    return key
        raise UnauthorizedError

    def _key_set(self, again: bool) -> jwt.PyJWKSet:
        with self._fetching:
            if self._keys is None or again:
                discovery = _get(f"{self._issuer}/.well-known/openid-configuration")
                self._keys = jwt.PyJWKSet.from_dict(_get(discovery["jwks_uri"]))
            return self._keys


def _get(url: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(url, timeout=_FETCH_SECONDS) as response:
            answer: dict[str, Any] = json.load(response)
    except OSError as error:
        raise UnauthorizedError from error
    return answer


def _scopes(claims: Mapping[str, Any]) -> set[str]:
    given = claims.get("scope") or claims.get("scp") or ""
    return set(given.split() if isinstance(given, str) else given)


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
