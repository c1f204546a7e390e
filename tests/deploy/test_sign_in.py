"""People sign in at Cognito's own pages, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.console.product import launch
from tests.deploy.browser import serve_aws
from tests.deploy.deployment import Deployment

pytestmark = pytest.mark.deploy
expect.set_options(timeout=30_000)  # Each function starts a process at its first call.
EMAIL, GIVEN, OWN = "ada@example.com", "Given-by-mail-1", "Chosen-by-me-22"


@pytest.fixture
def context(deployment: Deployment) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright, launch(playwright) as browser:
        context = browser.new_context(locale="en-US")
        serve_aws(context, deployment)
        yield context
        context.unroute_all(behavior="ignoreErrors")
        context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which the content security policy refuses nothing."""
    page = context.new_page()
    refused: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    page.on("console", note)
    yield page
    assert refused == []


def test_new_person_signs_in_changes_the_password_and_signs_out(
    page: Page, deployment: Deployment
) -> None:
    deployment.create_user(EMAIL, "admins", GIVEN)
    page.goto(f"{deployment.address}/reports/revenue")
    page.get_by_role("button", name="Sign in").click()
    sign_in(page, GIVEN)
    page.get_by_label("New password", exact=True).fill(OWN)
    page.get_by_label("Confirm new password").fill(OWN)
    page.get_by_role("button", name="Update password").click()

    expect(page.get_by_role("heading", name="Revenue", exact=True)).to_be_visible()
    assert page.url == f"{deployment.address}/reports/revenue"
    page.goto(f"{deployment.address}/accounting-systems")
    # An empty list has the button a second time, as soon as it is loaded.
    expect(page.get_by_role("button", name="Create apiWHMCS").first).to_be_visible()

    page.get_by_role("button", name=EMAIL).click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_role("button", name="Sign in").click()
    sign_in(page, OWN)
    expect(page.get_by_role("button", name=EMAIL)).to_be_visible()


def sign_in(page: Page, password: str) -> None:
    """Cognito's page. The emulator's compares letter case, unlike the pool that we ask for."""
    page.get_by_label("Username").fill(EMAIL)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
