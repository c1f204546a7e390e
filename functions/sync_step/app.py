"""Repeated state of a sync: copies pages of invoices for up to WORK_SECONDS."""

import os
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.domain.clock import Clock
from accounting.services.execution_input import parse
from accounting.services.meter import Meter
from accounting.services.metrics import metrics
from accounting.services.step import step

MOST_VALUES = 99  # With the hundredth Powertools begins another line, without the ids.

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    order = parse(event)
    logger.append_keys(system_id=order.input.system_id, sync_id=order.sync_id)
    seconds = float(os.environ["WORK_SECONDS"])
    meter = Meter(Clock())
    try:
        progress, wait = step(order.input.system_id, order.sync_id, meter.clock, seconds, meter)
    finally:
        _tell(meter, order.input.system_id, order.sync_id)
    logger.info(
        "Worked on a sync",
        steps=progress.steps_done,
        outcome=progress.outcome,
        wait_seconds=wait,
    )
    return {"done": progress.outcome is not None, "wait_seconds": wait}


def _tell(meter: Meter, system_id: str, sync_id: str) -> None:
    """docs/operations.md says what each means. The ids are no dimensions: each would be a metric
    that costs by itself."""
    with metrics(logger.service) as told:
        told.add_metadata("system_id", system_id)
        told.add_metadata("sync_id", sync_id)
        told.add_metric("SourceRequests", MetricUnit.Count, meter.requests)
        told.add_metric("SourceFailures", MetricUnit.Count, meter.failed)
        told.add_metric("SourceRows", MetricUnit.Count, meter.rows)
        for milliseconds in meter.sample(MOST_VALUES):
            told.add_metric("SourceLatency", MetricUnit.Milliseconds, milliseconds)
