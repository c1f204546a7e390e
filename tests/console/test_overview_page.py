"""The first page after sign-in: how revenue stands, and whether its figures can be trusted."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from playwright.sync_api import Locator, Page, expect

from tests.console.product import Product, account, sign_in

RATES = {"EUR": Decimal(1), "USD": Decimal("0.92")}
# What each day holds is rounded to a cent when it is converted.
ROUNDING = Decimal(2)
HOME = "/"


def test_sign_in_leads_to_it_and_the_name_of_the_product_back_to_it(
    page: Page, demo: Product
) -> None:
    sign_in(page, demo, path=HOME)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    expect(page.get_by_text("All systems are complete and up to date.")).to_be_visible()
    expect(page.get_by_text(re.compile("^Automatic sync: Demo hosting, next "))).to_be_visible()
    page.get_by_role("link", name="Demo hosting").click()
    expect(page.get_by_role("heading", name="Demo hosting")).to_be_visible()
    page.get_by_role("link", name="Revenue sync").click()
    expect(page).to_have_url(f"{demo.url}{HOME}")


def test_its_figures_are_those_of_the_accounting_system(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=HOME)
    today = datetime.now(UTC).date()
    last = today.replace(day=1) - timedelta(days=1)
    year = revenue(demo, f"{today.year}-01", f"{today:%Y-%m}")
    twelve = revenue(demo, f"{today.year - 1}-{today:%m}", f"{last:%Y-%m}")
    assert abs(amount(figure(page, f"{today.year} to date")) - year) < ROUNDING
    assert abs(amount(figure(page, f"12 months to {last:%b %Y}")) - twelve) < ROUNDING
    month = figure(page, f"{today:%b %Y} so far")
    assert abs(amount(month) - revenue(demo, f"{today:%Y-%m}", f"{today:%Y-%m}")) < ROUNDING
    shown = month.inner_text()
    month.get_by_role("link").click()
    expect(page.get_by_text("In the revenue report")).to_contain_text(shown.split("\n")[0])


def figure(page: Page, label: str) -> Locator:
    """What stands below a label, also while the page is just drawn anew."""
    below = f"//dt[normalize-space()='{label}']/following-sibling::dd[1]"
    found = page.locator(f"xpath={below}").first
    expect(found).to_be_visible()
    return found


def amount(shown: Locator) -> Decimal:
    found = re.search(r"€([\d,.]+)", shown.inner_text())
    assert found
    return Decimal(found[1].replace(",", ""))


def revenue(demo: Product, first: str, last: str) -> Decimal:
    """Of these months, as the simulated WHMCS adds it up."""
    rows = demo.simulator("GET", "/revenue")["rows"]
    return sum(
        (
            Decimal(row["net"]) * RATES[row["currency"]]
            for row in rows
            if first <= row["month"] <= last
        ),
        Decimal(0),
    )


def test_unpaid_invoices_stand_under_their_age_and_are_listed(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=HOME)
    total = amount(figure(page, "In total"))
    ages = ("Issued this month", "Last month", "2 to 3 months ago", "4 to 12 months ago", "Earlier")
    assert sum((amount(figure(page, age)) for age in ages), Decimal(0)) == total
    recent = figure(page, "Issued this month")
    found = re.search(r"(\d+) invoice", recent.inner_text())
    assert found
    recent.get_by_role("link").click()
    expect(page.get_by_role("heading", name=f"Found ({found[1]})")).to_be_visible()


def test_days_can_be_those_of_payment(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=HOME)
    page.get_by_role("button", name="By day of payment").click()
    expect(page).to_have_url(f"{demo.url}{HOME}?basis=paid")
    year = figure(page, f"{datetime.now(UTC).year} to date")
    year.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/reports/revenue\?year=\d{4}&basis=paid$"))
    page.go_back()
    expect(page.get_by_role("button", name="By day of payment")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_a_viewer_is_offered_nothing_that_would_be_refused(page: Page, demo: Product) -> None:
    sign_in(page, demo, "viewer", HOME)
    expect(page.get_by_role("row", name=re.compile("Demo hosting"))).to_be_visible()
    expect(account(page)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^(Sync|Full sync)"))).to_have_count(0)
