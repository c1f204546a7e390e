"""An administrator's way through the whole console, from an empty overview to deleting a system."""

import re
from decimal import Decimal

from playwright.sync_api import Page, TimeoutError, expect

from tests.console.accessibility import findings
from tests.console.product import SECRET, USERNAME, Product, euro, running, sign_in

SYNC_MS = 60_000
ONE = {"EUR": Decimal(1), "USD": Decimal(1)}
# A rate that leaves nothing to round: the report rounds each day, the accounting system none.
RATED = {"EUR": Decimal(1), "USD": Decimal(2)}


def test_from_the_empty_overview_to_revenue_and_back(page: Page) -> None:
    with running("--no-demo", "--invoices", "1200") as product:
        sign_in(page, product, path="/")
        open_the_form_from_the_empty_overview(page)
        connect_with_a_wrong_secret_and_read_the_advice(page, product)
        correct_it_and_test(page)
        create_and_watch_the_full_sync(page, product)
        revenue_is_that_of_the_accounting_system(page, product, ONE)
        an_invoice_changes_and_a_sync_shows_it(page, product)
        a_rate_changes_the_figures_at_once(page, product)
        automatic_sync_is_switched_on(page)
        a_slow_sync_is_cancelled(page, product)
        the_report_says_that_the_last_sync_was_cancelled(page)
        the_overview_says_so_too_and_offers_a_sync(page)
        the_rest_is_read_when_that_is_asked_for(page)
        the_system_is_deleted(page)


def open_the_form_from_the_empty_overview(page: Page) -> None:
    expect(page.get_by_text("No accounting system yet")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Create apiWHMCS").click()
    expect(page.get_by_role("heading", name="Create apiWHMCS")).to_be_visible()


def connect_with_a_wrong_secret_and_read_the_advice(page: Page, product: Product) -> None:
    page.get_by_label("Name", exact=True).fill("Hosting Europe")
    page.get_by_label("Description").fill("Shared hosting and domains")
    page.get_by_label("URL").fill(product.whmcs)
    page.get_by_label("Username").fill(USERNAME)
    page.get_by_label("Password").fill("mistyped")
    page.get_by_label("Step", exact=True).fill("100")
    page.get_by_role("button", name="Test connection").click()
    expect(page.get_by_text("No connection")).to_be_visible()
    expect(page.get_by_text("API Credentials").first).to_be_visible()


def correct_it_and_test(page: Page) -> None:
    page.get_by_label("Password").fill(SECRET)
    expect(page.get_by_text("No connection")).to_be_hidden()
    page.get_by_role("button", name="Test connection").click()
    expect(page.get_by_text("WHMCS holds 1,200 invoices: 12 steps")).to_be_visible()


def create_and_watch_the_full_sync(page: Page, product: Product) -> None:
    """Slow enough to be seen."""
    product.simulator("POST", "/latency", {"milliseconds": 300})
    page.get_by_role("button", name="Create apiWHMCS").click()
    expect(page.get_by_role("heading", name="Hosting Europe")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_visible()
    full_sync = page.get_by_role("button", name="Full sync")
    expect(full_sync).to_be_disabled()
    product.simulator("POST", "/latency", {"milliseconds": 0})
    expect(page.get_by_text("Complete: WHMCS holds 1,200 invoices, and so do we.")).to_be_visible(
        timeout=SYNC_MS
    )
    expect(full_sync).to_be_enabled()
    figures = page.get_by_role("link", name="1,200", exact=True)
    expect(figures).to_be_visible()
    page.get_by_role("tab", name="Invoices").click()
    table = page.get_by_role("table", name="Invoices, newest first")
    expect(table.get_by_role("row")).to_have_count(26)


def revenue_is_that_of_the_accounting_system(
    page: Page, product: Product, rates: dict[str, Decimal]
) -> None:
    net, gross = (product.revenue(rates, measure) for measure in ("net", "gross"))
    page.get_by_role("tab", name="Status").click()
    expect(page.get_by_text(euro(net)).first).to_be_visible()
    page.get_by_role("link", name="Revenue", exact=True).click()
    choose(page, "Year", "All years")
    choose(page, "Period", "Year")
    expect(page.get_by_text(euro(net)).first).to_be_visible()
    expect(page.get_by_text(euro(gross)).first).to_be_visible()
    assert "year=all" in page.url
    page.go_back()
    page.get_by_role("link", name="List of systems").click()
    row = page.get_by_role("row", name=re.compile("Hosting Europe"))
    expect(row).to_contain_text(euro(gross))
    open_the_system(page)


def an_invoice_changes_and_a_sync_shows_it(page: Page, product: Product) -> None:
    new = product.simulator(
        "POST",
        "/invoices",
        {"subtotal": "1000.00", "tax": "190.00", "status": "Unpaid", "currencycode": "EUR"},
    )["id"]
    sync(page)
    expect(page.get_by_text("there are as many in WHMCS as here")).to_be_visible()
    before = product.revenue(ONE)
    product.simulator("POST", f"/invoices/{new}/pay")
    assert product.revenue(ONE) == before + 1000
    sync(page)
    expect(page.get_by_text(euro(before + 1000)).first).to_be_visible()
    page.get_by_role("tab", name="Invoices").click()
    expect(page.get_by_role("row", name=re.compile("€1,190.00"))).to_contain_text("Paid")


def sync(page: Page) -> None:
    """The page leads to what was started, and the list of syncs agrees with it."""
    page.get_by_role("tab", name="Timeline").click()
    page.get_by_role("button", name="Syncs", exact=True).click()
    syncs = page.get_by_role("table", name="History of syncs").get_by_role("row")
    expect(syncs.nth(1)).to_be_visible()
    before = syncs.count()
    page.get_by_role("button", name="Sync", exact=True).click()
    expect(page.get_by_role("tab", name="Status", selected=True)).to_be_visible()
    page.go_back()
    expect(syncs).to_have_count(before + 1)
    expect(syncs.nth(1)).to_contain_text("Succeeded", timeout=SYNC_MS)
    expect(page.get_by_role("button", name="Sync", exact=True)).to_be_enabled()
    page.get_by_role("tab", name="Status").click()


def a_rate_changes_the_figures_at_once(page: Page, product: Product) -> None:
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_text("Stored; leave empty to keep it.")).to_be_visible()
    assert page.get_by_label("Password").input_value() == ""
    page.get_by_role("button", name="Add rate").click()
    page.get_by_label("Currency of rate 1").fill("USD")
    page.get_by_label("Value of rate 1").fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(euro(product.revenue(RATED))).first).to_be_visible()


