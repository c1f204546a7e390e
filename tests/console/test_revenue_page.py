"""The revenue page: its choices, its address, its file."""

import csv
from decimal import Decimal

from playwright.sync_api import Page, expect

from tests.console.product import Product, euro, sign_in

RATES = {"EUR": Decimal(1), "USD": Decimal("0.92")}


def test_a_view_can_be_shared_by_its_address(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/reports/revenue?year=2025&by=quarter&basis=paid&measure=gross")
    expect(page.get_by_role("application", name="Gross revenue by quarter")).to_be_visible()
    expect(page.get_by_role("rowheader", name="2025-Q4")).to_be_visible()
    expect(page.get_by_role("button", name="Paid", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_choices_stand_in_the_address(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/reports/revenue")
    page.get_by_role("application").wait_for()
    page.get_by_test_id("gross").click()
    page.get_by_test_id("total").click()
    expect(page).to_have_url(f"{demo.url}/reports/revenue?measure=gross&split=total")


def test_the_file_holds_what_the_page_shows(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/reports/revenue?year=all&by=year")
    expect(page.get_by_text(euro(demo.earned(RATES))).first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "revenue-all-by-year-issued.csv"
    rows = list(csv.DictReader(download.value.path().read_text().splitlines()))
    shown = page.get_by_role("rowheader").all_inner_texts()
    assert all(row["system_id"] for row in rows)
    assert [row["period"] for row in rows] == sorted(shown)
