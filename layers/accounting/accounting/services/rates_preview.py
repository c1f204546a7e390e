"""Tries exchange rates on what is stored of a system."""

from datetime import date

from accounting.domain import rates_preview
from accounting.domain.rates_preview import PAID, Preview
from accounting.domain.sums import PackedSums, read_all
from accounting.domain.systems import Settings, System
from accounting.tables import revenue_table


def preview(
    system: System, changed: Settings, currency: str, today: date, year_start: int
) -> Preview:
    """Reads the totals of the system's blocks: one partition, no invoice. `currency`: the reporting
    currency; `year_start`: the month that years begin with."""
    packed = revenue_table.packed_sums(PAID.basis, refunds=False, system_id=system.system_id)
    stored = read_all(packed.get(system.system_id, PackedSums()).counted)
    return rates_preview.preview(system.settings, changed, stored, currency, today, year_start)
