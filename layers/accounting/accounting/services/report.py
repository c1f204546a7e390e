"""What the stored invoices add up to."""

from collections.abc import Sequence

from accounting.domain import revenue
from accounting.domain.revenue import Report, Stored
from accounting.domain.revenue_query import Query
from accounting.domain.sums import PackedSums, read_all
from accounting.domain.systems import System
from accounting.tables import revenue_table


def report(query: Query, systems: Sequence[System], currency: str) -> Report:
    """In `currency`, the reporting currency; of one system, or of all there are."""
    only = systems[0].system_id if len(systems) == 1 else None
    is_booked = query.refunds == "booked"
    packed = revenue_table.packed_sums(query.basis, refunds=is_booked, system_id=only)
    return revenue.report(query, (_stored(system, packed) for system in systems), currency)


def _stored(system: System, packed: dict[str, PackedSums]) -> Stored:
    sums = packed.get(system.system_id, PackedSums())
    return Stored(system, read_all(sums.counted), read_all(sums.refunded))
