"""The first state: the lease, and the place to start from."""

from dataclasses import replace
from datetime import datetime

from accounting.domain.errors import SyncInterrupted, SystemDeleting
from accounting.domain.syncs import Failure, Mode, Sync, queued, resumed
from accounting.domain.systems import System
from accounting.tables import syncs_table, systems_table


def begin(
    system_id: str, sync_id: str, mode: Mode, now: datetime, *, allow_shrink: bool = False
) -> Sync:
    """Makes the record say `running`, with the place to start from. Can be repeated.

    The record comes before the lease, so that a start by hand leaves one even when another sync is
    running. A system that is being deleted gets none, for nobody would remove it.

    Raises SystemNotFound, SystemDeleting, SyncAlreadyRunning.
    """
    found = systems_table.get(system_id)
    if found.deleting:
        raise SystemDeleting(system_id)
    sync = queued(system_id, sync_id, mode, found.settings.url, now, allow_shrink=allow_shrink)
    syncs_table.create(sync)
    system = systems_table.take_lease(system_id, sync_id, now)
    previous = _previous(system, sync_id, now)
    progress = resumed(previous, mode, system.settings.url, now)
    goes_on = previous is not None and bool(progress.checkpoint.walk_from)
    resumed_from = previous.sync_id if previous and goes_on else None
    return syncs_table.begin(replace(sync, progress=progress, resumed_from=resumed_from))


def _previous(system: System, sync_id: str, now: datetime) -> Sync | None:
    """The sync before this one; a record that it left open, without its lease, is closed now."""
    lost = system.lease.taken_from if system.lease else None
    last = system.last_sync.sync_id if system.last_sync else None
    previous = syncs_table.find(system.system_id, lost or last or sync_id)
    if previous is None or previous.sync_id == sync_id:
        return None
    if lost and not previous.ended:
        previous = previous.failed(Failure.of(SyncInterrupted()), now)
        syncs_table.end(previous)
    return previous
