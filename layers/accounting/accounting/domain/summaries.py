"""What the sync engine knows of a block without opening it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from accounting.domain.invoices import CLOSED, OPEN, Invoice


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the invoices of one block; ids ascend.

    `statuses`: how many have each. `open`: ids by status, of those that can be listed by status.
    `pending`: ids that a Sync reads again by position: closed lately, unreadable, or of a status
    that cannot be listed. `suspects`: ids we hold as open that the source no longer lists as such.
    `unreadable`: the fields that made no sense, by id.
    `verified`: since when all of it has been compared with the source as whole rows, None: never.
    """

    number: int
    count: int
    first_id: int
    last_id: int
    statuses: dict[str, int]
    open: dict[str, tuple[int, ...]]
    pending: tuple[int, ...]
    suspects: tuple[int, ...] = ()
    unreadable: dict[int, str] = field(default_factory=dict)
    verified: datetime | None = None


def summarize(
    number: int,
    invoices: Iterable[Invoice],
    today: date,
    suspects: Iterable[int] = (),
    verified: datetime | None = None,
) -> Summary | None:
    """The summary of a block that holds exactly these invoices; None when there are none."""
    rows = sorted(invoices, key=lambda invoice: invoice.id)
    if not rows:
        return None
    ids = {row.id for row in rows}
    return Summary(
        number=number,
        count=len(rows),
        first_id=rows[0].id,
        last_id=rows[-1].id,
        statuses=dict(Counter(row.status for row in rows)),
        open={
            status: found
            for status in OPEN
            if (found := tuple(row.id for row in rows if row.status == status))
        },
        pending=tuple(row.id for row in rows if _pending(row, today)),
        suspects=tuple(sorted(ids.intersection(suspects))),
        unreadable={row.id: row.unreadable for row in rows if row.unreadable},
        verified=verified,
    )


def _pending(row: Invoice, today: date) -> bool:
    if row.unreadable or row.status not in OPEN + CLOSED:
        return True
    return row.status in CLOSED and not row.settled(today)
