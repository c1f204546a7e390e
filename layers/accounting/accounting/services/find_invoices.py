"""Looks through the stored invoices, a bounded part at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from accounting.domain.invoice_filter import InvoiceFilter
from accounting.domain.invoices import Invoice, InvoicePosition
from accounting.tables import invoices_table

# Looking through one takes 5 to 10 ms: an answer comes within a second.
BLOCKS_AT_ONCE = 100


@dataclass(slots=True)
class Found:
    """`rows`: with the ids of their systems. `looked_at`: how many invoices that took. `next`:
    None at the end."""

    rows: list[tuple[str, Invoice]] = field(default_factory=list)
    looked_at: int = 0
    next: InvoicePosition | None = None


def find_invoices(
    system_ids: Sequence[str],
    wanted: InvoiceFilter,
    limit: int,
    place: InvoicePosition | None = None,
) -> Found:
    """Up to `limit` of these systems, which are looked through in the order of their ids, each from
    its newest invoice; fewer, even none, where many had to be looked at for them."""
    found = Found()
    for blocks, (system_id, rows) in enumerate(_blocks(system_ids, place, wanted)):
        if blocks == BLOCKS_AT_ONCE or len(found.rows) == limit:
            return found
        matching, room = list(filter(wanted.matches, rows)), limit - len(found.rows)
        found.rows += ((system_id, row) for row in matching[:room])
        last = matching[room - 1] if room <= len(matching) else rows[-1]
        found.looked_at += rows.index(last) + 1
        found.next = InvoicePosition(system_id, last.id)
        if last is not rows[-1]:
            return found
    found.next = None
    return found


def _blocks(
    system_ids: Sequence[str], place: InvoicePosition | None, wanted: InvoiceFilter
) -> Iterator[tuple[str, list[Invoice]]]:
    at_once = 25 if wanted.asks_something else 2
    for system_id in sorted(system_ids):
        if place is None or system_id > place.system_id:
            before = None
        elif system_id == place.system_id:
            before = place.invoice_id
        else:
            continue
        for rows in invoices_table.descending(system_id, before, at_once):
            yield system_id, rows
