"""What the console and scripts ask the API for, whose time is not to grow with what is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.visit import event

REPORT_SECONDS, LIST_SECONDS = 0.3, 0.1
DAYS = 365


@dataclass(frozen=True, slots=True)
class Asked:
    """`days`: of the last year only. `within`: seconds in which it is to be answered, warm."""

    function: str
    path: str
    within: float
    query: dict[str, str] = field(default_factory=dict)
    days: bool = False

    @property
    def of_one_system(self) -> bool:
        return "{system_id}" in self.path

    def event(self, system_id: str) -> dict[str, Any]:
        path = self.path.format(system_id=system_id)
        parameters = {"system_id": system_id} if self.of_one_system else {}
        query = self.query | (_last_year() if self.days else {})
        return event(f"GET {self.path}", path, query, parameters)


def _report(*, days: bool = False, **query: str) -> Asked:
    return Asked("revenue_api", "/revenue", REPORT_SECONDS, query, days)


def _list(function: str, path: str, **query: str) -> Asked:
    return Asked(function, path, LIST_SECONDS, query)


def _last_year() -> dict[str, str]:
    today = datetime.now(UTC).date()
    return {"from": f"{today - timedelta(days=DAYS - 1)}", "to": f"{today}"}


REQUESTS = {
    "report by year": _report(by="year"),
    "report by quarter": _report(by="quarter"),
    "report by month": _report(by="month"),
    "report by week": _report(by="week"),
    "report by day, of one year": _report(by="day", days=True),
    "report by month, compared with the year before": _report(
        by="month", basis="paid", refunds="booked", compare="previous_year"
    ),
    "systems": _list("systems_api", "/systems"),
    "syncs of a system": _list("syncs_api", "/systems/{system_id}/syncs"),
    "invoices of a system": _list("revenue_api", "/systems/{system_id}/invoices"),
    "invoices of all systems": _list("revenue_api", "/invoices"),
    "invoices that are unpaid": _list("revenue_api", "/invoices", status="Unpaid"),
    "invoices with a number that none has": _list("revenue_api", "/invoices", number="no such"),
}
