"""Signs in without a browser: the code flow with PKCE, as the console does it."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

_REDIRECT = "http://localhost/"
_SECONDS = 10


def id_token(issuer: str, client: str, user: str) -> str:
    """Raises requests.RequestException when nobody answers at `issuer`."""
    provider = _json(requests.get(f"{issuer}/.well-known/openid-configuration", timeout=_SECONDS))
    verifier = secrets.token_urlsafe(48)
    answer = requests.post(
        provider["authorization_endpoint"],
        params={
            "client_id": client,
            "redirect_uri": _REDIRECT,
            "response_type": "code",
            "scope": "openid email profile",
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
        },
        data={"sub": user},
        allow_redirects=False,
        timeout=_SECONDS,
    )
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    tokens = requests.post(
        provider["token_endpoint"],
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": _REDIRECT,
            "client_id": client,
            "code_verifier": verifier,
        },
        timeout=_SECONDS,
    )
    return str(_json(tokens)["id_token"])


def challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _json(response: requests.Response) -> dict[str, Any]:
    response.raise_for_status()
    answer: dict[str, Any] = response.json()
    return answer
