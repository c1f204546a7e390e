"""Keeps beside each system what a list of them shows, so that the list is one Scan."""

import os
from collections import ChainMap

from accounting.domain.revenue import NOTHING, Query, system_revenue
from accounting.domain.systems import Figures, System
from accounting.tables import revenue_table, systems_table


def refresh(system_id: str) -> System:
    """After a sync, and after a change of rates. Raises SystemNotFound."""
    while True:
        system = systems_table.get(system_id)
        refreshed = systems_table.keep_figures(system, figures_of(system))
        if refreshed:
            return refreshed  # Else what they are made of has changed meanwhile.


def figures_of(system: System) -> Figures:
    summaries, sums = revenue_table.overview(system.system_id)
    periods, warnings = system_revenue(
        Query(by="year"), system.settings, sums, os.environ["REPORTING_CURRENCY"]
    )
    revenue = sum(periods.values(), NOTHING)
    return Figures(
        invoices=sum(summary.count for summary in summaries),
        net=revenue.net,
        gross=revenue.gross,
        warnings=tuple(warnings),
        unreadable=dict(ChainMap(*(summary.unreadable for summary in summaries))),
    )
