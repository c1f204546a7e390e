"""Every page of the console: its address, and what is there when it is ready."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.console.product import Product


@dataclass(frozen=True)
class Place:
    """`path` may hold `{system_id}`; `role` and `name` of what shows last."""

    name: str
    path: str
    role: Any
    shows: str


PLACES = (
    Place("overview", "/", "row", "Demo hosting"),
    Place("systems", "/accounting-systems", "link", "Demo hosting"),
    Place("create", "/accounting-systems/create", "button", "Test connection"),
    Place("system", "/accounting-systems/{system_id}", "heading", "What happens next"),
    Place("system-invoices", "/accounting-systems/{system_id}?tab=invoices", "row", "Paid"),
    Place("system-revenue", "/accounting-systems/{system_id}?tab=revenue", "application", "Net"),
    Place("timeline", "/accounting-systems/{system_id}?tab=timeline", "row", "System connected"),
    Place("syncs", "/accounting-systems/{system_id}?tab=timeline&show=syncs", "row", "Full sync"),
    Place("settings", "/accounting-systems/{system_id}?tab=settings", "heading", "Settings"),
    Place("edit", "/accounting-systems/{system_id}/edit", "button", "Test connection"),
    Place("revenue", "/reports/revenue", "application", "Net revenue by month"),
    Place("revenue-total", "/reports/revenue?year=2025&split=total", "application", "Net revenue"),
    Place("revenue-by-currency", "/reports/revenue?split=currencies", "application", "Net"),
    Place("invoices", "/reports/invoices", "row", "Paid"),
    Place("invoices-found", "/reports/invoices?status=Paid&currency=EUR", "row", "Paid"),
    Place("not-found", "/nothing/here", "heading", "Page not found"),
)


def visit(page: Page, product: Product, place: Place, system_id: str) -> None:
    page.goto(product.url + place.path.format(system_id=system_id))
    expect(page.get_by_role(place.role, name=place.shows).first).to_be_visible()
    expect(page.get_by_role("status", name="Loading")).to_have_count(0)
    expect(page.get_by_role("heading", name="Totals so far")).to_have_count(0)
