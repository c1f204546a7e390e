"""Starting a sync: for the API and for the daily schedule."""

import secrets
from datetime import datetime

from accounting import syncs_table, systems_table, workflow_client
from accounting.syncs import Mode, Sync, new_sync_id, queued


def start(system_id: str, mode: Mode, now: datetime, *, allow_shrink: bool = False) -> Sync:
    """Takes the lease and starts the state machine. Raises SystemNotFound, SystemDeleting,
    SyncAlreadyRunning."""
    sync_id = new_sync_id(now, secrets.token_hex(4))
    system = systems_table.take_lease(system_id, sync_id, now)
    sync = queued(system_id, sync_id, mode, system.url, now, allow_shrink=allow_shrink)
    try:
        syncs_table.create(sync)
        workflow_client.start(sync)
    except BaseException:
        systems_table.drop_lease(system_id, sync_id)
        raise
    return sync
