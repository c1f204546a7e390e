"""What we keep of an invoice: numbers, dates and amounts, and nothing about clients."""

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

Basis = Literal["issued", "paid"]

CLOSED = ("Paid", "Cancelled", "Refunded")
OPEN = ("Draft", "Unpaid", "Payment Pending", "Collections")
STATUSES = (*OPEN, *CLOSED)
SETTLING_DAYS = 60


class InvoicePosition(NamedTuple):
    """Where an invoice stands among those of all systems, which are listed by system and id."""

    system_id: str
    invoice_id: int


def revenue_day[Day](basis: Basis, issued: Day, due: Day, paid: Day, status: str) -> Day:
    """The day an invoice's revenue belongs to. One without an issue date counts when it is due or
    paid; one that was refunded was paid, at the latest when it was issued if nobody knows when.
    `Day`: a date, None where there is none; or its ordinal, and 0."""
    first = issued or due or paid
    if basis == "issued":
        return first
    return first if status == "Refunded" and not paid else paid


class Invoice(NamedTuple):
    """A tuple, because there are millions: made and compared several times as fast as a dataclass.

    `number` is empty where the source gave none; `tax` is the sum of both taxes; amounts are
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

    @property
    def shown_number(self) -> str:
        """As people see it: WHMCS shows the id where it gave no number."""
        return self.number or str(self.id)

    def day(self, basis: Basis) -> dt.date | None:
        return revenue_day(basis, self.date, self.due_date, self.paid_date, self.status)

    @property
    def refund_day(self) -> dt.date | None:
        """Where the source does not say when it was refunded, the day it was paid or issued; None
        where it is in no period that it could be subtracted from."""
        paid = self.day("paid")
        return paid and (self.refunded_date or paid)

    def settled(self, today: dt.date) -> bool:
        """Closed, and so long ago that a refund is no longer to be expected."""
        return self.status in CLOSED and not self.unreadable and not self._later_than(_limit(today))

    def _later_than(self, limit: dt.date) -> bool:
        """Asked of every row, several times: spelled out it takes a third of the time."""
        return bool(
            (self.date and self.date > limit)
            or (self.due_date and self.due_date > limit)
            or (self.paid_date and self.paid_date > limit)
            or (self.refunded_date and self.refunded_date > limit)
        )

    @property
    def figures(self) -> tuple[object, ...]:
        """What does not change once an invoice is settled, whatever becomes of its status."""
        return (self.number, self.date, self.currency, self.subtotal, self.tax)


@cache
def _limit(today: dt.date) -> dt.date:
    return today - dt.timedelta(days=SETTLING_DAYS)


_BY_FOLDED_NAME = {status.casefold(): status for status in STATUSES}


def as_stored(status: str) -> str:
    """The status as WHMCS writes it, whatever the letter case; one we do not know as it is."""
    return _BY_FOLDED_NAME.get(status.strip().casefold(), status)
