"""The list of invoices across systems: what is found, what it adds up to, its address, its file."""

import csv
import re
from collections import defaultdict
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.console.accessibility import findings
from tests.console.product import Product, euro, sign_in

CENT = Decimal("0.01")
RATES = {"EUR": Decimal(1), "USD": Decimal("0.92")}
LAST_YEAR = datetime.now(UTC).year - 1
PATH = "/reports/invoices"


@pytest.mark.parametrize("basis", ["issued", "paid"])
def test_a_month_of_the_report_is_the_sum_of_the_invoices_it_leads_to(
    page: Page, demo: Product, basis: str
) -> None:
    sign_in(page, demo, path=f"/reports/revenue?year={LAST_YEAR}&basis={basis}")
    month = page.get_by_role("row", name=re.compile(f"^Oct {LAST_YEAR}"))
    number, net = (month.get_by_role("cell").nth(at).inner_text() for at in (0, 1))
    month.get_by_role("link", name=f"Oct {LAST_YEAR}").click()
    expect(page).to_have_url(
        f"{demo.url}{PATH}?status=Paid&{basis}_from={LAST_YEAR}-10-01&{basis}_to={LAST_YEAR}-10-31"
    )
    expect(page.get_by_role("heading", name=f"Found ({number})")).to_be_visible()
    expect(page.get_by_text("In the revenue report")).to_contain_text(net)
    rows = downloaded(page)
    assert len(rows) == int(number)
    assert euro(in_euro(rows, "date" if basis == "issued" else "paid_date")) == net
    for currency in RATES:
        total = page.get_by_role("row", name=re.compile(f"^{currency}"))
        amount = sum(
            (Decimal(row["net"]) for row in rows if row["currency"] == currency), Decimal(0)
        )
        expect(total).to_contain_text(f"{amount:,}")
    page.go_back()
    expect(page.get_by_role("application", name="Net revenue by month")).to_be_visible()


def in_euro(rows: list[dict[str, str]], day: str) -> Decimal:
    """As a report has it: what each day holds of a currency and status is rounded one time."""
    atoms: defaultdict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        atoms[row[day], row["currency"], row["status"]] += Decimal(row["net"])
    return sum(
        (
            (amount * RATES[currency]).quantize(CENT, ROUND_HALF_EVEN)
            for (_, currency, _), amount in atoms.items()
        ),
        Decimal(0),
    )


