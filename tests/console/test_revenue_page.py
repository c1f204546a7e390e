"""The revenue page: its choices, its address, its file."""

import csv
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.console.accessibility import findings
from tests.console.product import Product, euro, running, sign_in

DASH = "\N{EN DASH}"
RATES = {"EUR": Decimal(1), "USD": Decimal("0.92")}
# What each day holds is rounded to a cent when it is converted.
ROUNDING = Decimal(2)


def test_a_view_can_be_shared_by_its_address(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/reports/revenue?year=2025&by=quarter&basis=paid&measure=gross")
    expect(page.get_by_role("application", name="Gross revenue by quarter")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Q4 2025")).to_be_visible()
    expect(page.get_by_role("button", name="Paid", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_choices_stand_in_the_address_and_are_undone_by_back(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/reports/revenue")
    page.get_by_role("application").wait_for()
    page.get_by_test_id("gross").click()
    page.get_by_test_id("total").click()
    expect(page).to_have_url(f"{demo.url}/reports/revenue?measure=gross&split=total")
    page.go_back()
    expect(page).to_have_url(f"{demo.url}/reports/revenue?measure=gross")
    expect(page.get_by_test_id("systems")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(page.get_by_role("application", name="Net revenue by month")).to_be_visible()


def test_systems_and_currencies_that_are_chosen_are_what_is_summed(
    page: Page, demo: Product
) -> None:
    sign_in(page, demo, path="/reports/revenue?year=all&by=year&split=currencies")
    expect(page.get_by_text("Paid invoices of all systems.")).to_be_visible()
    columns = page.get_by_role("columnheader")
    for code in ("EUR (net)", "USD (net)"):
        expect(columns.filter(has_text=code)).to_be_visible()
    page.get_by_role("button", name="Currencies of invoices").click()
    page.get_by_role("option", name="USD").click()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("split=currencies&currency=USD$"))
    expect(page.get_by_text("Paid invoices in USD of all systems.")).to_be_visible()
    expect(columns.filter(has_text="EUR (net)")).to_have_count(0)
    in_usd = in_currency(demo, "USD")
    total = page.get_by_role("row", name=re.compile("^Total"))
    expect(total).to_contain_text(f"${in_usd:,}")
    page.get_by_role("button", name="Systems All systems").click()
    page.get_by_role("option", name="Demo hosting").click()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("system_id=[0-9a-f]{12}&currency=USD$"))
    expect(page.get_by_text("Paid invoices in USD of Demo hosting.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    rows = list(csv.DictReader(download.value.path().read_text().splitlines()))
    assert {row["invoice_currency"] for row in rows} == {"USD"}
    assert sum(Decimal(row["own_net"]) for row in rows) == in_usd
    page.go_back()
    expect(page.get_by_text("Paid invoices in USD of all systems.")).to_be_visible()


def in_currency(demo: Product, currency: str) -> Decimal:
    rows = demo.simulator("GET", "/revenue")["rows"]
    return sum((Decimal(row["net"]) for row in rows if row["currency"] == currency), Decimal(0))


@pytest.mark.parametrize("who", ["admin", "viewer"])
def test_views_are_saved_opened_renamed_and_deleted(page: Page, demo: Product, who: str) -> None:
    address = f"{demo.url}/reports/revenue?by=quarter&measure=gross&currency=USD"
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, demo, name=who, path="/reports/revenue?by=quarter&measure=gross&currency=USD")
    menu = page.get_by_role("button", name="Saved views")
    menu.click()
    page.get_by_role("menuitem", name="Save this view").click()
    name = page.get_by_role("textbox", name="Name")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Give it a name.")).to_be_visible()
    assert findings(page) == []
    name.fill("Dollars by quarter")
    name.press("Enter")
    expect(page.get_by_text("The view is saved as Dollars by quarter.")).to_be_visible()

    page.goto(f"{demo.url}/reports/revenue")
    menu.click()
    assert findings(page) == []
    page.get_by_role("menuitem", name="Dollars by quarter").click()
    expect(page).to_have_url(address)
    expect(page.get_by_role("application", name="Gross revenue by quarter")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(f"{demo.url}/reports/revenue")

    menu.click()
    page.get_by_role("menuitem", name="Rename or delete").click()
    page.get_by_role("button", name="Rename Dollars by quarter").click()
    assert findings(page) == []
    page.get_by_role("textbox", name="New name of Dollars by quarter").fill("Abroad")
    page.get_by_role("button", name="Rename", exact=True).click()
    page.get_by_role("button", name="Delete Abroad").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("No view is saved in this browser.")).to_be_visible()
    expect(page.get_by_role("button", name="Done")).to_be_focused()
    page.keyboard.press("Enter")
    menu.click()
    expect(page.get_by_role("menuitem", name="Rename or delete")).to_be_disabled()


def test_a_month_of_the_chart_leads_to_its_invoices(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=f"/reports/revenue?year={datetime.now(UTC).year - 1}")
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("link", name="Invoices").click()
    expect(page).to_have_url(
        re.compile(r"/reports/invoices\?status=Paid&issued_from=\d{4}-\d\d-01&")
    )
    expect(page.get_by_text("In the revenue report")).to_be_visible()


def test_what_still_runs_is_compared_up_to_the_same_day_and_says_so(
    page: Page, demo: Product
) -> None:
    today = datetime.now(UTC).date()
    sign_in(page, demo, path=f"/reports/revenue?year={today.year}")
    expect(page.get_by_role("heading", name=f"{today.year} so far")).to_be_visible()
    days = re.compile(rf"^Jan 1 {DASH} {today:%b} {today.day}, {today.year - 1}$")
    expect(page.get_by_text(days).first).to_be_visible()
    month = page.get_by_role("row", name=f"{today:%b %Y}")
    expect(month).to_contain_text("so far")
    if today.day > 1:
        expect(month).to_contain_text(f"{today:%b} 1 {DASH} {today.day}, {today.year - 1}")
    page.get_by_test_id("total").click()
    expect(page.get_by_text(f"Beside {today.year - 1} to the same day.")).to_be_visible()
    page.goto(f"{demo.url}/reports/revenue?year=1999")
    expect(page.get_by_text("No revenue in 1999")).to_have_count(2)


@pytest.mark.parametrize("width", [375, 1366])
def test_days_are_lines_and_a_table_in_pages(page: Page, demo: Product, width: int) -> None:
    """Without an error in the browser's log, which the fixture of the page looks for."""
    page.set_viewport_size({"width": width, "height": 800})
    year = datetime.now(UTC).year - 1
    sign_in(page, demo, path=f"/reports/revenue?by=day&year={year}")
    chart = page.get_by_role("application", name="Net revenue by day")
    expect(chart).to_be_visible()
    assert chart.locator("rect[class*=bar]").count() == 0
    assert page.get_by_role("rowheader").count() == 32
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_role("rowheader", name="Total")).to_be_visible()
    page.goto(f"{demo.url}/reports/revenue?by=week&year={year}")
    expect(page.get_by_role("application", name="Net revenue by week")).to_be_visible()


def test_days_of_ones_own_choice(page: Page, demo: Product) -> None:
    year = datetime.now(UTC).year - 1
    sign_in(page, demo, path=f"/reports/revenue?from={year}-02-01&to={year}-03-31")
    expect(page.get_by_role("heading", name=f"Feb 1 {DASH} Mar 31, {year}")).to_be_visible()
    expect(page.get_by_role("rowheader")).to_have_count(3)
    page.get_by_role("button", name=re.compile("^Days ")).click()
    page.get_by_role("textbox", name=re.compile("^End date")).fill(f"{year}/02/28")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(f"from={year}-02-01&to={year}-02-28"))
    page.get_by_role("button", name=re.compile("^Year ")).click()
    page.get_by_role("option", name="All years").click()
    expect(page).to_have_url(f"{demo.url}/reports/revenue?year=all")


def test_fiscal_year_names_what_is_shown_and_what_it_is_compared_with(page: Page) -> None:
    today = datetime.now(UTC).date()
    year = today.year + (today.month >= 7)
    name = f"FY{year} (Jul {year - 1} {DASH} Jun {year})"
    with running("--invoices", "300", "--fiscal-year-start", "7") as product:
        sign_in(page, product, path=f"/reports/revenue?by=quarter&year={year}")
        expect(page.get_by_role("heading", name=f"{name} so far")).to_be_visible()
        expect(page.get_by_role("button", name=f"Fiscal year {name}")).to_be_visible()
        report = page.get_by_role("application", name="Net revenue by fiscal quarter")
        expect(report).to_be_visible()
        expect(page.get_by_role("rowheader", name=f"Q1 FY{year}")).to_be_visible()
        expect(page.get_by_text(f"The grey line is FY{year - 1} to the same day.")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download CSV").click()
        assert download.value.suggested_filename == f"revenue-FY{year}-by-fiscal-quarter-issued.csv"
        page.goto(product.url)
        expect(page.get_by_text(f"FY{year} to date").first).to_be_visible()


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
        shown = page.get_by_role("row", name=re.compile(f"^{row['period']}"))
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
    assert shown.pop() == "Total"
    assert all(row["system_id"] for row in rows)
    assert [row["period"] for row in rows] == sorted(name.split("\n")[0] for name in shown)
    net = sum((Decimal(row["net"]) for row in rows), Decimal(0))
    expect(page.get_by_text(euro(net)).first).to_be_visible()
    assert abs(net - demo.revenue(RATES)) < ROUNDING


def test_print_has_figures_and_nothing_to_click(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/reports/revenue")
    page.get_by_role("application").wait_for()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="List of systems")).to_be_hidden()
    for name in ("Download CSV", "Saved views"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    expect(page.get_by_text("Counted on the day")).to_be_hidden()
    expect(page.get_by_role("table", name="Net revenue by month")).to_be_visible()
