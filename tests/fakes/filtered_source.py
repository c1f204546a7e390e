"""An accounting system in memory that can be asked by status, while people change it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal

from accounting.domain.invoices import Invoice
from accounting.engine.ports import Page, Source
from tests.fakes.fake_source import TODAY, invoice

type Filter = Literal["honoured", "ignored", "empty"]


class FilteredSource(Source):
    """`before_answer(number)` is called before each answer, one at a time; it may change the list,
    raise, or ask itself. `cap`: rows the server gives at most. `ids_in_last_answer`: those at the
    last answer about all invoices. `filter`: what it makes of a status."""

    def __init__(
        self, *invoices: Invoice, cap: int = 1 << 30, filter_: Filter = "honoured"
    ) -> None:
        self.rows = {row.id: row for row in invoices}
        self.last_id = max(self.rows, default=0)
        self.cap = cap
        self.filter = filter_
        self.requests: list[tuple[int, int, str]] = []
        self.ids_in_last_answer: frozenset[int] = frozenset()
        self.before_answer: Callable[[int], None] = lambda _number: None
        self._one = threading.RLock()

    def page(self, start: int, limit: int, status: str = "") -> Page:
        with self._one:
            self.requests.append((start, limit, status))
            self.before_answer(len(self.requests))
            if not status:
                self.ids_in_last_answer = frozenset(self.rows)
            found = [self.rows[key] for key in sorted(self.rows) if self._listed(key, status)]
            return Page(start, tuple(found[start : start + min(limit, self.cap)]), len(found))

    def _listed(self, invoice_id: int, status: str) -> bool:
        if not status or self.filter == "ignored":
            return True
        return self.filter == "honoured" and self.rows[invoice_id].status == status

    def add(self, status: str = "Unpaid", day: date = TODAY, gap: int = 1) -> int:
        self.last_id += gap
        self.rows[self.last_id] = invoice(self.last_id, status, day)
        return self.last_id

    def change(self, invoice_id: int, **fields: object) -> None:
        self.rows[invoice_id] = replace(self.rows[invoice_id], **fields)  # type: ignore[arg-type]

    def delete(self, *invoice_ids: int) -> None:
        for invoice_id in invoice_ids:
            del self.rows[invoice_id]
