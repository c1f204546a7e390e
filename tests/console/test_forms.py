"""Forms that are filled in wrongly, left, or still open when the session ends."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.console.accessibility import findings
from tests.console.api import demo_system
from tests.console.product import SECRET, USERNAME, Product, change_session, running, sign_in

CREATE = "/accounting-systems/create"


@pytest.fixture(scope="module")
def empty() -> Iterator[Product]:
    with running("--no-demo", "--invoices", "300") as product:
        yield product


@pytest.fixture(scope="module")
def guided() -> Iterator[Product]:
    """Without a system, which `empty` has after a while."""
    with running("--no-demo", "--invoices", "1") as product:
        yield product


def test_who_creates_with_errors_is_taken_to_the_first_of_them(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=CREATE)
    page.get_by_label("Name", exact=True).fill("Hosting Europe")
    create = page.get_by_role("button", name="Create apiWHMCS")
    create.click()
    summary = "3 fields need a correction: URL, Username, Password."
    expect(page.get_by_text(summary, exact=True)).to_be_visible()
    expect(page.get_by_label("URL")).to_be_focused()
    expect(page.get_by_label("URL")).to_be_in_viewport()
    assert findings(page) == []


def test_a_rate_with_a_comma_is_taken_and_a_bad_one_is_marked_alone(
    page: Page, demo: Product
) -> None:
    sign_in(page, demo)
    page.goto(f"{demo.url}/accounting-systems/{demo_system(page, demo)}/edit")
    for number, value in ((2, "0,92"), (3, "x")):
        page.get_by_role("button", name="Add rate").click()
        page.get_by_label(f"Currency of rate {number}").fill("GBP")
        page.get_by_label(f"Value of rate {number}").fill(value)
    page.get_by_role("button", name="Save").click()
    bad = page.get_by_label("Value of rate 3")
    expect(bad).to_be_focused()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    assert findings(page) == []


def test_system_whose_connection_fails_is_created_only_when_that_is_wanted(
    page: Page, empty: Product
) -> None:
    sign_in(page, empty, path=CREATE)
    fill(page, empty, "mistyped")
    page.get_by_role("button", name="Create apiWHMCS").click()
    refused = page.get_by_text("The system was not created: its connection does not work")
    expect(refused).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Create it all the same").click()
    expect(page.get_by_text("is created; its connection does not work yet.")).to_be_visible()
    expect(page.get_by_text("No sync yet. Start a full sync to copy all invoices.")).to_be_visible()


def fill(page: Page, product: Product, secret: str) -> None:
    page.get_by_label("Name", exact=True).fill("Hosting Europe")
    page.get_by_label("URL").fill(product.whmcs)
    page.get_by_label("Username").fill(USERNAME)
    page.get_by_label("Password").fill(secret)


def test_changes_that_are_not_saved_are_asked_about(page: Page, demo: Product) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    sign_in(page, demo, path=CREATE)
    page.get_by_label("Name", exact=True).fill("Hosting Europe")
    page.get_by_role("link", name="Revenue", exact=True).click()
    question = page.get_by_role("dialog", name="Leave page")
    expect(question).to_be_visible()
    assert findings(page) == []
    question.get_by_role("button", name="Stay").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Hosting Europe")
    page.once("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    page.get_by_role("link", name="Revenue", exact=True).click()
    question.get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_role("heading", name="Revenue", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Name", exact=True)).to_have_value("")


def test_what_was_entered_outlives_the_session_without_secrets(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=CREATE)
    change_session(page, "user.expires_at = Date.now() / 1000 + 5; delete user.refresh_token")
    page.reload()
    fill(page, demo, SECRET)
    dialog = page.get_by_role("dialog", name="Your session has expired")
    dialog.get_by_role("button", name="Sign in again").last.click()
    page.get_by_role("button", name=re.compile("admin")).click()
    expect(page.get_by_text("What you entered is back")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Hosting Europe")
    expect(page.get_by_label("Password")).to_have_value("")
    assert SECRET not in page.evaluate("JSON.stringify({...sessionStorage})")


def test_who_connects_the_first_system_sees_how_beside_the_form(
    page: Page, guided: Product
) -> None:
    sign_in(page, guided, path=CREATE)
    guide = page.get_by_role("heading", name="1. Create an administrator for us")
    expect(guide).to_be_in_viewport()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    assert findings(page) == []


def test_the_guide_hides_no_form_on_a_small_screen(page: Page, guided: Product) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    sign_in(page, guided, path=CREATE)
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    expect(page.get_by_role("heading", name="1. Create an administrator for us")).to_have_count(0)


def test_who_knows_how_is_shown_the_form_alone(page: Page, demo: Product) -> None:
    sign_in(page, demo, path=CREATE)
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    expect(page.get_by_role("heading", name="1. Create an administrator for us")).to_have_count(0)
