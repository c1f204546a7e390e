"""The billing system itself: invoices that come, change and go, and the lists it gives of them."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from threading import RLock
from typing import Any, Literal, NamedTuple

from local.simulator.invoices import SourceInvoice
from local.simulator.ordering import Order, SortedIds

NOON = time(12)


class Totals(NamedTuple):
    """Sums over invoices of one month and currency."""

    count: int  # type: ignore[assignment]
    net: Decimal
    tax: Decimal
    gross: Decimal


class Backup(NamedTuple):
    """All there was at one moment."""

    invoices: dict[int, SourceInvoice]
    next_id: int


class Installation:
    """Thread-safe. Ids grow, unless somebody sets the next one or restores a backup."""

    def __init__(self, today: date | None = None) -> None:
        self.today = today or datetime.now(UTC).date()
        self._lock = RLock()
        self._invoices: dict[int, SourceInvoice] = {}
        self._ids: list[int] = []
        self._next_id = 1
        self._last_number = 0
        self._sorted = SortedIds()

    def add(self, **fields: Any) -> int:
        """Add an invoice and return its id.

        Fields left out get plausible values; a larger `id` leaves a gap; `invoicenum=""` makes a
        proforma.
        """
        with self._lock:
            invoice = self._completed(fields)
            if invoice.id < self._next_id:
                raise ValueError(f"the next id is {self._next_id}: {invoice.id} is below it")
            if invoice.id in self._invoices:
                raise ValueError(f"there is an invoice {invoice.id}")
            self._next_id = invoice.id + 1
            insort(self._ids, invoice.id)
            self._keep(invoice)
            return invoice.id

    def pay(self, invoice_id: int, day: date | None = None) -> None:
        """Settle an invoice; a proforma gets its number now."""
        with self._lock:
            moment = datetime.combine(day or self.today, NOON)
            number = self._invoices[invoice_id].invoicenum or self._next_number(moment.date())
            self.edit(invoice_id, status="Paid", datepaid=moment, invoicenum=number)

    def refund(self, invoice_id: int, day: date | None = None) -> None:
        """Give all the money back."""
        moment = datetime.combine(day or self.today, NOON)
        self.edit(invoice_id, status="Refunded", date_refunded=moment)

    def cancel(self, invoice_id: int, day: date | None = None) -> None:
        """Call an invoice off."""
        moment = datetime.combine(day or self.today, NOON)
        self.edit(invoice_id, status="Cancelled", date_cancelled=moment)

    def edit(self, invoice_id: int, **fields: Any) -> None:
        """Change any fields but the id."""
        if fields.get("id", invoice_id) != invoice_id:
            raise ValueError("an id never changes")
        with self._lock:
            fields.setdefault("updated_at", datetime.combine(self.today, NOON))
            self._keep(replace(self._invoices[invoice_id], **fields))

    def credit_note(self, invoice_id: int, *, raises_credit: bool) -> None:
        """WHMCS 9 writes off what is left to pay of an invoice. What that does to the list of
        invoices is not documented: amounts stay as they are, or the note counts as credit."""
        with self._lock:
            row = self._invoices[invoice_id]
            self.edit(invoice_id, status="Paid", datepaid=datetime.combine(self.today, NOON))
            if raises_credit:
                self.edit(invoice_id, credit=row.credit + row.total)

    def set_next_id(self, next_id: int) -> None:
        """As an administrator does with Invoice Starting #: ids jump, or go on below those there
        are, where there is room."""
        with self._lock:
            self._next_id = next_id

    def backup(self) -> Backup:
        with self._lock:
            return Backup(dict(self._invoices), self._next_id)

    def restore(self, backup: Backup) -> None:
        """What came since is gone, and its ids are given again."""
        with self._lock:
            self._invoices, self._next_id = dict(backup.invoices), backup.next_id
            self._ids = sorted(self._invoices)
            self._sorted.forget()

    def delete(self, *invoice_ids: int) -> None:
        """Remove invoices: every row behind them moves one place forward in the list."""
        with self._lock:
            for invoice_id in invoice_ids:
                del self._invoices[invoice_id]
                del self._ids[bisect_left(self._ids, invoice_id)]
            self._sorted.forget()

    def page(
        self,
        start: int = 0,
        limit: int = 25,
        orderby: str = "id",
        order: str = "asc",
        status: str | None = None,
        userid: int | None = None,
    ) -> tuple[list[SourceInvoice], int]:
        """Rows `start` to `start + limit` of the list, and how many rows the whole list has."""
        with self._lock:
            ids = self._listed(Order(orderby, status, userid))
            if order == "desc":
                end = max(len(ids) - start, 0)
                chosen = ids[max(end - limit, 0) : end][::-1]
            else:
                chosen = ids[start : start + limit]
            return [self._invoices[invoice_id] for invoice_id in chosen], len(ids)

    def get(self, invoice_id: int) -> SourceInvoice:
        """The invoice as it is now. Raises KeyError."""
        with self._lock:
            return self._invoices[invoice_id]

    def invoices(self) -> dict[int, SourceInvoice]:
        """A snapshot by id, ids ascending."""
        with self._lock:
            return {key: self._invoices[key] for key in self._ids}

    @property
    def last_id(self) -> int:
        """The one given last, deleted or not."""
        return self._next_id - 1

    def client_texts(self) -> set[str]:
        """Every name, company and note in the invoices; none of it may ever reach the product."""
        texts: set[str] = set()
        for row in self.invoices().values():
            texts |= {row.firstname, row.lastname, row.companyname, row.notes}
        return texts - {""}

    def __len__(self) -> int:
        return len(self._ids)

    def revenue(
        self,
        basis: Literal["issued", "paid"] = "issued",
        statuses: Iterable[str] = ("Paid",),
    ) -> dict[tuple[str, str], Totals]:
        """(month as YYYY-MM, currency) to totals, by plain sums over the rows.

        Deliberately shares nothing with the product, whose reports are compared with it.
        """
        wanted = frozenset(statuses)
        sums: dict[tuple[str, str], Totals] = {}
        for invoice in self.invoices().values():
            day = invoice.date if basis == "issued" else invoice.datepaid
            if day is None or invoice.status not in wanted:
                continue
            key = (f"{day:%Y-%m}", invoice.currencycode)
            sums[key] = _with(sums.get(key, NOTHING), invoice)
        return dict(sorted(sums.items()))

    def _listed(self, order: Order) -> list[int]:
        if order == Order("id"):
            return self._ids
        return self._sorted.get(order, self._invoices, self.today)

    def _keep(self, invoice: SourceInvoice) -> None:
        self._invoices[invoice.id] = invoice
        self._sorted.forget()

    def _completed(self, given: dict[str, Any]) -> SourceInvoice:
        issued: date = given.get("date", self.today)
        moment = datetime.combine(issued, NOON)
        fields: dict[str, Any] = {
            "id": self._free_id(),
            "date": issued,
            "duedate": issued + timedelta(days=14),
            "created_at": moment,
            "updated_at": moment,
        } | given
        status = fields.get("status")
        if "invoicenum" not in fields and status != "Draft":
            fields["invoicenum"] = self._next_number(issued)
        if status in ("Paid", "Refunded"):
            fields.setdefault("datepaid", moment)
        return SourceInvoice(**fields)

    def _free_id(self) -> int:
        free = self._next_id
        while free in self._invoices:
            free += 1
        return free

    def _next_number(self, day: date) -> str:
        self._last_number += 1
        return f"{day.year}-{self._last_number:06d}"


NOTHING = Totals(0, Decimal(0), Decimal(0), Decimal(0))


def _with(totals: Totals, invoice: SourceInvoice) -> Totals:
    tax = invoice.tax + invoice.tax2
    return Totals(
        count=totals.count + 1,
        net=totals.net + invoice.subtotal,
        tax=totals.tax + tax,
        gross=totals.gross + invoice.subtotal + tax,
    )
