"""Starting a sync: for the API and for the daily schedule."""

import secrets
from datetime import datetime

from accounting.clients import state_machines
from accounting.domain.syncs import Mode, Sync, new_sync_id, queued
from accounting.tables import syncs_table, systems_table


def start(
    system_id: str,
    mode: Mode,
    now: datetime,
    *,
    allow_shrink: bool = False,
    go_on: bool = False,
    started_by: str,
    sync_id: str | None = None,
) -> Sync:
    """Takes the lease and starts the state machine.

    With a `sync_id` it can be repeated: a start that went wrong half-way is completed, a sync that
    has begun is left alone. Raises SystemNotFound, SystemDeleting, SyncAlreadyRunning.
    """
    new = sync_id is None
    sync_id = sync_id or new_sync_id(now, secrets.token_hex(4))
    system = systems_table.take_lease(system_id, sync_id, now)
    url = system.settings.url
    sync = queued(
        system_id,
        sync_id,
        mode,
        url,
        now,
        allow_shrink=allow_shrink,
        go_on=go_on,
        started_by=started_by,
    )
    try:
        new = syncs_table.create(sync) or new
        sync = sync if new else syncs_table.get(system_id, sync_id)
        started = state_machines.start(sync)
    except BaseException:
        if new:  # Else an earlier start may have succeeded after all, and needs the lease.
            systems_table.drop_lease(system_id, sync_id, now)
        raise
    return sync if started else _begun_before(system_id, sync_id, now)


def _begun_before(system_id: str, sync_id: str, now: datetime) -> Sync:
    """The sync as it is by now; if it has ended, the lease was taken for nothing."""
    sync = syncs_table.get(system_id, sync_id)
    if sync.ended:
        systems_table.drop_lease(system_id, sync_id, now)
    return sync
