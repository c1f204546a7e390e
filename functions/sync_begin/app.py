"""First state of a sync: takes the lease and finds where to start."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.domain.clock import utc_now
from accounting.services.begin import begin
from accounting.services.execution_input import parse

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    order = parse(event)
    logger.append_keys(system_id=order.input.system_id, sync_id=order.sync_id)
    sync = begin(order.input, order.sync_id, utc_now())
    logger.info("Sync begins", mode=sync.mode)
    return {"sync_id": sync.sync_id, "resumed_from": sync.resumed_from}
