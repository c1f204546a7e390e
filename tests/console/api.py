"""The API, asked by a test with the session that a browser is signed in with."""

import json
import time
import urllib.request
from typing import Any

from playwright.sync_api import Page

from tests.console.product import SECRET, SESSION, USERNAME, Product

SECONDS = 60


def id_token(page: Page) -> str:
    token: str = page.evaluate(f"JSON.parse({SESSION}[1]).id_token")
    return token


def call(page: Page, product: Product, method: str, path: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"authorization": f"Bearer {id_token(page)}", "content-type": "application/json"}
    request = urllib.request.Request(product.url + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def demo_system(page: Page, product: Product) -> str:
    """Its id."""
    systems = call(page, product, "GET", "/systems")["systems"]
    system_id: str = next(one["id"] for one in systems if one["name"] == "Demo hosting")
    return system_id


def connect(page: Page, product: Product, whmcs: str, **settings: object) -> str:
    """Connect another installation, and return the system's id."""
    credential = {"url": whmcs, "username": USERNAME, "password": SECRET}
    system_id: str = call(page, product, "POST", "/systems", {**credential, **settings})["id"]
    return system_id


def full_sync(page: Page, product: Product, system_id: str) -> None:
    """To its successful end."""
    path = f"/systems/{system_id}/syncs"
    sync = call(page, product, "POST", path, {"mode": "full"})
    deadline = time.monotonic() + SECONDS
    while call(page, product, "GET", f"{path}/{sync['id']}")["state"] != "succeeded":
        assert time.monotonic() < deadline, "The system was not synchronised in time."
        time.sleep(0.5)
