"""`python -m tests.console.screenshots`: a picture of each page in light, dark and on a phone."""

import json
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from local.simulator import Simulator, demo_installation
from tests.console.pages import PLACES, demo_system, id_token, visit
from tests.console.product import ROOT, SECRET, USERNAME, Product, launch, running, sign_in

FOLDER = ROOT / "screenshots"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SECONDS = 60

SECOND_SYSTEM = {
    "name": "Domains and mail",
    "description": "The brand bought in 2024",
    "username": USERNAME,
    "password": SECRET,
    "rates": [
        {"currency": "EUR", "from": None, "rate": "0.45"},
        {"currency": "USD", "from": None, "rate": "0.4"},
    ],
    "auto_sync": True,
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        running() as product,
        Simulator(demo_installation(3000, seed=11)) as second,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for variant, theme, size in (
            ("light", "light", DESKTOP),
            ("dark", "dark", DESKTOP),
            ("phone", "light", PHONE),
        ):
            picture_all(browser, product, second.url, variant, theme, size)


def picture_all(
    browser: Browser, product: Product, second: str, variant: str, theme: Any, size: Any
) -> None:
    context = browser.new_context(
        locale="en-US",
        timezone_id="UTC",
        viewport=size,
        color_scheme=theme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(product.url)
    page.get_by_role("button", name="Sign in").wait_for()
    picture(page, FOLDER / f"sign-in-{variant}.png", size)
    sign_in(page, product)
    if variant == "light":
        connect_second_system(page, product, second)
    system_id = demo_system(page, product)
    for place in PLACES:
        visit(page, product, place, system_id)
        picture(page, FOLDER / f"{place.name}-{variant}.png", size)
    context.close()


def picture(page: Page, file: Path, size: Any) -> None:
    """The whole page, by a window as tall as it: a full-page picture would upset the layout."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, animations="disabled")
    page.set_viewport_size(size)
    print(file.relative_to(ROOT))  # noqa: T201


def connect_second_system(page: Page, product: Product, whmcs: str) -> None:
    """So that there is something to stack; an installation is connected one time only."""
    token = id_token(page)

    def call(path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            product.url + path,
            None if body is None else json.dumps(body).encode(),
            {"authorization": f"Bearer {token}", "content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    system = call("/systems", {**SECOND_SYSTEM, "url": whmcs})
    sync = call(f"/systems/{system['id']}/syncs", {"mode": "full"})
    deadline = time.monotonic() + SECONDS
    while call(f"/systems/{system['id']}/syncs/{sync['id']}")["state"] != "succeeded":
        assert time.monotonic() < deadline, "The second system was not synchronised in time."
        time.sleep(0.5)


if __name__ == "__main__":
    main()