def test_booked_refunds_lead_to_the_invoices_that_were_refunded(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/reports/revenue?year=all&by=year&refunds=booked")
    year = page.get_by_role("row").filter(has=page.get_by_role("link", name="less refunds")).first
    year.get_by_role("link", name="less refunds").click()
    expect(page).to_have_url(re.compile(r"status=Refunded&refunded_from=\d{4}-01-01&refunded_to="))
    expect(status_of_first(page)).to_contain_text("Refunded")


def status_of_first(page: Page) -> Locator:
    return page.get_by_role("grid", name="Invoices").get_by_role("row").nth(1)


def test_a_filter_is_chosen_stands_in_the_address_and_is_undone_by_back(
    page: Page, demo: Product
) -> None:
    sign_in(page, demo, path=PATH)
    expect(page.get_by_role("heading", name="Found (600)")).to_be_visible()
    find = page.get_by_role("combobox", name="Find invoices")
    find.click()
    page.get_by_role("option", name="Status", exact=True).click()
    page.get_by_role("option", name="Unpaid").click()
    page.get_by_role("option", name="Cancelled").click()
    assert findings(page) == []
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(f"{demo.url}{PATH}?status=Unpaid&status=Cancelled")
    both = invoices(demo, "Unpaid") + invoices(demo, "Cancelled")
    expect(page.get_by_role("heading", name=f"Found ({both})")).to_be_visible()
    expect(find).to_be_focused()
    find.fill(f"{LAST_YEAR}-")
    find.press("Enter")
    expect(page).to_have_url(re.compile(f"&number={LAST_YEAR}-"))
    page.go_back()
    expect(page.get_by_role("heading", name=f"Found ({both})")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Found (600)")).to_be_visible()


def test_a_day_is_picked(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=PATH)
    page.get_by_role("combobox", name="Find invoices").click()
    page.get_by_role("option", name="Issued", exact=True).click()
    page.get_by_role("option", name=re.compile("^Issued <=")).click()
    page.get_by_role("textbox", name="Day").fill(f"{LAST_YEAR}/12/31")
    assert findings(page) == []
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(f"{demo.url}{PATH}?issued_to={LAST_YEAR}-12-31")
    expect(page.get_by_role("button", name="Issued <=").first).to_be_visible()


def test_order_and_pages_are_over_all_that_was_found(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=f"{PATH}?currency=EUR&status=Paid")
    sort_by(page, "gross")
    rows = downloaded(page)
    least = min(Decimal(row["gross"]) for row in rows)
    expect(status_of_first(page)).to_contain_text(euro(least))
    sort_by(page, "gross")
    expect(status_of_first(page)).to_contain_text(euro(max(Decimal(row["gross"]) for row in rows)))
    page.get_by_role("button", name="Next page").click()
    page.get_by_role("link", name="Demo hosting").first.click()
    expect(page.get_by_role("heading", name="Demo hosting")).to_be_visible()


def sort_by(page: Page, column: str) -> None:
    """By the heading that stays while the rows move: the table has it twice, this one first."""
    page.locator(f"[data-focus-id=sorting-control-{column}]").nth(-2).click()


def test_the_order_stands_in_the_address_and_is_kept_with_another_filter(
    page: Page, demo: Product
) -> None:
    sign_in(page, demo, path=f"{PATH}?currency=EUR&status=Paid&sort=-gross")
    largest = max(Decimal(row["gross"]) for row in downloaded(page))
    expect(status_of_first(page)).to_contain_text(euro(largest))
    page.get_by_role("button", name="Remove filter, Status equals Paid").click()
    expect(page).to_have_url(f"{demo.url}{PATH}?currency=EUR&sort=-gross")
    largest = max(Decimal(row["gross"]) for row in downloaded(page))
    expect(status_of_first(page)).to_contain_text(euro(largest))
    sort_by(page, "date")
    expect(page).to_have_url(f"{demo.url}{PATH}?currency=EUR&sort=date")
    page.go_back()
    expect(status_of_first(page)).to_contain_text(euro(largest))


def test_what_was_found_is_looked_for_again_when_asked(page: Page, demo: Product) -> None:
    page.route(lambda url: urlsplit(url).path == "/invoices", lambda route: route.fulfill(json=ONE))
    sign_in(page, demo, path=PATH)
    expect(page.get_by_role("heading", name="Found (1)")).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_role("heading", name="Found (600)")).to_be_visible()


def test_unreadable_invoices_are_seen_without_amounts(page: Page, demo: Product) -> None:
    answer = {**ONE, "invoices": [{**INVOICE, "id": 7, "unreadable": "subtotal"}]}
    page.route(
        lambda url: urlsplit(url).path == "/invoices", lambda route: route.fulfill(json=answer)
    )
    sign_in(page, demo, path=PATH)
    expect(status_of_first(page)).to_contain_text("Unreadable: subtotal")
    expect(status_of_first(page)).not_to_contain_text("€")


def test_many_are_shown_when_asked_for_and_a_long_file_can_be_cancelled(
    page: Page, demo: Product
) -> None:
    """Of an API that finds 12,000 and does not give the last thousand yet."""
    held: list[Route] = []

    def answer(route: Route) -> None:
        at = int(parse_qs(urlsplit(route.request.url).query).get("cursor", ["1"])[0])
        if at == LAST_PAGE and not held:
            held.append(route)
        else:
            route.fulfill(json=found(at))

    page.route(lambda url: urlsplit(url).path == "/invoices", answer)
    sign_in(page, demo, path=f"{PATH}?status=Paid")
    expect(page.get_by_role("heading", name="Found (10,000+)")).to_be_visible()
    expect(page.get_by_role("heading", name="Totals so far")).to_be_visible()
    expect(page.get_by_text("In the revenue report")).to_be_visible()
    page.get_by_role("button", name="Download CSV").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_text("could not be prepared")).to_have_count(0)
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("heading", name="Found (12,000)")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^EUR 12,000 €120,000.00"))).to_be_visible()
    assert len(downloaded(page)) == 12_000


LAST_PAGE = 12


def found(at: int) -> dict[str, object]:
    rows = [{**INVOICE, "id": 1000 * at + row} for row in range(1000)]
    return {
        "invoices": rows,
        "looked_at": 1000,
        "next": str(at + 1) if at < LAST_PAGE else None,
    }


INVOICE = {
    "system_id": "0",
    "number": "=1",
    "date": "2026-01-31",
    "due_date": None,
    "paid_date": None,
    "refunded_date": None,
    "status": "Paid",
    "currency": "EUR",
    "net": "10.00",
    "tax": "0.00",
    "gross": "10.00",
    "credit": "0.00",
    "total": "10.00",
    "unreadable": None,
}


ONE = {"invoices": [{**INVOICE, "id": 7}], "looked_at": 1, "next": None}


def test_nothing_found_and_a_system_that_is_gone_are_explained(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=f"{PATH}?number=nothing")
    expect(page.get_by_text("No invoice matches")).to_be_visible()
    expect(page.get_by_role("button", name="Download CSV")).to_be_disabled()
    page.goto(f"{demo.url}{PATH}?system_id=000000000000")
    expect(page.get_by_text("There is no system '000000000000'.")).to_be_visible()


def downloaded(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    return list(csv.DictReader(download.value.path().read_text().splitlines()))


def invoices(demo: Product, status: str) -> int:
    rows = demo.simulator("GET", f"/revenue?status={status}")["rows"]
    return sum(row["count"] for row in rows)
