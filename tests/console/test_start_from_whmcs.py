"""An administrator lets WHMCS start a Sync, with the file that the console shows."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.console.accessibility import findings
from tests.console.product import Product, running, sign_in
from tests.integration.test_revenue_sync_php import WHMCS, pytestmark

__all__ = ["pytestmark"]


def test_file_from_the_console_starts_a_sync(page: Page, tmp_path: Path) -> None:
    with running("--invoices", "300") as product:
        open_the_section(page, product)
        page.get_by_role("button", name="Create key").click()
        expect(page.get_by_text("Shown only now")).to_be_visible()
        assert findings(page) == []
        file = tmp_path / "revenue_sync.php"
        file.write_text(copied(page))
        run(file)
        leave_and_come_back(page)
        page.get_by_role("button", name="Switch off").click()
        expect(page.get_by_role("button", name="Create key")).to_be_visible()
        assert "answered with 401" in run(file)
        page.get_by_role("tab", name="Timeline").click()
        started = page.get_by_role("row", name=re.compile("Sync started"))
        expect(started.first).to_contain_text("WHMCS")


def open_the_section(page: Page, product: Product) -> None:
    sign_in(page, product)
    page.get_by_role("link", name="Demo hosting").click()
    page.get_by_role("tab", name="Settings").click()
    page.get_by_role("button", name="Start from WHMCS").click()


def copied(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the file").click()
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def leave_and_come_back(page: Page) -> None:
    """The key is not there any more."""
    page.reload()
    page.get_by_role("button", name="Start from WHMCS").click()
    expect(page.get_by_text("The key cannot be shown again.")).to_be_visible()
    assert "whsec_" not in page.content()


def run(file: Path) -> str:
    """As WHMCS does when its daily tasks are done; what its activity log says."""
    php = shutil.which("php")
    if not php:
        pytest.skip("There is no PHP.")
    command = [php, str(WHMCS), str(file), "DailyCronJob"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
