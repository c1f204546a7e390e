"""Every 15 minutes: starts the automatic syncs that are due, tells how systems fare, and publishes
events that could not be."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.domain.clock import Clock
from accounting.domain.health import Health, health_of, overdue_deletions
from accounting.domain.systems import System
from accounting.services import daily
from accounting.services.events import tell_untold
from accounting.services.metrics import metrics
from accounting.tables import systems_table

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

logger = Logger()


@logger.inject_lambda_context
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    clock = Clock()
    systems = systems_table.list_all()
    _tell(systems, clock.now())
    started = daily.start_due(systems, clock, float(os.environ["SPREAD_SECONDS"]))
    untold = tell_untold()
    # Lambda invokes it again, for these, and so does the next event.
    if started.failed:
        raise RuntimeError(f"Not started: {', '.join(started.failed)}")
    if untold:
        raise RuntimeError(f"Not published: {untold} events")
    return {"started": started.syncs}


def _tell(systems: Sequence[System], now: datetime) -> None:
    """What alarms and dashboard look at: docs/operations.md says what each means."""
    health, overdue = health_of(systems, now), overdue_deletions(systems, now)
    for one in health:
        _log(one)
    for system in overdue:
        logger.error("Should be deleted by now", system_id=system.system_id)
    ages = [one.oldest_figure for one in health]
    waiting = max((one.since_success for one in health), default=timedelta())
    oldest = max(ages, default=timedelta())
    with metrics(logger.service) as told:
        told.add_metric("FailedSystems", MetricUnit.Count, sum(one.failed for one in health))
        told.add_metric("OverdueDeletions", MetricUnit.Count, len(overdue))
        told.add_metric("HoursSinceSuccess", MetricUnit.NoUnit, waiting / HOUR)
        told.add_metric("OldestFigureDays", MetricUnit.NoUnit, oldest / DAY)


def _log(one: Health) -> None:
    logger.info(
        "Health",
        system_id=one.system_id,
        system=one.name,
        hours_since_success=round(one.since_success / HOUR, 2),
        oldest_figure_days=round(one.oldest_figure / DAY, 2),
        failed=one.failed,
    )
