"""The HTTP API as a script uses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests


class ApiError(Exception):
    """An answer that is no success; the message says which, and its title and detail."""


class ApiClient:
    """`token` gives a bearer for each request, so that a long run does not outlive one."""

    def __init__(self, url: str, token: Callable[[], str]) -> None:
        self._url = url
        self._token = token
        self._session = requests.Session()

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: object = None) -> Any:
        return self.call("POST", path, body)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """The JSON of the answer, None when it has none. Raises ApiError."""
        response = self._session.request(
            method,
            self._url + path,
            json=body,
            headers={"Authorization": f"Bearer {self._token()}"} | headers,
            timeout=60,
        )
        if not response.ok:
            raise ApiError(f"{method} {path}: {response.status_code} {response.text[:300]}")
        return response.json() if response.content else None

    def close(self) -> None:
        self._session.close()
