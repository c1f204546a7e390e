"""Keeps beside each system what a list of them shows, so that the list is one Scan."""

import os
from collections import ChainMap
from datetime import datetime

from accounting.domain.atoms import atoms_of, daily_totals
from accounting.domain.month_totals import MonthTotals
from accounting.domain.revenue_query import Query
from accounting.domain.systems import Figures, System
from accounting.domain.totals import EVER, Totals
from accounting.services import revenue_change
from accounting.tables import revenue_table, systems_table


def refresh(system_id: str, actor: str, at: datetime) -> System:
    """After a sync, and after a change of rates; others hear of the months that changed: who had
    them changed (`actor`), and when. Raises SystemNotFound."""
    while True:
        system = systems_table.get(system_id)
        months, figures = figures_of(system)
        refreshed = systems_table.keep_figures(system, figures)
        if refreshed:  # Else what they are made of has changed meanwhile.
            totals = MonthTotals.of(os.environ["REPORTING_CURRENCY"], months)
            revenue_change.tell(refreshed, totals, actor, at)
            return refreshed


def figures_of(system: System) -> tuple[dict[str, Totals], Figures]:
    """With the totals of each month."""
    summaries, sums = revenue_table.overview(system.system_id)
    query, currency = Query(), os.environ["REPORTING_CURRENCY"]
    totals, doubts = daily_totals(query, system.settings, atoms_of(query, sums, ()), currency)
    revenue = totals.between(EVER)
    figures = Figures(
        invoices=sum(summary.count for summary in summaries),
        net=revenue.net,
        gross=revenue.gross,
        warnings=tuple(doubts.texts(system.settings.name)),
        missing_rates=doubts.missing_rates,
        unreadable=dict(ChainMap(*(summary.unreadable for summary in summaries))),
    )
    return totals.by_period(EVER, "month"), figures
