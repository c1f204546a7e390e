"""What we keep of an invoice: numbers, dates and amounts, and nothing about clients."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Basis = Literal["issued", "paid"]

STATUSES = (
    "Draft",
    "Unpaid",
    "Paid",
    "Cancelled",
    "Refunded",
    "Collections",
    "Payment Pending",
)
CLOSED = frozenset({"Paid", "Cancelled", "Refunded"})
SETTLING_DAYS = 60


@dataclass(frozen=True, slots=True)
class Invoice:
    """`number` is empty where the source gave none; `tax` is the sum of both taxes; amounts are
    in `currency`; a date is None where the source has none."""

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

    def day(self, basis: Basis) -> dt.date | None:
        """The day its revenue belongs to; one without an issue date counts when it is due."""
        return self.paid_date if basis == "paid" else self.date or self.due_date

    def settled(self, today: dt.date) -> bool:
        """Closed, and so long ago that a refund is no longer to be expected."""
        days = [day for day in (self.date, self.due_date, self.paid_date) if day]
        recent = bool(days) and max(days) > today - dt.timedelta(days=SETTLING_DAYS)
        return self.status in CLOSED and not recent


_BY_FOLDED_NAME = {status.casefold(): status for status in STATUSES}


def as_stored(status: str) -> str:
    """The status as WHMCS writes it, whatever the letter case; one we do not know as it is."""
    return _BY_FOLDED_NAME.get(status.strip().casefold(), status)


type InvoicesById = Mapping[int, Invoice]
