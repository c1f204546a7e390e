"""Repeated state of a deletion: removes what fits into WORK_SECONDS."""

import os
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.domain.clock import Clock
from accounting.services import delete

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    logger.append_keys(system_id=event["system_id"])
    wait = delete.delete(event["system_id"], Clock(), float(os.environ["WORK_SECONDS"]))
    done = wait is None
    logger.info("Worked on a deletion", done=done, wait_seconds=wait)
    return {"done": done, "wait_seconds": wait or 0}
