"""Repeated state of a sync: copies pages of invoices for up to WORK_SECONDS."""

import os
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.domain.clock import Clock
from accounting.services.execution_input import parse
from accounting.services.step import step

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    order = parse(event)
    seconds = float(os.environ["WORK_SECONDS"])
    progress, wait = step(order.input.system_id, order.sync_id, Clock(), seconds)
    logger.info(
        "Worked on a sync",
        system_id=order.input.system_id,
        sync_id=order.sync_id,
        steps=progress.steps_done,
        outcome=progress.outcome,
        wait_seconds=wait,
    )
    return {"done": progress.outcome is not None, "wait_seconds": wait}
