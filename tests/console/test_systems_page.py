"""The list of systems: how a person wants it, and what is done with what they select."""

import json
import re

from playwright.sync_api import Page, Route, expect

from tests.console.product import Product, sign_in


def test_what_a_person_prefers_is_kept(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    row = page.get_by_role("row", name="Demo hosting")
    expect(row).not_to_contain_text("WHMCS")
    page.get_by_role("button", name="Preferences").click()
    page.get_by_role("radio", name="50 systems").click()
    page.get_by_role("checkbox", name="Striped rows").click()
    page.get_by_role("checkbox", name="Type").click()
    page.get_by_role("button", name="Confirm").click()
    expect(row).to_contain_text("WHMCS")
    page.reload()
    expect(row).to_contain_text("WHMCS")
    page.get_by_role("button", name="Preferences").click()
    expect(page.get_by_role("radio", name="50 systems")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Striped rows")).to_be_checked()


def test_a_column_is_as_wide_as_it_was_left(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    page.get_by_role("link", name="Demo hosting").wait_for()
    before = width_of(page, "Name")
    page.get_by_role("button", name="Name").last.focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    wider = width_of(page, "Name")
    assert wider > before
    page.reload()
    page.get_by_role("link", name="Demo hosting").wait_for()
    assert width_of(page, "Name") == wider


def width_of(page: Page, column: str) -> float:
    box = page.get_by_role("columnheader", name=column).bounding_box()
    assert box
    return box["width"]


def test_preferences_of_an_older_console_break_nothing(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    for stored in (
        "{",
        "null",
        json.dumps({"pageSize": 20, "columns": [{"id": "gone", "visible": True}]}),
        json.dumps({"version": 1, "columns": {"name": False}, "widths": [-1], "pageSize": "all"}),
    ):
        page.evaluate("(text) => localStorage.setItem('table:systems', text)", stored)
        page.reload()
        expect(page.get_by_role("link", name="Demo hosting")).to_be_visible()


def test_the_heading_of_the_table_stays_while_its_rows_move(page: Page, demo: Product) -> None:
    page.set_viewport_size({"width": 1366, "height": 400})
    sign_in(page, demo, path="/reports/invoices")
    page.get_by_role("row", name="Paid").first.wait_for()
    heading = page.locator("[data-focus-id=sorting-control-gross]").nth(-2)
    page.keyboard.press("End")
    expect(page.get_by_role("heading", name="Totals")).not_to_be_in_viewport()
    expect(heading).to_be_in_viewport()


def test_the_list_says_when_it_was_read_and_what_failed_since(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    expect(page.get_by_text(re.compile(r"^Updated \d+:\d\d:\d\d\s[AP]M$"))).to_be_visible()

    def refuse(route: Route) -> None:
        route.fulfill(status=422, json={"title": "Refused", "detail": "Not now."})

    page.route("**/systems", refuse)
    page.get_by_role("button", name="Refresh").click()
    failed = page.get_by_role("button", name="Not renewed since")
    failed.click()
    expect(page.get_by_text("Not now.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Demo hosting")).to_be_visible()
    page.unroute("**/systems")
    page.get_by_role("button", name="Refresh").click()
    expect(failed).to_have_count(0)
