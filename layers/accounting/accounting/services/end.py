"""Closes a sync's record and frees the lease: its last state, or what follows without one."""

from contextlib import suppress
from datetime import datetime

from accounting.domain.errors import NewerFormat, SyncInterrupted, SystemNotFound
from accounting.domain.syncs import Failure, Sync
from accounting.services import figures
from accounting.services.last_sync import remember
from accounting.tables import syncs_table


def end(
    system_id: str,
    sync_id: str,
    failure: Failure | None,
    now: datetime,
    *,
    interrupted: bool = False,
) -> None:
    """Closes the record, if there is one, and frees the lease.

    `interrupted`: the execution is over, whatever the sync was at; the failure is not that of a
    sync that had done its work.

    Can be repeated: a record that was closed before stays as it is, and the system remembers that.
    """
    sync = syncs_table.find(system_id, sync_id)
    while sync and not sync.ended:
        with suppress(SystemNotFound, NewerFormat):
            # First: who sees the sync ended sees its figures. They are as old as its last commit.
            figures.refresh(system_id, sync.started_by, sync.updated_at)
        closed = _closed(sync, failure, now, interrupted=interrupted)
        # A step may be at work although its execution is over: what it commits is kept.
        sync = closed if syncs_table.end(closed) else syncs_table.find(system_id, sync_id)
    if sync:
        remember(sync)


def _closed(sync: Sync, failure: Failure | None, now: datetime, *, interrupted: bool) -> Sync:
    if failure and not interrupted:
        return sync.ended_by(failure, now)
    return sync.interrupted(failure or Failure.of(SyncInterrupted()), now)
