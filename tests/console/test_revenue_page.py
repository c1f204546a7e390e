"""The revenue page: its choices, its address, its file."""

import csv
import re
from decimal import Decimal

from playwright.sync_api import Page, expect

from tests.console.product import Product, euro, sign_in

RATES = {"EUR": Decimal(1), "USD": Decimal("0.92")}
# What each day holds is rounded to a cent when it is converted.
ROUNDING = Decimal(2)


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


def test_refunds_can_be_booked(page: Page, demo: Product) -> None:
    """Then refunded invoices count beside the paid ones."""
    sign_in(page, demo, path="/reports/revenue?year=all&by=year")
    expect(page.get_by_text("leaves the revenue, also that of the past")).to_be_visible()
    page.get_by_test_id("booked").click()
    expect(page).to_have_url(re.compile("refunds=booked"))
    expect(page.get_by_text("is subtracted in that of its refund")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "revenue-all-by-year-issued-refunds-booked.csv"
    rows = list(csv.DictReader(download.value.path().read_text().splitlines()))
    paid, refunded = (invoices(demo, status) for status in ("Paid", "Refunded"))
    assert refunded > 0
    assert sum(int(row["count"]) for row in rows) == paid + refunded
    for row in rows:
        shown = page.get_by_role("row", name=re.compile(row["period"]))
        expect(shown).to_contain_text(euro(Decimal(row["collected"])))
        expect(shown).to_contain_text(euro(Decimal(row["credit"])))


def invoices(demo: Product, status: str) -> int:
    rows = demo.simulator("GET", f"/revenue?status={status}")["rows"]
    return sum(row["count"] for row in rows)


def test_the_file_holds_what_the_page_shows(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/reports/revenue?year=all&by=year")
    page.get_by_role("rowheader").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "revenue-all-by-year-issued.csv"
    rows = list(csv.DictReader(download.value.path().read_text().splitlines()))
    shown = page.get_by_role("rowheader").all_inner_texts()
    assert all(row["system_id"] for row in rows)
    assert [row["period"] for row in rows] == sorted(shown)
    net = sum((Decimal(row["net"]) for row in rows), Decimal(0))
    expect(page.get_by_text(euro(net)).first).to_be_visible()
    assert abs(net - demo.revenue(RATES)) < ROUNDING
