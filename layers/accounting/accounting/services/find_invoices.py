"""Looks through the stored invoices, a bounded part at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from accounting.domain.columns import Columns
from accounting.domain.invoice_filter import InvoiceFilter
from accounting.domain.invoices import Invoice, InvoicePosition
from accounting.tables import invoices_table

# Looking through a block takes 1 to 2 ms, asking for those of a system as long as three: an answer
# comes within a tenth of a second.
BLOCKS_AT_ONCE, A_SYSTEM = 40, 3


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
    found, left = Found(), BLOCKS_AT_ONCE
    for system_id, block in _blocks(system_ids, place, wanted):
        room = limit - len(found.rows)
        if left <= 0 or not room:
            return found
        left -= 1 if found.next and found.next.system_id == system_id else A_SYSTEM
        taken = wanted.places(block)[: -room - 1 : -1]
        found.rows += ((system_id, row) for row in block.rows(taken))
        last = taken[-1] if len(taken) == room else 0
        found.looked_at += len(block.ids) - last
        found.next = InvoicePosition(system_id, block.ids[last])
        if last:
            return found
    found.next = None
    return found


def _blocks(
    system_ids: Sequence[str], place: InvoicePosition | None, wanted: InvoiceFilter
) -> Iterator[tuple[str, Columns]]:
    at_once = 25 if wanted.asks_something else 2
    for system_id in sorted(system_ids):
        if place is None or system_id > place.system_id:
            before = None
        elif system_id == place.system_id:
            before = place.invoice_id
        else:
            continue
        for block in invoices_table.descending(system_id, before, at_once):
            yield system_id, block
