"""An accounting system in memory: a list of invoices that changes while it is read."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from accounting.domain.invoices import Invoice
from accounting.engine.ports import Page, Source

TODAY = date(2026, 11, 22)
LONG_AGO = TODAY - timedelta(days=400)


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
    raise, or ask itself. `cap`: rows the server gives at most. `ids_in_last_answer`: listed when
    the last answer was made."""

    def __init__(self, *invoices: Invoice, cap: int = 1 << 30) -> None:
        self.rows = {row.id: row for row in invoices}
        self.last_id = max(self.rows, default=0)
        self.cap = cap
        self.requests: list[tuple[int, int]] = []
        self._listed: list[int] = []
        self.before_answer: Callable[[int], None] = lambda _number: None
        self._lock = threading.RLock()

    def page(self, start: int, limit: int) -> Page:
        with self._lock:
            self.requests.append((start, limit))
            self.before_answer(len(self.requests))
            self._listed = sorted(self.rows)
            ids = self._listed[start : start + min(limit, self.cap)]
            return Page(start, tuple(self.rows[key] for key in ids), len(self.rows))

    @property
    def ids_in_last_answer(self) -> frozenset[int]:
        return frozenset(self._listed)

    def add(self, status: str = "Unpaid", day: date = TODAY) -> int:
        self.last_id += 1
        self.rows[self.last_id] = invoice(self.last_id, status, day)
        return self.last_id

    def change(self, invoice_id: int, **fields: object) -> None:
        self.rows[invoice_id] = replace(self.rows[invoice_id], **fields)  # type: ignore[arg-type]

    def delete(self, *invoice_ids: int) -> None:
        for invoice_id in invoice_ids:
            del self.rows[invoice_id]
