"""An accounting system in memory: a list of invoices that changes while it is read."""

import threading
from collections.abc import Callable
from copy import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from accounting.domain.invoices import Invoice
from accounting.engine.ports import Page, Source

TODAY = date(2026, 11, 22)
LONG_AGO = TODAY - timedelta(days=400)

type Filter = Literal["honoured", "ignored", "empty", "one more", "one fewer", "total of all"]


def invoice(
    invoice_id: int, status: str = "Paid", day: date = LONG_AGO, **fields: object
) -> Invoice:
    paid = day if status in {"Paid", "Refunded"} else None
    amount = Decimal(invoice_id % 97) + Decimal("0.01")
    plain = Invoice(
        invoice_id,
        str(invoice_id),
        day,
        day,
        paid,
        status,
        "EUR",
        amount,
        Decimal("0.19"),
        amount,
        Decimal(0),
    )
    return replace(plain, **fields) if fields else plain  # type: ignore[arg-type]


class FakeSource(Source):
    """`before_answer(number)` is called before each answer, one at a time; it may change the list,
    raise, or ask itself. `cap`: rows the server gives at most. `filter`: what it makes of a status:
    rows of all, none, or the right ones with a total that is not theirs."""

    def __init__(
        self, *invoices: Invoice, cap: int = 1 << 30, filter_: Filter = "honoured"
    ) -> None:
        self.rows = {row.id: row for row in invoices}
        self.last_id = max(self.rows, default=0)
        self.cap = cap
        self.filter = filter_
        self.requests: list[tuple[int, int, str]] = []
        self.before_answer: Callable[[int], None] = lambda _number: None
        self._listed: list[frozenset[int]] = []
        self._past: list[tuple[datetime, dict[int, Invoice]]] = []
        self._lock = threading.RLock()

    def page(self, start: int, limit: int, status: str = "") -> Page:
        with self._lock:
            self.requests.append((start, limit, status))
            self.before_answer(len(self.requests))
            ids = sorted(self.rows)
            if not status:
                self._listed.append(frozenset(ids))
            found = ids if not status else self._filtered(ids, status)
            total = self._count(len(found), len(ids)) if status else len(found)
            shown = found[start : start + min(limit, self.cap)]
            return Page(start, tuple(self.rows[key] for key in shown), total)

    def _filtered(self, ids: list[int], status: str) -> list[int]:
        if self.filter == "ignored":
            return ids
        if self.filter == "empty":
            return []
        return [key for key in ids if self.rows[key].status == status]

    def _count(self, found: int, total: int) -> int:
        match self.filter:
            case "one more":
                return found + 1
            case "one fewer":
                return max(found - 1, 0)
            case "total of all":
                return total
            case _:
                return found

    def ids_in_answers(self, last: int) -> list[frozenset[int]]:
        """Of all invoices when each of the last answers about all of them was made."""
        return self._listed[-last:]

    def add(self, status: str = "Unpaid", day: date = TODAY, gap: int = 1, **fields: object) -> int:
        self.last_id += gap
        self.rows[self.last_id] = invoice(self.last_id, status, day, **fields)
        return self.last_id

    def change(self, *invoice_ids: int, **fields: object) -> None:
        for invoice_id in invoice_ids:
            self.rows[invoice_id] = replace(self.rows[invoice_id], **fields)  # type: ignore[arg-type]

    def delete(self, *invoice_ids: int) -> None:
        for invoice_id in invoice_ids:
            del self.rows[invoice_id]

    def restore(self, backup: dict[int, Invoice]) -> None:
        """As it was then; the ids that were given since are given again."""
        self.rows = dict(backup)
        self.last_id = max(backup, default=0)

    def remember(self, moment: datetime) -> None:
        """From this moment on the list is as it is now."""
        if not self._past or self._past[-1][1] != self.rows:
            self._past.append((moment, dict(self.rows)))

    def versions(self, invoice_id: int, since: datetime) -> list[Invoice | None]:
        """What the invoice was at any moment since then; None: it was not there."""
        before = [rows for moment, rows in self._past if moment <= since][-1:]
        after = [rows for moment, rows in self._past if moment > since]
        return [rows.get(invoice_id) for rows in (*before, *after)]
