"""What an administrator does when something went wrong in the night, or at the very first sync."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from local.simulator import Simulator, demo_installation
from tests.console.accessibility import findings
from tests.console.api import connect, demo_system, full_sync
from tests.console.product import Product, running, sign_in

SYNC_MS = 60_000
PAGES = 12
RATES = [{"currency": "USD", "from": None, "rate": "0.92"}]
HALF_A_MINUTE_MS = 31_000


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running("--invoices", "300") as product:
        yield product


@pytest.fixture
def second(product: Product) -> Iterator[Product]:
    """The same product, with another accounting system beside it."""
    with Simulator(demo_installation(100 * PAGES, seed=11)) as simulator:
        yield Product(product.url, simulator.url)


def test_first_sync_that_fails_on_its_way_is_explained_mended_and_continued(
    page: Page, second: Product
) -> None:
    sign_in(page, second)
    system = connect(
        page, second, second.whmcs, name="Brand bought lately", rates=RATES, step=100, parallel=1
    )
    fail_on_its_way(page, second, system)
    the_panel_says_why_and_where_to_mend_it(page)
    no_page_passes_it_off_as_whole(page, second, system)
    it_is_continued_to_a_proof(page, second, system)


def fail_on_its_way(page: Page, second: Product, system: str) -> None:
    second.simulator("POST", "/latency", {"milliseconds": 400})
    page.goto(f"{second.url}/accounting-systems/{system}")
    expect(page.get_by_text("No sync yet. Start a full sync to copy all invoices.")).to_be_visible()
    page.get_by_role("button", name="Full sync", exact=True).click()
    expect(page.get_by_text("Step 2 - OK")).to_be_visible(timeout=SYNC_MS)
    second.simulator("POST", "/faults", {"fault": "wrong_secret", "times": 1000})
    second.simulator("POST", "/latency", {"milliseconds": 0})


def the_panel_says_why_and_where_to_mend_it(page: Page) -> None:
    expect(page.get_by_text("WHMCS does not accept the secret (password).")).to_be_visible(
        timeout=SYNC_MS
    )
    expect(page.get_by_text(re.compile(r"^It read \d,?\d* of 1,200 invoices"))).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert findings(page) == []
    page.get_by_role("button", name="Edit settings").click()
    expect(page.get_by_label("Password")).to_be_visible()
    page.go_back()


def no_page_passes_it_off_as_whole(page: Page, second: Product, system: str) -> None:
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", name="Needs attention (1)")).to_be_visible()
    expect(page.get_by_text("No sync has succeeded at its address yet.")).to_be_visible()
    page.get_by_role("link", name="List of systems").click()
    row = page.get_by_role("row", name=re.compile("Brand bought lately"))
    expect(row).to_contain_text("incomplete")
    expect(row).to_contain_text("Failed")
    page.goto(f"{second.url}/reports/revenue?system_id={system}")
    expect(page.get_by_text("Incomplete: Brand bought lately.").first).to_be_visible()
    expect(page.get_by_text("(incomplete)")).to_be_visible()


def it_is_continued_to_a_proof(page: Page, second: Product, system: str) -> None:
    second.simulator("DELETE", "/faults")
    page.goto(f"{second.url}/accounting-systems/{system}")
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_text("Complete: WHMCS holds 1,200 invoices, and so do we.")).to_be_visible(
        timeout=SYNC_MS
    )
    expect(page.get_by_text("went on from the one before")).to_be_visible()
    expect(page.get_by_role("button", name="Continue", exact=True)).to_have_count(0)


def test_morning_check_finds_what_failed_and_what_is_stale_and_does_something_about_it(
    page: Page, second: Product
) -> None:
    sign_in(page, second)
    failing = connect(page, second, second.whmcs, name="Failing", rates=RATES, step=100)
    demo = demo_system(page, second)
    second.simulator("POST", "/faults", {"fault": "invalid_ip", "times": 1000})
    page.route("**/systems", lambda route: age(route, demo))
    page.goto(f"{second.url}/accounting-systems/{failing}")
    page.get_by_role("button", name="Sync", exact=True).click()
    expect(page.get_by_text("Failed", exact=True)).to_be_visible(timeout=SYNC_MS)

    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", name="Needs attention (2)")).to_be_visible()
    expect(page.get_by_text("Last synced 3 days ago")).to_be_visible()
    assert findings(page) == []
    page.unroute("**/systems")
    page.get_by_role("button", name="Sync: Demo hosting").click()
    expect(page.get_by_role("heading", name="Needs attention (1)")).to_be_visible()
    page.get_by_role("button", name="See why: Failing").click()

    expect(page.get_by_text("203.0.113.7").first).to_be_visible()
    second.simulator("DELETE", "/faults")
    page.get_by_role("button", name="Sync", exact=True).click()
    expect(page.get_by_text("Complete: WHMCS holds 1,200 invoices")).to_be_visible(timeout=SYNC_MS)
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_text("All systems are complete and up to date.")).to_be_visible()


def age(route: Route, system_id: str) -> None:
    """Three days pass in which nothing synchronised the system."""
    answer = route.fetch()
    systems = answer.json()["systems"]
    for system in systems:
        if system["id"] == system_id:
            at = system["last_sync"]["ended_at"]
            system["last_sync"]["ended_at"] = f"{at[:8]}{int(at[8:10]) - 3:02}{at[10:]}"
    route.fulfill(response=answer, body=json.dumps({"systems": systems}))


def test_what_another_administrator_does_appears_without_a_reload(
    page: Page, second: Product
) -> None:
    """Within half a minute, which nobody waits for here."""
    page.clock.install()
    sign_in(page, second)
    page.get_by_role("row", name=re.compile("Demo hosting")).wait_for()
    system = connect(page, second, second.whmcs, name="Connected by another")
    page.clock.fast_forward(HALF_A_MINUTE_MS)
    row = page.get_by_role("row", name=re.compile("Connected by another"))
    expect(row).to_contain_text("Never synced")

    page.goto(f"{second.url}/accounting-systems/{system}?tab=timeline&show=syncs")
    expect(page.get_by_text("No sync yet.")).to_be_visible()
    full_sync(page, second, system)
    page.clock.fast_forward(HALF_A_MINUTE_MS)
    syncs = page.get_by_role("table", name="History of syncs").get_by_role("row")
    expect(syncs.nth(1)).to_contain_text("Succeeded")
    page.get_by_role("tab", name="Status").click()
    expect(page.get_by_text("Complete: WHMCS holds 1,200 invoices")).to_be_visible()
