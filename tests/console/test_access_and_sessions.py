"""Who may do what, and what happens when a session or the service ends."""

import json

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.console.api import demo_system
from tests.console.product import Product, account, change_session, sign_in


def test_a_viewer_sees_all_pages_and_no_button_that_would_be_refused(
    page: Page, demo: Product
) -> None:
    sign_in(page, demo, "viewer")
    page.get_by_role("link", name="Demo hosting").wait_for()
    expect(page.get_by_role("button", name="Create apiWHMCS")).to_have_count(0)
    system_id = demo_system(page, demo)

    page.get_by_role("link", name="Demo hosting").click()
    expect(page.get_by_text("Complete: WHMCS holds")).to_be_visible()
    for name in ("Sync", "Full sync", "Edit", "Delete"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)

    for path in ("create", f"{system_id}/edit"):
        page.goto(f"{demo.url}/accounting-systems/{path}")
        expect(page.get_by_text("For administrators")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_count(0)

    page.goto(f"{demo.url}/reports/revenue")
    expect(page.get_by_role("application", name="Net revenue by month")).to_be_visible()


def test_an_expired_session_is_explained_and_leads_back(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    page.goto(f"{demo.url}/reports/revenue?year=2025&measure=gross")
    page.get_by_role("application").wait_for()
    change_session(page, 'user.id_token = "expired"')
    page.reload()
    dialog = page.get_by_role("dialog", name="Your session has expired")
    dialog.get_by_role("button", name="Sign in again").last.click()
    page.get_by_role("button", name="admin").click()
    expect(page.get_by_role("application", name="Gross revenue by month")).to_be_visible()
    assert page.url == f"{demo.url}/reports/revenue?year=2025&measure=gross"


def test_a_session_with_a_refresh_token_renews_itself(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    change_session(page, "user.expires_at = Date.now() / 1000 + 15")
    with page.expect_response(lambda response: response.url.endswith("/token")) as renewal:
        page.reload()
    assert "grant_type=refresh_token" in str(renewal.value.request.post_data)
    assert renewal.value.json()["id_token"]
    expect(account(page)).to_be_visible()


def test_a_session_without_one_ends_and_nothing_is_tried(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    asked: list[str] = []
    change_session(page, "delete user.refresh_token; user.expires_at = Date.now() / 1000 + 8")
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect(page.get_by_role("dialog", name="Your session has expired")).to_be_visible()
    assert [url for url in asked if not url.startswith(demo.url)] == []


def test_new_tab_is_signed_in_until_one_signs_out(
    page: Page, context: BrowserContext, demo: Product
) -> None:
    sign_in(page, demo)
    other = context.new_page()
    other.goto(f"{demo.url}/reports/revenue?year=2025")
    expect(account(other)).to_be_visible()
    assert other.url == f"{demo.url}/reports/revenue?year=2025"
    account(page).click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    third = context.new_page()
    third.goto(demo.url)
    expect(third.get_by_role("button", name="Sign in")).to_be_visible()


def test_signing_out_ends_the_session(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    account(page).click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto(demo.url)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_failing_service_is_explained_and_can_be_asked_again(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    problem = {
        "type": "about:blank",
        "title": "The request has invalid fields",
        "status": 422,
        "code": "InvalidInput",
        "detail": "Something is wrong with it.",
        "advice": "Do something else.",
    }

    def refuse(route: Route) -> None:
        route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(problem))

    page.route("**/systems", refuse)
    page.reload()
    expect(page.get_by_text("Something is wrong with it.")).to_be_visible()
    expect(page.get_by_text("Do something else.")).to_be_visible()
    page.unroute("**/systems")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="Demo hosting")).to_be_visible()


def test_a_system_that_is_gone_leads_to_the_list(page: Page, demo: Product) -> None:
    sign_in(page, demo, path="/accounting-systems/000000000000")
    expect(page.get_by_text("does not exist, or no longer")).to_be_visible()
    page.get_by_role("link", name="list of systems", exact=True).click()
    expect(page.get_by_role("link", name="Demo hosting")).to_be_visible()


def test_nobody_overwrites_what_somebody_else_saved_meanwhile(
    page: Page, context: BrowserContext, demo: Product
) -> None:
    sign_in(page, demo)
    path = f"/accounting-systems/{demo_system(page, demo)}/edit"
    other = context.new_page()
    other.goto(demo.url + path)
    page.goto(demo.url + path)
    for one, text in ((other, "Theirs"), (page, "Mine")):
        one.get_by_label("Description").fill(text)
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("heading", name="Latest sync")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Show the new version").click()
    expect(page.get_by_label("Description")).to_have_value("Theirs")
    page.get_by_label("Description").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Demo hosting is saved.")).to_be_visible()
