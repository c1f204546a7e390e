"""panva's oidc-provider, in a process of its own. Who is known there: oidc_provider.mjs."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page

SCRIPT = Path(__file__).with_suffix(".mjs")
CLIENT_ID = "books"


@contextmanager
def oidc_provider(redirect_uri: str) -> Iterator[str]:
    """Its issuer. It ends when nobody holds its input any more."""
    with subprocess.Popen(
        ["node", SCRIPT, redirect_uri], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        issuer = process.stdout.readline().strip()
        assert issuer, "oidc-provider did not start: run `npm ci` in console/."
        yield issuer


def sign_in(page: Page, name: str) -> None:
    """From the console's page, which asks for it."""
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=name, exact=True).click()
    account(page, name).wait_for()


def account(page: Page, name: str) -> Locator:
    """The menu that bears the person's name."""
    return page.get_by_role("button", name=name, exact=True)
