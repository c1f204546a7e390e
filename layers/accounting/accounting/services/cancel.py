"""Asks a sync to end after the page it is at."""

from datetime import datetime

from accounting.domain.errors import SyncNotRunning
from accounting.domain.syncs import Sync
from accounting.tables import syncs_table, systems_table


def cancel(system_id: str, sync_id: str, now: datetime) -> Sync:
    """Raises SystemNotFound, SyncNotFound, and SyncNotRunning: also for a sync that died, which
    nobody would cancel."""
    running = systems_table.get(system_id).running_sync(now)
    seen = syncs_table.get(system_id, sync_id).seen(running)
    if seen.ended:
        raise SyncNotRunning(sync_id, seen.state)
    return syncs_table.request_cancel(system_id, sync_id)
