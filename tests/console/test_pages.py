"""What holds on every page of the console."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.console.accessibility import findings
from tests.console.api import demo_system
from tests.console.pages import PLACES, visit
from tests.console.product import Product, account, sign_in
from tests.console.states import CHOSEN

DESKTOP: ViewportSize = {"width": 1366, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 740}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_have_no_accessibility_finding(
    page: Page, demo: Product, theme: Any, size: ViewportSize
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size(size)
    page.goto(demo.url)
    page.get_by_role("button", name="Sign in").wait_for()
    found = [("sign-in", findings(page))]
    sign_in(page, demo)
    system_id = demo_system(page, demo)
    for place in PLACES:
        visit(page, demo, place, system_id)
        found.append((place.name, findings(page)))
    assert [finding for finding in found if finding[1]] == []


def test_states_of_pages_have_no_accessibility_finding(page: Page, demo: Product) -> None:
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, demo)
    system_id = demo_system(page, demo)
    found = []
    for state in CHOSEN:
        state.visit(page, demo.url, system_id)
        found.append((state.name, findings(page)))
    assert [finding for finding in found if finding[1]] == []


def test_an_accessibility_finding_is_found(page: Page, demo: Product) -> None:
    """Or that there is none would say nothing."""
    page.goto(demo.url)
    page.get_by_role("button", name="Sign in").wait_for()
    page.evaluate("document.querySelector('main, body').append(new Image())")
    assert any(finding.startswith("image-alt") for finding in findings(page))


def test_pages_fit_a_phone(page: Page, demo: Product) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, demo)
    system_id = demo_system(page, demo)
    for place in PLACES:
        visit(page, demo, place, system_id)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, place.name


@pytest.mark.parametrize("locale", ["en-US", "de-DE"])
def test_tables_fit_a_screen_of_1440_pixels(browser: Browser, demo: Product, locale: str) -> None:
    """No column is cut off, and none of the words in it. Only that of the report scrolls, which has
    a column for each figure and each currency."""
    context = browser.new_context(locale=locale, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, demo)
    system_id = demo_system(page, demo)
    cut = []
    for place in PLACES:
        if "revenue" not in place.name:
            visit(page, demo, place, system_id)
            cut += [(place.name, text) for text in page.evaluate(CUT_OFF)]
    assert cut == []
    context.close()


CUT_OFF = """() => [...document.querySelectorAll("table")]
  .filter((table) => table.checkVisibility())
  .flatMap((table) => [table.parentElement, ...table.querySelectorAll("th *, td *")])
  .filter((element) => element.clientWidth > 0 && element.innerText?.trim())
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => `${element.scrollWidth} in ${element.clientWidth}: ${element.innerText}`)"""


def test_keyboard_reaches_the_first_action_of_the_page(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    page.get_by_role("link", name="Demo hosting").wait_for()
    create = page.get_by_role("button", name="Create apiWHMCS")
    for _ in range(20):
        page.keyboard.press("Tab")
        if create.evaluate("(button) => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_focused()


def test_the_focus_goes_to_the_heading_of_a_page_that_is_changed_to(
    page: Page, demo: Product
) -> None:
    sign_in(page, demo)
    page.get_by_role("link", name="Demo hosting").click()
    expect(page.get_by_role("heading", name="Demo hosting")).to_be_focused()
    page.get_by_role("link", name="Invoices").click()
    expect(page.get_by_role("heading", name="Invoices", level=1)).to_be_focused()
    page.get_by_role("combobox", name="Find invoices").fill("2")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo.url}/reports/invoices?number=2")
    expect(page.get_by_role("combobox", name="Find invoices")).to_be_focused()


def test_the_first_tab_leads_past_bar_and_navigation(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/reports/invoices")
    page.get_by_role("row", name="Paid").first.wait_for()
    skip = page.get_by_role("link", name="Skip to the page")
    expect(skip).not_to_be_in_viewport()
    page.evaluate("document.body.focus()")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    assert findings(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Invoices", level=1)).to_be_focused()


def test_dark_mode_is_chosen_and_kept(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    account(page).click()
    page.get_by_role("menuitemcheckbox", name="Dark").click()
    expect(page.locator("body.awsui-dark-mode")).to_be_visible()
    page.reload()
    expect(page.locator("body.awsui-dark-mode")).to_be_visible()
