"""What we keep of an invoice: numbers, dates and amounts, and nothing about clients."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Basis = Literal["issued", "paid"]

CLOSED = ("Paid", "Cancelled", "Refunded")
OPEN = ("Draft", "Unpaid", "Payment Pending", "Collections")
SETTLING_DAYS = 60


@dataclass(frozen=True, slots=True)
class Invoice:
    """`number` is empty where the source gave none; `tax` is the sum of both taxes; amounts are
    in `currency`; a date is None where the source has none.

    `unreadable`: the fields of the source's row that made no sense; then nothing but id and status
    is what the source says, and the invoice is in no revenue.
    """

    id: int
    number: str
    date: dt.date | None
    due_date: dt.date | None
    paid_date: dt.date | None
    status: str
    currency: str
    subtotal: Decimal
    tax: Decimal
    total: Decimal
    credit: Decimal
    refunded_date: dt.date | None = None
    unreadable: str = ""

    def day(self, basis: Basis) -> dt.date | None:
        """The day its revenue belongs to; one without an issue date counts when it is due."""
        return self.paid_date if basis == "paid" else self.date or self.due_date

    @property
    def refund_day(self) -> dt.date | None:
        """Where the source does not say when it was refunded, the day it was paid or issued."""
        return self.refunded_date or self.paid_date or self.day("issued")

    def settled(self, today: dt.date) -> bool:
        """Closed, and so long ago that a refund is no longer to be expected."""
        return self.status in CLOSED and not self.unreadable and not self._recent(today)

    def _recent(self, today: dt.date) -> bool:
        days = (self.date, self.due_date, self.paid_date, self.refunded_date)
        limit = today - dt.timedelta(days=SETTLING_DAYS)
        return any(day > limit for day in days if day)

    @property
    def figures(self) -> tuple[object, ...]:
        """What does not change once an invoice is settled, whatever becomes of its status."""
        return (self.number, self.date, self.currency, self.subtotal, self.tax)


type InvoicesById = Mapping[int, Invoice]
