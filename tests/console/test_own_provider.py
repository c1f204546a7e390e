"""People sign in at a provider that is not ours: panva's oidc-provider.

It demands PKCE, renews refresh tokens, lists groups under a claim whose name is a URL, and its
access tokens live longer than its ID tokens.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import requests
from playwright.sync_api import BrowserContext, Page, Request, Response, Route, expect

from tests.console.oidc_provider import CLIENT_ID, account, oidc_provider, sign_in
from tests.console.product import change_session, free_port, running

PARAMETERS = {
    "--client-id": CLIENT_ID,
    "--groups-claim": "https://example.com/roles",
    "--admin-group": "Finance admins",
    "--viewer-group": "Finance viewers",
    "--scope": "openid profile roles",
}
DISCOVERY = "/.well-known/openid-configuration"


class Deployed(NamedTuple):
    """`url`: of the product. `issuer`: of the provider that it is deployed with."""

    url: str
    issuer: str


@pytest.fixture(scope="module")
def deployed() -> Iterator[Deployed]:
    port = free_port()
    options = [word for pair in PARAMETERS.items() for word in pair]
    with (
        oidc_provider(f"http://localhost:{port}/") as issuer,
        running("--issuer", issuer, *options, port=port) as product,
    ):
        yield Deployed(product.url, issuer)


@pytest.mark.parametrize("method", [None, "plain"])
def test_provider_refuses_who_comes_without_pkce(deployed: Deployed, method: str | None) -> None:
    endpoint = requests.get(deployed.issuer + DISCOVERY, timeout=10).json()
    answer = requests.get(
        endpoint["authorization_endpoint"],
        params={
            "client_id": CLIENT_ID,
            "redirect_uri": f"{deployed.url}/",
            "response_type": "code",
            "scope": "openid",
            **({"code_challenge": "x" * 43, "code_challenge_method": method} if method else {}),
        },
        allow_redirects=False,
        timeout=10,
    )
    assert "error=invalid_request" in answer.headers["Location"]


def test_admin_reaches_the_page_asked_for_and_may_create(page: Page, deployed: Deployed) -> None:
    page.goto(f"{deployed.url}/reports/revenue?year=2025")
    with page.expect_request(lambda request: "/auth?" in request.url) as asked:
        sign_in(page, "ada")
    assert "code_challenge_method=S256" in asked.value.url
    expect(page.get_by_role("heading", name="Revenue", exact=True)).to_be_visible()
    assert page.url == f"{deployed.url}/reports/revenue?year=2025"
    page.goto(f"{deployed.url}/accounting-systems")
    page.get_by_role("button", name="Create apiWHMCS").first.click()
    expect(page.get_by_role("button", name="Test connection")).to_be_visible()
    assert answered(page, "POST") == 422


def test_viewer_reads_and_changes_nothing(page: Page, deployed: Deployed) -> None:
    page.goto(f"{deployed.url}/accounting-systems")
    sign_in(page, "vic")
    expect(page.get_by_text("An administrator can connect one.")).to_be_visible()
    expect(page.get_by_role("button", name="Create apiWHMCS")).to_have_count(0)
    assert (answered(page, "GET"), answered(page, "POST")) == (200, 403)


def test_who_is_in_no_group_is_told_their_names(page: Page, deployed: Deployed) -> None:
    page.goto(deployed.url)
    sign_in(page, "ned")
    told = page.get_by_text("You are signed in as ned, who is in neither of the groups")
    expect(told).to_contain_text("Finance viewers (read everything) and Finance admins (change it)")
    assert answered(page, "GET") == 403


def test_session_goes_on_when_the_id_token_ends_long_before_the_access_token(
    page: Page, deployed: Deployed
) -> None:
    lost: list[str] = []

    def lose_the_first_renewal(route: Route) -> None:
        """As on a device that wakes up and has no network yet."""
        if is_renewal(route.request) and not lost:
            lost.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/token", lose_the_first_renewal)
    page.goto(deployed.url)
    with (
        page.expect_response(lambda response: is_renewal(response.request)) as renewal,
        page.expect_response(is_token) as signed_in,
    ):
        sign_in(page, "rita")
    first, second = (each.value.json()["refresh_token"] for each in (signed_in, renewal))
    assert f"refresh_token={first}" in str(renewal.value.request.post_data)
    assert first != second
    page.wait_for_function("token => Object.values(sessionStorage)[0].includes(token)", arg=second)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert answered(page, "GET") == 200
    assert len(lost) == 1


def test_console_opened_again_after_the_end_goes_on(page: Page, deployed: Deployed) -> None:
    page.goto(f"{deployed.url}/reports/revenue?year=2025")
    sign_in(page, "ada")
    change_session(page, "user.expires_at = 1")
    page.wait_for_timeout(1100)  # An ID token of the same second has the same text.
    with page.expect_response(lambda response: is_renewal(response.request)):
        page.reload()
    expect(account(page, "ada")).to_be_visible()
    assert page.url == f"{deployed.url}/reports/revenue?year=2025"


def test_renewal_without_a_new_id_token_is_tried_one_time_only(
    page: Page, deployed: Deployed
) -> None:
    page.goto(deployed.url)
    sign_in(page, "ada")
    renewals: list[str] = []

    def leave_out_the_id_token(route: Route) -> None:
        answer = route.fetch()
        renewals.append(answer.url)
        tokens = {name: text for name, text in answer.json().items() if name != "id_token"}
        route.fulfill(response=answer, body=json.dumps(tokens))

    page.route("**/token", leave_out_the_id_token)
    change_session(page, "user.expires_at = Date.now() / 1000 + 3")
    page.reload()
    expect(page.get_by_text("Your session has expired").first).to_be_visible()
    assert len(renewals) == 1


def test_who_gets_no_refresh_token_is_told_and_signs_in_again(
    page: Page, deployed: Deployed
) -> None:
    page.goto(f"{deployed.url}/reports/revenue?year=2025")
    sign_in(page, "bea")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    dialog = page.get_by_role("dialog", name="Your session has expired")
    expect(dialog).to_be_visible()
    assert [url for url in asked if url.startswith(deployed.issuer)] == []
    with page.expect_response(is_token):
        dialog.get_by_role("button", name="Sign in again").last.click()
    expect(account(page, "bea")).to_be_visible()
    assert page.url == f"{deployed.url}/reports/revenue?year=2025"


def test_new_tab_signs_in_without_a_question(
    page: Page, context: BrowserContext, deployed: Deployed
) -> None:
    page.goto(deployed.url)
    sign_in(page, "ada")
    other = context.new_page()
    other.goto(f"{deployed.url}/reports/revenue?year=2025#rates")
    expect(account(other, "ada")).to_be_visible()
    assert other.url == f"{deployed.url}/reports/revenue?year=2025#rates"
    assert other.evaluate("Object.values(localStorage).join()") == "yes", "A token is in there."


def test_new_tab_asks_on_the_page_asked_for_when_the_provider_s_session_is_over(
    page: Page, context: BrowserContext, deployed: Deployed
) -> None:
    page.goto(deployed.url)
    sign_in(page, "ada")
    context.clear_cookies()
    other = context.new_page()
    other.goto(f"{deployed.url}/reports/revenue?year=2025")
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()
    expect(other.get_by_text("Sign-in did not work")).to_have_count(0)
    sign_in(other, "vic")
    assert other.url == f"{deployed.url}/reports/revenue?year=2025"


def test_provider_that_does_not_come_back_is_asked_one_time_a_tab(
    page: Page, context: BrowserContext, deployed: Deployed
) -> None:
    page.goto(deployed.url)
    sign_in(page, "ada")
    other = context.new_page()
    other.route(f"{deployed.issuer}/auth?**", lambda route: route.fulfill(body="prompt?"))
    other.goto(deployed.url)
    expect(other.get_by_text("prompt?")).to_be_visible()
    other.goto(deployed.url)
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()


def test_nobody_is_asked_for_after_signing_out(
    page: Page, context: BrowserContext, deployed: Deployed
) -> None:
    page.goto(deployed.url)
    sign_in(page, "ada")
    sign_out(page, "ada")
    page.get_by_role("button", name="Yes, sign me out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    other = context.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(deployed.url)
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()
    assert [url for url in asked if url.startswith(deployed.issuer)] == []


def test_signing_out_ends_the_session_at_the_provider_too(page: Page, deployed: Deployed) -> None:
    page.goto(deployed.url)
    sign_in(page, "ada")
    sign_out(page, "ada")
    page.get_by_role("button", name="Yes, sign me out").click()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()


def test_where_the_provider_offers_no_signing_out_it_is_said(
    page: Page, deployed: Deployed
) -> None:
    def leave_out_its_endpoint(route: Route) -> None:
        answer = route.fetch()
        known = {name: value for name, value in answer.json().items() if "end_session" not in name}
        route.fulfill(response=answer, body=json.dumps(known))

    page.route(f"**{DISCOVERY}", leave_out_its_endpoint)
    page.goto(deployed.url)
    sign_in(page, "ada")
    sign_out(page, "ada")
    expect(page.get_by_text("You are signed out here only")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def sign_out(page: Page, name: str) -> None:
    account(page, name).click()
    page.get_by_role("menuitem", name="Sign out").click()


def is_token(response: Response) -> bool:
    return response.url.endswith("/token")


def is_renewal(request: Request) -> bool:
    return "grant_type=refresh_token" in (request.post_data or "")


def answered(page: Page, method: str) -> int:
    """The API's status for the list of systems, with the ID token that the console holds now."""
    status: int = page.evaluate(
        """async (method) => {
          const authorization = `Bearer ${JSON.parse(Object.values(sessionStorage)[0]).id_token}`;
          const headers = { authorization, "content-type": "application/json" };
          const body = method === "POST" ? "{}" : null;
          return (await fetch("/systems", { method, headers, body })).status;
        }""",
        method,
    )
    return status
