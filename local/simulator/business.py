"""A day of business: what the source does between two syncs."""

from dataclasses import dataclass
from random import Random

from local.simulator.installation import Installation
from local.simulator.invoices import SourceInvoice

UNPAID = ("Unpaid", "Payment Pending")
COPIED = (
    "userid",
    "firstname",
    "lastname",
    "companyname",
    "subtotal",
    "tax",
    "tax2",
    "taxrate",
    "taxrate2",
    "currencycode",
    "paymentmethod",
)


@dataclass(frozen=True, slots=True)
class DayOfBusiness:
    """The ids of what happened; no id is in two of them."""

    added: tuple[int, ...]
    paid: tuple[int, ...]
    refunded: tuple[int, ...]
    cancelled: tuple[int, ...]
    deleted: tuple[int, ...]


def a_day_of_business(installation: Installation, seed: int, added: int = 12) -> DayOfBusiness:
    """Add so many invoices, pay 8, refund 1, cancel 1, delete 3; fewer where there are too few.

    Refunded is one paid lately; what is deleted may be of any age.
    """
    rng = Random(seed)
    before = list(installation.invoices().values())
    unpaid = [row.id for row in before if row.status in UNPAID]
    touched = rng.sample(unpaid, min(9, len(unpaid)))
    cancelled = touched[1:2]
    paid = touched[:1] + touched[2:]
    refunded = [row.id for row in before[-200:] if row.status == "Paid"][-1:]
    rest = sorted({row.id for row in before} - {*touched, *refunded})
    deleted = rng.sample(rest, min(3, len(rest)))
    for invoice_id in paid:
        installation.pay(invoice_id)
    for invoice_id in refunded:
        installation.refund(invoice_id)
    for invoice_id in cancelled:
        installation.cancel(invoice_id)
    installation.delete(*deleted)
    new = [_renewed(installation, rng.choice(before)) for _ in range(added if before else 0)]
    return DayOfBusiness(*map(tuple, (new, paid, refunded, cancelled, deleted)))


def _renewed(installation: Installation, earlier: SourceInvoice) -> int:
    return installation.add(**{name: getattr(earlier, name) for name in COPIED})
