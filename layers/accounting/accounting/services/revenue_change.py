"""Tells of the months whose revenue is another than was told before."""

from datetime import datetime
from itertools import batched

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from accounting.domain.event_types import RevenueChanged
from accounting.domain.events import KEPT, revenue_changed
from accounting.domain.month_totals import MonthTotals
from accounting.domain.systems import System
from accounting.services.events import record
from accounting.tables import events_table

MONTHS_AN_EVENT = 1000  # EventBridge takes 256 KB.

logger = Logger()


def tell(
    system: System, totals: MonthTotals, actor: str, at: datetime, *, deleted: bool = False
) -> None:
    """Remembers what it told. Fails as little as `record`: what could not be told is told after the
    next sync."""
    try:
        changes = totals.changes_since(events_table.told_months(system.system_id))
        told = all(
            record(revenue_changed(system, RevenueChanged(totals.currency, part), actor, at))
            for part in batched(changes, MONTHS_AN_EVENT, strict=False)
        )
        if changes and told:
            until = at + KEPT if deleted else None
            events_table.keep_told_months(system.system_id, totals, until)
    except (BotoCoreError, ClientError):
        logger.exception("Not told", system_id=system.system_id)
