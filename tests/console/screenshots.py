"""`python -m tests.console.screenshots`: a picture of each page in light, dark and on a phone."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from local.simulator import Simulator, demo_installation
from tests.console.api import connect, demo_system, full_sync
from tests.console.pages import PLACES, visit
from tests.console.product import ROOT, Product, launch, running, sign_in

FOLDER = ROOT / "screenshots"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

SECOND_SYSTEM: dict[str, Any] = {
    "name": "Domains and mail",
    "description": "The brand bought in 2024",
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
        # So that there is something to stack; an installation is connected one time only.
        full_sync(page, product, connect(page, product, second, **SECOND_SYSTEM))
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


if __name__ == "__main__":
    main()
