"""What the first visit costs, and a sign-in."""

import time

from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.console.accessibility import findings
from tests.console.product import SYSTEMS, Product, sign_in

JAVASCRIPT_BYTES = 450_000
FIRST_PAGE_SECONDS = 2.0
LIST_SECONDS = 1.0
ATTEMPTS = 5
# Looked at with each frame; a locator looks twice a second only, when it has waited for a while.
LISTED = "() => [...document.links].some((link) => link.textContent === 'Demo hosting')"


def test_first_load_stays_small_and_fast(page: Page, demo: Product) -> None:
    loaded: dict[str, dict[str, str]] = {}

    def note(response: Response) -> None:
        if response.url.startswith(demo.url) and response.url.endswith(".js"):
            loaded[response.url] = response.headers

    page.on("response", note)
    sign_in(page, demo, path="/")
    page.get_by_role("link", name="Demo hosting").wait_for()
    assert {headers["content-encoding"] for headers in loaded.values()} == {"br"}
    total = sum(int(headers["content-length"]) for headers in loaded.values())
    assert 0 < total <= JAVASCRIPT_BYTES

    assert min(seconds_to_the_first_page(page) for _ in range(3)) < FIRST_PAGE_SECONDS


def seconds_to_the_first_page(page: Page) -> float:
    started = time.monotonic()
    page.reload()
    page.wait_for_function(LISTED)
    return time.monotonic() - started


def test_the_list_of_systems_is_there_a_second_after_the_sign_in(
    browser: Browser, demo: Product
) -> None:
    assert any(seconds_from_the_sign_in(browser, demo) < LIST_SECONDS for _ in range(ATTEMPTS))


def seconds_from_the_sign_in(browser: Browser, demo: Product) -> float:
    """In a browser that has loaded the console, for the page that asks one to sign in."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(demo.url + SYSTEMS)
    page.get_by_role("button", name="Sign in").click()
    person = page.get_by_role("button", name="admin")
    person.wait_for()
    started = time.monotonic()
    person.click()
    page.wait_for_function(LISTED)
    seconds = time.monotonic() - started
    context.close()
    return seconds


def test_a_page_whose_code_is_gone_says_that_a_new_version_was_deployed(
    context: BrowserContext, demo: Product
) -> None:
    """In a page of its own, for the browser's log is not empty."""
    page = context.new_page()
    sign_in(page, demo)
    page.get_by_role("link", name="Demo hosting").wait_for()
    page.route("**/assets/revenue-*", lambda route: route.fulfill(status=404))
    page.get_by_role("link", name="Revenue", exact=True).click()
    expect(page.get_by_text("A new version was deployed")).to_be_visible()
    assert findings(page) == []
    page.unroute("**/assets/revenue-*")
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_role("application", name="Net revenue by month")).to_be_visible()


def test_page_is_checked_each_time_and_its_scripts_are_kept(page: Page, demo: Product) -> None:
    index = page.goto(demo.url)
    assert index
    assert index.headers["cache-control"] == "no-cache"
    script = page.locator("script[src]").first.get_attribute("src")
    asset = page.request.get(f"{demo.url}{script}")
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
