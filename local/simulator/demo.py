"""A hosting company's invoices, invented: years of renewals that end today."""

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from local.simulator.clients import NOTES, Client, invented_client
from local.simulator.installation import Installation
from local.simulator.invoices import STATUSES, ZERO

YEARS = 5
CENT = Decimal("0.01")
# Weights of the statuses by the age in days an invoice has reached, in the order of STATUSES.
SHARES = (
    (60, (0, 3, 920, 40, 25, 12, 0)),
    (14, (1, 80, 850, 40, 15, 8, 6)),
    (0, (60, 420, 430, 30, 5, 0, 55)),
)


def demo_installation(
    invoices: int = 3000, seed: int = 7, today: date | None = None
) -> Installation:
    """The same arguments give the same invoices. `today` is by default the real one, in UTC."""
    installation = Installation(today)
    rng = Random(seed)
    events = _renewals(rng, invoices, installation.today)
    for left, (day, client) in zip(range(invoices, 0, -1), events, strict=True):
        age = (installation.today - day).days
        # The newest invoices show every status once, however few there are.
        status = STATUSES[left - 1] if left <= len(STATUSES) else _status(rng, age)
        fields = _amounts(rng, client) | _dates(rng, status, day, installation.today)
        installation.add(
            **fields,
            **_number(rng, installation, status),
            status=status,
            userid=client.number,
            firstname=client.firstname,
            lastname=client.lastname,
            companyname=client.companyname,
            currencycode=client.currency,
            paymentmethod=client.paymentmethod,
            notes=rng.choice(NOTES),
        )
    return installation


def _renewals(rng: Random, wanted: int, today: date) -> list[tuple[date, Client]]:
    events: list[tuple[date, Client]] = []
    number = 0
    while len(events) < wanted:
        number += 1
        client = invented_client(rng, number, YEARS, today)
        events += [(day, client) for day in client.renewals()]
    events.sort(key=lambda event: (event[0], event[1].number))
    return events[len(events) - wanted :]


def _status(rng: Random, age: int) -> str:
    weights = next(weights for days, weights in SHARES if age >= days)
    return rng.choices(STATUSES, weights)[0]


def _number(rng: Random, installation: Installation, status: str) -> dict[str, Any]:
    """Some ids are missing; some of what nobody paid are proformas, without a number."""
    fields: dict[str, Any] = {}
    if rng.random() < 0.01:
        fields["id"] = installation.last_id + rng.randint(2, 4)
    if status in ("Unpaid", "Cancelled", "Payment Pending") and rng.random() < 0.4:
        fields["invoicenum"] = ""
    return fields


def _amounts(rng: Random, client: Client) -> dict[str, Any]:
    subtotal = client.price + (Decimal("12.00") if rng.random() < 0.1 else ZERO)
    gross = subtotal
    fields: dict[str, Any] = {"subtotal": subtotal}
    if client.taxrate:
        fields |= {"taxrate": client.taxrate, "tax": _share(subtotal, client.taxrate)}
        gross += fields["tax"]
    if client.taxrate2:
        fields |= {"taxrate2": client.taxrate2, "tax2": _share(subtotal, client.taxrate2)}
        gross += fields["tax2"]
    if rng.random() < 0.03:
        fields["credit"] = min(gross, Decimal("5.00"))
    return fields


def _share(amount: Decimal, percent: Decimal) -> Decimal:
    return (amount * percent / 100).quantize(CENT, ROUND_HALF_UP)


def _dates(rng: Random, status: str, day: date, today: date) -> dict[str, Any]:
    fields: dict[str, Any] = {"date": day, "duedate": day + timedelta(days=14)}
    if status in ("Paid", "Refunded"):
        fields["datepaid"] = _moment(rng, day, rng.choice((0, 0, 1, 3, 9, 20)), today)
    if status == "Refunded":
        fields["date_refunded"] = _moment(rng, fields["datepaid"].date(), 25, today)
    if status == "Cancelled":
        fields["date_cancelled"] = _moment(rng, day, 30, today)
    return fields


def _moment(rng: Random, day: date, later: int, today: date) -> datetime:
    clock = time(rng.randrange(24), rng.randrange(60))
    return datetime.combine(min(day + timedelta(days=later), today), clock)