def automatic_sync_is_switched_on(page: Page) -> None:
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_label("Starts at")).to_be_hidden()
    page.get_by_role("checkbox", name="Automatic sync").click()
    page.get_by_label("Starts at").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Enter hours and minutes, such as 06:00.")).to_be_visible()
    page.get_by_label("Starts at").fill("05:30")
    page.get_by_role("button", name=re.compile("^Time zone ")).click()
    page.get_by_placeholder("Find a time zone").fill("kath")
    page.get_by_role("option", name="Asia/Kathmandu").click()
    choose(page, "How often", "Every 8 hours")
    assert findings(page) == []
    page.get_by_role("button", name="Save").click()
    time = r"(11:45\sPM|7:45\sAM|3:45\sPM)"
    rhythm = r"Every 8 hours, counted from 05:30 Asia/Kathmandu\."
    expect(
        page.get_by_text(re.compile(rf"^Next \w+ \d+, \d+, {time} UTC\. {rhythm}$"))
    ).to_be_visible()
    page.get_by_role("link", name="List of systems").click()
    expect(page.get_by_role("row", name=re.compile("Hosting Europe"))).to_contain_text("Next ")
    open_the_system(page)


def a_slow_sync_is_cancelled(page: Page, product: Product) -> None:
    product.simulator("POST", "/latency", {"milliseconds": 1500})
    page.get_by_role("button", name="Full sync").click()
    expect(page.get_by_text("Step 1 - OK")).to_be_visible(timeout=SYNC_MS)
    page.get_by_role("button", name="Cancel sync").click()
    expect(page.get_by_text("Cancelled").first).to_be_visible(timeout=SYNC_MS)
    expect(page.get_by_role("button", name="Full sync")).to_be_enabled()
    product.simulator("POST", "/latency", {"milliseconds": 0})


def the_report_says_that_the_last_sync_was_cancelled(page: Page) -> None:
    expect(page.get_by_text("This full sync stopped before its end")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("link", name="Revenue", exact=True).click()
    expect(page.get_by_text("The last sync was cancelled; complete as of")).to_be_visible()
    expect(page.get_by_text("Last sync cancelled: Hosting Europe.")).to_be_visible()
    page.get_by_role("application").wait_for()
    assert findings(page) == []
    open_the_system(page)


def the_overview_says_so_too_and_offers_a_sync(page: Page) -> None:
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", name="Needs attention (1)")).to_be_visible()
    expect(page.get_by_text("The last sync was cancelled just now.")).to_be_visible()
    expect(page.get_by_role("button", name="Sync: Hosting Europe")).to_be_enabled()
    assert findings(page) == []
    open_the_system(page)


def the_rest_is_read_when_that_is_asked_for(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("went on from the one before")).to_be_visible()
    expect(page.get_by_text("Complete: WHMCS holds 1,201 invoices, and so do we.")).to_be_visible(
        timeout=SYNC_MS
    )
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()


def the_system_is_deleted(page: Page) -> None:
    page.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete Hosting Europe")
    remove = dialog.get_by_role("button", name="Delete", exact=True)
    expect(remove).to_be_disabled()
    dialog.get_by_role("textbox").fill("Hosting")
    expect(remove).to_be_disabled()
    dialog.get_by_role("textbox").fill("Hosting Europe")
    remove.click()
    expect(page.get_by_text("No accounting system yet")).to_be_visible(timeout=SYNC_MS)


def open_the_system(page: Page) -> None:
    """A click on what is just being drawn anew can be lost; then people click again."""
    link = page.get_by_role("link", name="Hosting Europe").first
    heading = page.get_by_role("heading", name="Hosting Europe", level=1)
    link.click()
    try:
        heading.wait_for(timeout=8_000)
    except TimeoutError:
        link.click()
    expect(heading).to_be_visible()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{label} ")).click()
    page.get_by_role("option", name=option, exact=True).click()
