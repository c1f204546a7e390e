"""Every 15 minutes: starts the automatic syncs that are due."""

import os
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.domain.clock import Clock
from accounting.services import daily

logger = Logger()


@logger.inject_lambda_context
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    started = daily.start_due(Clock(), float(os.environ["SPREAD_SECONDS"]))
    if (
        started.failed
    ):  # Lambda invokes it again, for these; if that fails, DailySyncFailures hears.
        raise RuntimeError(f"Not started: {', '.join(started.failed)}")
    return {"started": started.syncs}
