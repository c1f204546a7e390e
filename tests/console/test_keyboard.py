"""The main way through the console without a mouse: Tab, Enter, arrows and text."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.console.product import SECRET, USERNAME, Product, account, running

SYNC_MS = 60_000
STOPS = 80


def test_from_sign_in_to_the_invoices_of_a_month_by_the_keyboard_alone(page: Page) -> None:
    with running("--no-demo", "--invoices", "300") as product:
        sign_in(page, product)
        connect(page, product)
        watch_the_first_sync(page)
        find_the_invoices_of_a_month(page)


def sign_in(page: Page, product: Product) -> None:
    page.goto(product.url)
    press(page, page.get_by_role("button", name="Sign in"))
    press(page, page.get_by_role("button", name="admin"))
    account(page).wait_for()


def connect(page: Page, product: Product) -> None:
    press(page, page.get_by_role("button", name="Create apiWHMCS"))
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Hosting Europe")
    for label, text in (("URL", product.whmcs), ("Username", USERNAME), ("Password", SECRET)):
        reach(page, page.get_by_label(label))
        page.keyboard.type(text)
    press(page, page.get_by_role("button", name="Test connection"))
    expect(page.get_by_text("WHMCS holds 300 invoices")).to_be_visible()
    press(page, page.get_by_role("button", name="Create apiWHMCS"))


def watch_the_first_sync(page: Page) -> None:
    expect(page.get_by_role("heading", name="Hosting Europe", level=1)).to_be_focused()
    complete = page.get_by_text("Complete: WHMCS holds 300 invoices, and so do we.")
    expect(complete).to_be_visible(timeout=SYNC_MS)
    reach(page, page.get_by_role("tab", name="Status"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Invoices")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="Paid").first).to_be_visible()


def find_the_invoices_of_a_month(page: Page) -> None:
    press(page, page.get_by_role("link", name="Revenue", exact=True))
    expect(page.get_by_role("heading", name="Revenue", level=1)).to_be_focused()
    page.get_by_role("application", name="Net revenue by month").wait_for()
    period = page.get_by_role("button", name=re.compile("^Period "))
    press(page, period)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("by=quarter"))
    press(page, page.get_by_role("table").get_by_role("link").first)
    expect(page.get_by_role("heading", name="Invoices", level=1)).to_be_focused()
    expect(page).to_have_url(re.compile("status=Paid"))
    expect(page.get_by_role("row", name="Paid").first).to_be_visible()


def press(page: Page, button: Locator) -> None:
    reach(page, button)
    page.keyboard.press("Enter")


def reach(page: Page, wanted: Locator) -> None:
    """Tab on from where the focus is; round the page if need be."""
    wanted.wait_for()
    for _ in range(STOPS):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not within {STOPS} stops of the keyboard.")
