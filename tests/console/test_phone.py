"""The console on a phone: what is looked up on the way."""

import re

from playwright.sync_api import Page, ViewportSize, expect

from tests.console.accessibility import findings
from tests.console.product import Product, sign_in

PHONE: ViewportSize = {"width": 375, "height": 740}


def test_figures_state_and_invoices_are_looked_up_on_a_phone(page: Page, demo: Product) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, demo, path="/")
    the_month_is_in_sight(page)
    the_system_is_fine(page)
    a_month_leads_to_its_invoices(page)


def the_month_is_in_sight(page: Page) -> None:
    expect(page.get_by_text("All systems are complete and up to date.")).to_be_in_viewport()
    expect(page.get_by_text(re.compile("so far$")).first).to_be_in_viewport()
    fits(page)


def the_system_is_fine(page: Page) -> None:
    page.get_by_role("button", name="Open side navigation").click()
    page.get_by_role("link", name="List of systems").click()
    page.get_by_role("link", name="Demo hosting").click()
    expect(page.get_by_text("Complete: WHMCS holds 600 invoices")).to_be_visible()
    expect(page.get_by_role("button", name="Sync", exact=True)).to_be_in_viewport()
    fits(page)


def a_month_leads_to_its_invoices(page: Page) -> None:
    page.get_by_role("button", name="Open side navigation").click()
    page.get_by_role("link", name="Revenue", exact=True).click()
    page.get_by_role("application", name="Net revenue by month").wait_for()
    fits(page)
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("row", name="Paid").first).to_be_visible()
    fits(page)


def fits(page: Page) -> None:
    """Nothing is beyond the edge, and axe finds nothing."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    assert findings(page) == []
