"""States of pages: with something chosen or opened in them, with nothing to show, or in trouble."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.console.product import change_session


@dataclass(frozen=True)
class State:
    """`reach` goes on from the page at `path`, which may hold `{system_id}`."""

    name: str
    path: str
    reach: Callable[[Page], None]

    def visit(self, page: Page, url: str, system_id: str) -> None:
        page.goto(url + self.path.format(system_id=system_id))
        self.reach(page)
        expect(page.get_by_role("status", name="Loading")).to_have_count(0)


def _select_all(page: Page) -> None:
    page.get_by_role("link", name="Demo hosting").wait_for()
    # By the keyboard: what the pointer finds is a copy, the heading that stays while one scrolls.
    page.get_by_role("checkbox", name="Select all systems of this page").press("Space")
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem").first.wait_for()


def _ask_before_deleting(page: Page) -> None:
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("dialog").wait_for()


def _open_a_sync(page: Page) -> None:
    page.get_by_role("button", name="Show details: Full sync succeeded").first.click()
    expect(page.get_by_role("dialog").get_by_text("Complete: WHMCS holds")).to_be_visible()


def _open_the_hook(page: Page) -> None:
    page.get_by_role("button", name="Start from WHMCS").click()
    expect(page.get_by_role("button", name="Create key")).to_be_visible()


def _change_a_rate(page: Page) -> None:
    page.get_by_label("Value of rate 1").fill("1.5")
    expect(page.get_by_text("Counting anew")).to_be_visible()
    expect(page.get_by_text("Counting anew")).to_have_count(0)


def _leave_with_changes(page: Page) -> None:
    page.get_by_label("Description").fill("Changed")
    page.get_by_role("link", name="Accounting systems", exact=True).first.click()
    page.get_by_role("dialog", name="Leave page").wait_for()


def _open_help(page: Page) -> None:
    page.get_by_role("button", name="Info: ").first.click()
    page.get_by_role("heading", name="An accounting system").wait_for()


def _let_the_session_end(page: Page) -> None:
    page.get_by_role("application").wait_for()
    change_session(page, 'user.id_token = "expired"')
    page.reload()
    page.get_by_role("dialog", name="Your session has expired").wait_for()


def _create_nothing(page: Page) -> None:
    page.get_by_role("button", name="Create apiWHMCS").last.click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()


def _wait_for(text: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_text(text).first.wait_for()


SYSTEM = "/accounting-systems/{system_id}"

# Of a system that is fine. The last one ends the session.
CHOSEN = (
    State("systems-selected", "/accounting-systems", _select_all),
    State("system-delete", SYSTEM, _ask_before_deleting),
    State("system-help", SYSTEM, _open_help),
    State("timeline-sync", f"{SYSTEM}?tab=timeline", _open_a_sync),
    State("settings-hook", f"{SYSTEM}?tab=settings", _open_the_hook),
    State("edit-preview", f"{SYSTEM}/edit", _change_a_rate),
    State("edit-leave", f"{SYSTEM}/edit", _leave_with_changes),
    State("expired", "/reports/revenue", _let_the_session_end),
)

# Without any system.
EMPTY = (
    State("overview-empty", "/", _wait_for("No accounting system yet")),
    State("systems-empty", "/accounting-systems", _wait_for("No accounting system yet")),
    State("create-first", "/accounting-systems/create", _wait_for("Test connection")),
    State("create-errors", "/accounting-systems/create", _create_nothing),
    State("revenue-empty", "/reports/revenue", _wait_for("No revenue yet")),
    State("invoices-empty", "/reports/invoices", _wait_for("No invoice was copied yet")),
)

# Of a system whose first sync runs,
RUNNING = (
    State("system-running", SYSTEM, _wait_for("a second")),
    State("systems-running", "/accounting-systems", _wait_for("incomplete")),
)

# and of one where that has failed on its way.
FAILED = (
    State("system-failed", SYSTEM, _wait_for("This full sync stopped before its end")),
    State("overview-failed", "/", _wait_for("Needs attention")),
    State("systems-failed", "/accounting-systems", _wait_for("Failed")),
    State("revenue-failed", "/reports/revenue", _wait_for("Incomplete")),
)
