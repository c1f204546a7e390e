"""What the first visit costs."""

import time

from playwright.sync_api import Page, Response

from tests.console.product import Product, sign_in

JAVASCRIPT_BYTES = 450_000
LIST_SECONDS = 2.0


def test_first_load_stays_small_and_fast(page: Page, demo: Product) -> None:
    loaded: dict[str, int] = {}

    def note(response: Response) -> None:
        if response.url.startswith(demo.url) and response.url.endswith(".js"):
            assert response.headers["content-encoding"] == "br"
            loaded[response.url] = int(response.headers["content-length"])

    page.on("response", note)
    sign_in(page, demo)
    page.get_by_role("link", name="Demo hosting").wait_for()
    assert 0 < sum(loaded.values()) <= JAVASCRIPT_BYTES

    assert min(seconds_to_the_list(page) for _ in range(3)) < LIST_SECONDS


def seconds_to_the_list(page: Page) -> float:
    started = time.monotonic()
    page.reload()
    page.get_by_role("link", name="Demo hosting").wait_for()
    return time.monotonic() - started


def test_a_new_version_is_picked_up_and_an_old_one_not_loaded_again(
    page: Page, demo: Product
) -> None:
    index = page.goto(demo.url)
    assert index
    assert index.headers["cache-control"] == "no-cache"
    script = page.locator("script[src]").first.get_attribute("src")
    asset = page.request.get(f"{demo.url}{script}")
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
