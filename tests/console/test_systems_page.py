"""The list of systems: how a person wants it, and what is done with what they select."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.console.accessibility import findings
from tests.console.product import Product, running, sign_in

SYNC_MS = 60_000


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


def test_many_are_started_at_once_and_the_answer_says_what_came_of_each(
    page: Page, demo: Product
) -> None:
    """Of an API that has ten systems, of which one runs and one is refused."""
    sign_in(page, demo)
    with ten_systems(page) as started:
        page.reload()
        page.get_by_role("checkbox", name="Select all systems of this page").click()
        expect(page.get_by_role("heading", name="Accounting systems (9/10)")).to_be_visible()
        page.get_by_role("button", name="Sync", exact=True).click()
        expect(page.get_by_text("Sync of 7 systems started")).to_be_visible()
        expect(page.get_by_text("Running already: System 2.")).to_be_visible()
        expect(page.get_by_text("Not started: System 3. No more calls. Wait.")).to_be_visible()
        assert findings(page) == []
    paths = [request.url.split("/systems/")[1] for request in started]
    assert sorted(paths) == [f"{number}/syncs" for number in range(9)]
    assert {request.post_data for request in started} == {'{"mode":"incremental"}'}
    assert len({request.headers["idempotency-key"] for request in started}) == 9


def test_what_can_be_done_depends_on_what_is_selected(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    with ten_systems(page) as started:
        page.reload()
        expect(page.get_by_role("checkbox", name="Select System 9")).to_be_disabled()
        expect(page.get_by_role("button", name="Sync all", exact=True)).to_be_enabled()
        assert reasons(page) == [*["Select a system."] * 2, *["Select the systems to start."] * 2]
        page.get_by_role("checkbox", name="Select System 2").click()
        assert reasons(page) == ["", "", *["A sync is running."] * 2]
        expect(page.get_by_role("button", name="Sync", exact=True)).to_be_disabled()
        page.get_by_role("checkbox", name="Select System 4").click()
        assert reasons(page) == [*["Select one system only."] * 2, "", ""]
        choose(page, "Start Full sync")
        expect(page.get_by_text("Full sync of 1 system started")).to_be_visible()
        expect(page.get_by_text("Running already: System 2.")).to_be_visible()
        page.get_by_role("searchbox", name="Find systems").fill("System 5")
        page.get_by_role("button", name="Sync all found (1)").click()
        expect(page.get_by_text("Sync of 1 system started", exact=True)).to_be_visible()
        page.get_by_role("checkbox", name="Select System 5").click()
        choose(page, "Edit")
        expect(page).to_have_url(f"{demo.url}/accounting-systems/5/edit")
    assert [request.post_data for request in started] == [
        '{"mode":"full"}',
        '{"mode":"full"}',
        '{"mode":"incremental"}',
    ]


def test_filter_and_order_stand_in_the_address(page: Page, demo: Product) -> None:
    sign_in(page, demo)
    with ten_systems(page):
        page.goto(f"{demo.url}/accounting-systems?find=system&sort=-name")
        names = page.get_by_role("rowheader")
        expect(names).to_have_text([f"System {number}" for number in range(9, -1, -1)])
        page.get_by_role("searchbox", name="Find systems").fill("m 4")
        expect(page).to_have_url(f"{demo.url}/accounting-systems?sort=-name&find=m+4")
        expect(names).to_have_text(["System 4"])
        page.get_by_role("searchbox", name="Find systems").fill("nothing")
        page.get_by_role("button", name="Clear filter").click()
        expect(names).to_have_count(10)
        page.locator("[data-focus-id=sorting-control-name]").first.click()
        expect(page).to_have_url(f"{demo.url}/accounting-systems?sort=name")
        expect(names.first).to_have_text("System 0")


def reasons(page: Page) -> list[str]:
    """Of each action of the menu, why it cannot be done."""
    page.get_by_role("button", name="Actions").click()
    items = page.get_by_role("menuitem")
    expect(items).to_have_text([re.compile(name) for name in ("Edit", "Delete", "Sync", "Full")])
    found = [why_not(page, items.nth(number)) for number in range(4)]
    page.keyboard.press("Escape")
    return found


def why_not(page: Page, item: Locator) -> str:
    described = item.get_attribute("aria-describedby")
    return (page.locator(f"[id='{described}']").text_content() or "") if described else ""


def choose(page: Page, action: str) -> None:
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name=action).click()


@contextmanager
def ten_systems(page: Page) -> Iterator[list[Request]]:
    """In the place of the product's own; what is asked to be started meanwhile."""
    started: list[Request] = []

    def answer(route: Route) -> None:
        system_id = route.request.url.split("/")[-2]
        started.append(route.request)
        status, body = ANSWERS.get(system_id, (202, {"id": "a-sync", "state": "queued"}))
        route.fulfill(status=status, json=body)

    def listed(route: Route) -> None:
        [one] = route.fetch().json()["systems"]
        systems = [
            {
                **one,
                "id": str(number),
                "name": f"System {number}",
                "running_sync_id": "that-one" if number == RUNNING else None,
                "deleting": number == DELETING,
            }
            for number in range(10)
        ]
        route.fulfill(json={"systems": systems})

    page.route("**/systems", listed)
    page.route("**/systems/*/syncs", answer)
    page.route("**/systems/*/syncs/that-one", lambda route: route.fulfill(json=PROGRESS))
    yield started
    page.unroute_all(behavior="ignoreErrors")


RUNNING, REFUSED, DELETING = 2, 3, 9
ANSWERS: dict[str, tuple[int, dict[str, Any]]] = {
    str(RUNNING): (409, {"title": "A sync is running", "sync_id": "that-one"}),
    str(REFUSED): (503, {"title": "Busy", "detail": "No more calls.", "advice": "Wait."}),
}
PROGRESS = {
    "id": "that-one",
    "mode": "full",
    "state": "running",
    "started_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-01T00:00:10Z",
    "ended_at": None,
    "invoices_seen": 250,
    "invoices_total": 1000,
    "resumed_from": None,
}


def test_a_viewer_selects_nothing(page: Page, demo: Product) -> None:
    sign_in(page, demo, "viewer")
    page.get_by_role("link", name="Demo hosting").wait_for()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^(Sync|Actions|Create)"))).to_have_count(0)
    expect(page.get_by_role("button", name="Refresh")).to_be_enabled()


def test_systems_are_started_and_deleted_from_the_list(page: Page) -> None:
    with running("--invoices", "300") as product:
        sign_in(page, product)
        row = page.get_by_role("row", name="Demo hosting")
        expect(row).to_contain_text("Succeeded")
        new = product.simulator("POST", "/invoices", {"subtotal": "10.00", "status": "Unpaid"})
        assert new["id"] > 300
        page.get_by_role("button", name="Sync all", exact=True).click()
        expect(page.get_by_text("Sync of 1 system started", exact=True)).to_be_visible()
        expect(row.get_by_role("gridcell", name="301", exact=True)).to_be_visible(timeout=SYNC_MS)
        row.get_by_role("checkbox").click()
        choose(page, "Delete")
        dialog = page.get_by_role("dialog", name="Delete Demo hosting")
        expect(dialog.get_by_role("button", name="Delete", exact=True)).to_be_disabled()
        dialog.get_by_role("textbox").fill("Demo hosting")
        dialog.get_by_role("button", name="Delete", exact=True).click()
        expect(dialog).to_be_hidden()
        expect(page.get_by_text("Demo hosting and its invoices are being deleted.")).to_be_visible()
        expect(page.get_by_text("No accounting system yet")).to_be_visible(timeout=SYNC_MS)
