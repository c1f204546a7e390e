"""Starting a sync: for the API and for the daily schedule."""

import secrets
from datetime import datetime

from accounting.clients import state_machines
from accounting.domain.syncs import Mode, Sync, new_sync_id, queued
from accounting.tables import syncs_table, systems_table


def start(system_id: str, mode: Mode, now: datetime, *, allow_shrink: bool = False) -> Sync:
    """Takes the lease and starts the state machine. Raises SystemNotFound, SystemDeleting,
    SyncAlreadyRunning."""
    sync_id = new_sync_id(now, secrets.token_hex(4))
    system = systems_table.take_lease(system_id, sync_id, now)
    sync = queued(system_id, sync_id, mode, system.settings.url, now, allow_shrink=allow_shrink)
    try:
        syncs_table.create(sync)
        state_machines.start(sync)
    except BaseException:
        systems_table.drop_lease(system_id, sync_id)
        raise
    return sync
