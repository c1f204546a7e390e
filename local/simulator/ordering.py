"""Lists sorted or filtered, kept until the next change so that paging through them is quick."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from local.simulator.invoices import SourceInvoice

SORT_KEYS: dict[str, Callable[[SourceInvoice], Any]] = {
    "id": lambda invoice: invoice.id,
    "invoicenumber": lambda invoice: (invoice.invoicenum, invoice.id),
    "date": lambda invoice: (invoice.date, invoice.id),
    "duedate": lambda invoice: (invoice.duedate, invoice.id),
    "total": lambda invoice: (invoice.total, invoice.id),
    "status": lambda invoice: (invoice.status, invoice.id),
}


class Order(NamedTuple):
    """Which rows a list has and how they are sorted, ascending."""

    by: str
    status: str | None = None
    userid: int | None = None


class SortedIds:
    """Ids in the orders somebody asked for since the last change."""

    def __init__(self) -> None:
        self._lists: dict[Order, list[int]] = {}

    def forget(self) -> None:
        """Call after every change of an invoice."""
        if self._lists:
            self._lists = {}

    def get(self, order: Order, invoices: Mapping[int, SourceInvoice], today: date) -> list[int]:
        """The ids of the chosen invoices; an `order.by` nobody knows sorts by id."""
        if order not in self._lists:
            chosen = [row for row in invoices.values() if _is_chosen(row, order, today)]
            chosen.sort(key=SORT_KEYS.get(order.by, SORT_KEYS["id"]))
            self._lists[order] = [row.id for row in chosen]
        return self._lists[order]


def _is_chosen(invoice: SourceInvoice, order: Order, today: date) -> bool:
    if order.userid is not None and invoice.userid != order.userid:
        return False
    if order.status and order.status.lower() == "overdue":
        return invoice.status == "Unpaid" and invoice.duedate < today
    return order.status is None or invoice.status.lower() == order.status.lower()
