"""Closes a sync's record and frees the lease: as its last state, and when EventBridge tells of an
execution that ended without it."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.domain.clock import utc_now
from accounting.services.end import end
from accounting.services.execution_input import parse_end
from accounting.services.status_change import is_status_change, parse_status_change

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    order = parse_status_change(event) if is_status_change(event) else parse_end(event)
    logger.append_keys(system_id=order.system_id, sync_id=order.sync_id)
    if order.system_id:
        end(
            order.system_id,
            order.sync_id,
            order.failure,
            utc_now(),
            interrupted=order.interrupted,
        )
    failure = order.failure
    logger.info("Sync ended", error=failure and failure.code)
    return {"error": failure and failure.code, "cause": failure and failure.text}
