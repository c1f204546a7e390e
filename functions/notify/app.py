"""Tells people of a sync that failed, and of the next that succeeds: one mail a cause."""

import os
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import TypeAdapter

from accounting.clients import topic
from accounting.domain.mail import Told, mail_of

TOLD = TypeAdapter(Told)

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> None:
    """The rules of the event bus choose which: docs/events.md has what an event holds."""
    told = TOLD.validate_python(event["detail"])
    logger.append_keys(system_id=told.system_id, sync_id=told.sync_id)
    topic.publish(mail_of(told, os.environ["CONSOLE_URL"]))
    logger.info("Told", type=event["detail-type"])
