"""`python -m benchmarks.company --invoices N`: a simulator whose company differs in its past only.

Of 10 thousand invoices or of a million, 100 a day are new and 500 are open, anywhere among them. So
what a day's Sync takes at either size shows what the past alone costs.
"""

import gc
from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from local.simulator import Installation, Simulator, SourceInvoice, demo_installation
from local.simulator.__main__ import serve

A_DAY, OPEN = 100, 500
CLOSED = {"Paid", "Cancelled", "Refunded"}


def company(invoices: int) -> Installation:
    installation = demo_installation(invoices)
    rows = list(installation.invoices().values())
    unpaid = set(Random(5).sample([row.id for row in rows], min(OPEN, invoices)))
    for left, row in zip(range(invoices, 0, -1), rows, strict=True):
        day = installation.today - timedelta(days=(left - 1) // A_DAY)
        installation.edit(row.id, **_moved(row, day, installation.today, is_open=row.id in unpaid))
    return installation


def _moved(row: SourceInvoice, day: date, today: date, *, is_open: bool) -> dict[str, Any]:
    """Issued on that day, with everything that came later as many days later."""

    def later(moment: datetime | None) -> datetime | None:
        ended = moment and min(moment + (day - row.date), datetime.combine(today, time(12)))
        return None if is_open else ended

    closed = row.status if row.status in CLOSED else "Paid"
    paid = row.datepaid or datetime.combine(row.date + timedelta(days=row.id % 20), time(12))
    return {
        "status": "Unpaid" if is_open else closed,
        "date": day,
        "duedate": row.duedate + (day - row.date),
        "datepaid": later(paid if closed != "Cancelled" else None),
        "date_refunded": later(row.date_refunded),
        "date_cancelled": later(row.date_cancelled),
    }


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks.company", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--invoices", type=int, default=10_000)
    options = parser.parse_args()
    gc.disable()  # Collections would walk through what has been made so far, again and again.
    serve(Simulator(company(options.invoices), port=options.port))


if __name__ == "__main__":
    main()
