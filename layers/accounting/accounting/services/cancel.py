"""Ends a sync: what it has committed stays."""

from datetime import datetime

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from accounting.clients import state_machines
from accounting.domain import events
from accounting.domain.errors import SyncNotRunning
from accounting.domain.syncs import Sync
from accounting.services.events import record
from accounting.tables import syncs_table, systems_table

logger = Logger()


def cancel(system_id: str, sync_id: str, now: datetime, actor: str) -> Sync:
    """The request is kept first: a step that is at work sees it with its next commit. Its
    execution is stopped too, which may be waiting, or asking a source that says nothing.

    Raises SystemNotFound, SyncNotFound, and SyncNotRunning: also for a sync that died, which
    nobody would cancel.
    """
    system = systems_table.get(system_id)
    seen = syncs_table.get(system_id, sync_id).seen(system.running_sync(now))
    if seen.ended:
        raise SyncNotRunning(sync_id, seen.state)
    sync = syncs_table.request_cancel(system_id, sync_id, actor)
    try:
        state_machines.stop(sync_id)
    except (BotoCoreError, ClientError):
        logger.exception("Not stopped", system_id=system_id, sync_id=sync_id)
    record(events.cancel_requested(system, sync, now))
    return sync
