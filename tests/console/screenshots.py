"""`python -m tests.console.screenshots`: each page and state in light, dark and on a phone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from local.simulator import Simulator, demo_installation
from tests.console.api import call, connect, demo_system, full_sync
from tests.console.pages import PLACES, visit
from tests.console.product import ROOT, Product, launch, running, sign_in
from tests.console.states import CHOSEN, EMPTY, FAILED, RUNNING, State

FOLDER = ROOT / "screenshots"
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

SECOND_SYSTEM: dict[str, Any] = {
    "name": "Domains and mail",
    "description": "The brand bought in 2024",
    "rates": [
        {"currency": "EUR", "from": None, "rate": "0.45"},
        {"currency": "USD", "from": None, "rate": "0.4"},
    ],
    "auto_sync": True,
}


THIRD_SYSTEM: dict[str, Any] = {"name": "Brand bought lately", "step": 100, "parallel": 1}

VARIANTS: tuple[tuple[str, Any, ViewportSize], ...] = (
    ("light", "light", DESKTOP),
    ("dark", "dark", DESKTOP),
    ("phone", "light", PHONE),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        running() as product,
        running("--no-demo") as empty,
        Simulator(demo_installation(3000, seed=11)) as second,
        Simulator(demo_installation(3000, seed=12)) as third,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for variant in VARIANTS:
            with signed_in(browser, empty, *variant) as camera:
                camera.states(EMPTY)
        # So that there is something to stack; an installation is connected one time only.
        with signed_in(browser, product, *VARIANTS[0]) as camera:
            system = connect(camera.page, product, second.url, **SECOND_SYSTEM)
            full_sync(camera.page, product, system)
        for variant in VARIANTS:
            with signed_in(browser, product, *variant) as camera:
                camera.all_is_well()
        with signed_in(browser, product, *VARIANTS[0]) as camera:
            system = connect(camera.page, product, third.url, **THIRD_SYSTEM)
        for variant in VARIANTS:
            with signed_in(browser, Product(product.url, third.url), *variant) as camera:
                camera.trouble(system)


@contextmanager
def signed_in(
    browser: Browser, product: Product, variant: str, theme: Any, size: ViewportSize
) -> Iterator["Camera"]:
    context = browser.new_context(
        locale="en-US",
        timezone_id="UTC",
        viewport=size,
        color_scheme=theme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    camera = Camera(page, product, variant, size)
    page.goto(product.url)
    page.get_by_role("button", name="Sign in").wait_for()
    camera.picture("sign-in")
    sign_in(page, product)
    yield camera
    context.close()


@dataclass(frozen=True)
class Camera:
    page: Page
    product: Product
    variant: str
    size: ViewportSize

    def all_is_well(self) -> None:
        system = demo_system(self.page, self.product)
        for place in PLACES:
            visit(self.page, self.product, place, system)
            self.picture(place.name)
        self.states(CHOSEN, system)

    def trouble(self, system: str) -> None:
        """Of a system whose first sync is slow, and then refused."""
        self.product.simulator("DELETE", "/faults")
        self.product.simulator("POST", "/latency", {"milliseconds": 1000})
        call(self.page, self.product, "POST", f"/systems/{system}/syncs", {"mode": "full"})
        self.states(RUNNING, system)
        self.product.simulator("POST", "/faults", {"fault": "wrong_secret", "times": 1000})
        self.product.simulator("POST", "/latency", {"milliseconds": 0})
        self.states(FAILED, system)

    def states(self, states: Iterable[State], system: str = "") -> None:
        for state in states:
            state.visit(self.page, self.product.url, system)
            self.picture(state.name)

    def picture(self, name: str) -> None:
        """The whole page, by a window as tall as it: a full-page picture would upset the layout."""
        file = FOLDER / f"{name}-{self.variant}.png"
        height = self.page.evaluate("document.documentElement.scrollHeight")
        tall = max(self.size["height"], height)
        self.page.set_viewport_size({"width": self.size["width"], "height": tall})
        self.page.evaluate("document.fonts.ready")
        self.page.screenshot(path=file, animations="disabled")
        self.page.set_viewport_size(self.size)
        print(file.relative_to(ROOT))  # noqa: T201


if __name__ == "__main__":
    main()
