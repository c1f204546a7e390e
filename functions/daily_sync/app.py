"""Once a day: starts a sync of every system that wants it; none holds up another."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import ClientError

from accounting import systems_table
from accounting.clock import utc_now
from accounting.errors import SyncAlreadyRunning
from accounting.workflow.start import start

logger = Logger()


@logger.inject_lambda_context
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    now = utc_now()
    started, failed = [], []
    for system in systems_table.everything():
        if not system.auto_sync or system.deleting:
            continue
        try:
            sync = start(system.system_id, system.daily_mode(now), now)
        except SyncAlreadyRunning as error:
            logger.info("Runs already", system_id=system.system_id, sync_id=error.sync_id)
            continue
        except ClientError:
            logger.exception("Not started", system_id=system.system_id)
            failed.append(system.system_id)
            continue
        started.append(sync.sync_id)
        logger.info("Started", system_id=system.system_id, sync_id=sync.sync_id, mode=sync.mode)
    if failed:  # Lambda invokes it again, and tells the queue DailySyncFailures if that fails too.
        raise RuntimeError(f"Not started: {', '.join(failed)}")
    return {"started": started}
