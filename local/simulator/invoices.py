"""One invoice as the billing system holds it, client data included."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

STATUSES = (
    "Draft",
    "Unpaid",
    "Paid",
    "Cancelled",
    "Refunded",
    "Collections",
    "Payment Pending",
)

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class SourceInvoice:
    """Money in `currencycode`, rates in percent, times in the server's own time zone."""

    id: int
    date: dt.date
    duedate: dt.date
    userid: int = 1
    firstname: str = ""
    lastname: str = ""
    companyname: str = ""
    invoicenum: str = ""
    datepaid: dt.datetime | None = None
    last_capture_attempt: dt.datetime | None = None
    date_refunded: dt.datetime | None = None
    date_cancelled: dt.datetime | None = None
    subtotal: Decimal = Decimal("10.00")
    credit: Decimal = ZERO
    tax: Decimal = ZERO
    tax2: Decimal = ZERO
    taxrate: Decimal = ZERO
    taxrate2: Decimal = ZERO
    status: str = "Unpaid"
    paymentmethod: str = "banktransfer"
    notes: str = ""
    currencycode: str = "EUR"
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None

    @property
    def total(self) -> Decimal:
        """What is left to pay: credit already applied makes it smaller than the revenue."""
        return self.subtotal + self.tax + self.tax2 - self.credit
