"""The HTTP API as a client meets it, error answers included."""

from typing import Any

import requests

from local.running import PASSWORD, USERNAME, Running

NEW_SYSTEM = {
    "name": "Example Hosting",
    "url": "https://billing.example.com/",
    "username": "identifier",
    "password": "the-secret",
}
OTHER_SYSTEM = NEW_SYSTEM | {"name": "Other Hosting", "url": "https://other.example.com/"}


class Http:
    """`token`: of whom the requests are; None sends none."""

    def __init__(self, running: Running, token: str | None) -> None:
        self._url = running.url
        self._session = requests.Session()
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        """Names of headers with underscores for dashes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._session.request(method, self._url + path, json=body, headers=named, timeout=30)

    def send(self, method: str, path: str, data: bytes, content_type: str) -> requests.Response:
        headers = {"Content-Type": content_type} if content_type else {}
        return self._session.request(
            method, self._url + path, data=data, headers=headers, timeout=30
        )

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> requests.Response:
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> requests.Response:
        return self.call("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> requests.Response:
        return self.call("DELETE", path, **headers)

    def close(self) -> None:
        self._session.close()


def problem(response: requests.Response, status: int, code: str) -> dict[str, Any]:
    """The body of an error that is as it should be."""
    assert (response.status_code, response.headers["Content-Type"]) == (
        status,
        "application/problem+json",
    ), response.text
    body: dict[str, Any] = response.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["title"]
    assert body["detail"]
    return body


def invalid(response: requests.Response, *names: str) -> None:
    """A 422 that names just these fields."""
    fields = problem(response, 422, "InvalidInput")["fields"]
    assert {field["name"] for field in fields} == set(names), fields


def simulated(running: Running, **fields: Any) -> dict[str, Any]:
    """A system that leads to the simulator, each time in another folder: another installation."""
    settings = running.simulator.settings
    folder = f"whmcs{len(settings.folders)}/"
    settings.folders = (*settings.folders, folder)
    url = f"{running.simulator.url}/{folder}"
    connection = {"url": url, "username": USERNAME, "password": PASSWORD}
    return NEW_SYSTEM | connection | fields
