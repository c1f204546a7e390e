"""Exchange rates: from the warning that one is missing to the figures with it."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console.accessibility import findings
from tests.console.api import call, connect, full_sync
from tests.console.product import Product, euro, running, sign_in

MISSING = re.compile(r"^No rate for USD from \d{4}-\d\d-\d\d on: \d+ invoices are counted at ")


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running("--no-demo", "--invoices", "300") as product:
        yield product


@pytest.fixture(scope="module")
def system_id(browser: Browser, product: Product) -> str:
    """Of a system that is synchronised, and has no rate for its dollars."""
    page = browser.new_page()
    sign_in(page, product)
    system = connect(page, product, product.whmcs, name="Hosting Europe")
    full_sync(page, product, system)
    page.close()
    return system


@pytest.mark.parametrize("place", ["/", "/accounting-systems", "/reports/revenue?year=all"])
def test_a_warning_leads_to_where_the_rate_is_missing(
    page: Page, product: Product, system_id: str, place: str
) -> None:
    sign_in(page, product, path=place)
    page.get_by_role("button", name="1 warning").click()
    link = page.get_by_role("link", name="Add a rate for USD")
    expect(link).to_be_visible()
    assert findings(page) == []
    link.press("Enter")
    expect(page).to_have_url(f"{product.url}/accounting-systems/{system_id}/edit#rates")
    expect(page.get_by_role("heading", name="Currency", exact=True)).to_be_focused()
    expect(page.get_by_role("heading", name="Currency", exact=True)).to_be_in_viewport()
    expect(page.get_by_text(MISSING)).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("Exchange rate", exact=True)).to_be_in_viewport(ratio=1)


def test_the_overview_leads_to_the_missing_rate(
    page: Page, product: Product, system_id: str
) -> None:
    sign_in(page, product, path="/")
    page.get_by_role("button", name="Add a rate: Hosting Europe").click()
    expect(page).to_have_url(f"{product.url}/accounting-systems/{system_id}/edit#rates")
    expect(page.get_by_role("heading", name="Currency", exact=True)).to_be_focused()


def test_a_viewer_reads_the_warning_and_is_sent_nowhere(
    page: Page, product: Product, system_id: str
) -> None:
    sign_in(page, product, "viewer", f"/accounting-systems/{system_id}")
    expect(page.get_by_text("USD has no rate of its own.")).to_be_visible()
    expect(page.get_by_role("link", name="Add a rate for USD")).to_have_count(0)


def test_a_missing_rate_is_entered_with_the_keyboard_alone(
    page: Page, product: Product, system_id: str
) -> None:
    sign_in(page, product)
    before = call(page, product, "GET", f"/systems/{system_id}")
    page.goto(f"{product.url}/accounting-systems/{system_id}/edit#rates")
    expect(page.get_by_role("heading", name="Currency", exact=True)).to_be_focused()
    assert findings(page) == []
    for _ in range(2):  # Past the explanation.
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Value of rate 1")).to_be_focused()
    page.keyboard.type("0.92")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hosting Europe is saved.")).to_be_visible()
    expect(page.get_by_text("has no rate of its own")).to_have_count(0)
    after = call(page, product, "GET", f"/systems/{system_id}")
    (missing,) = before["missing_rates"]
    assert after["rates"] == [{"currency": "USD", "from": missing["from"], "rate": "0.92"}]
    assert after["warnings"] == []
    call(page, product, "PATCH", f"/systems/{system_id}", {"rates": []})


def test_what_a_rate_changes_is_shown_before_it_is_saved(
    page: Page, product: Product, system_id: str
) -> None:
    sign_in(page, product)
    before = call(page, product, "GET", f"/systems/{system_id}")
    page.goto(f"{product.url}/accounting-systems/{system_id}/edit#rates")
    page.get_by_role("button", name="Add a rate for USD").click()
    page.keyboard.type("0.92")
    (missing,) = before["missing_rates"]
    concerned = page.get_by_text(f"{missing['invoices']} paid invoices at another rate")
    expect(concerned).to_be_visible()
    assert findings(page) == []
    shown = page.locator("[aria-live=polite][aria-busy=false]").inner_text()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Hosting Europe is saved.")).to_be_visible()
    after = call(page, product, "GET", f"/systems/{system_id}")
    nets = [euro(Decimal(system["net"])) for system in (before, after)]
    assert " → ".join(nets) in shown
    call(page, product, "PATCH", f"/systems/{system_id}", {"rates": []})
