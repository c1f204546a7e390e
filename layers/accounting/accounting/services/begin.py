"""The first state: the lease, and the place to start from."""

from dataclasses import replace
from datetime import datetime

from accounting.domain import events
from accounting.domain.actors import EXECUTION
from accounting.domain.errors import LeaseLost, SyncInterrupted, SystemDeleting
from accounting.domain.syncs import Failure, Progress, Sync, continued, queued
from accounting.domain.systems import System
from accounting.services.events import record
from accounting.services.execution_input import ExecutionInput
from accounting.tables import syncs_table, systems_table


def begin(wanted: ExecutionInput, sync_id: str, now: datetime) -> Sync:
    """Makes the record say `running`, with the place to start from. Can be repeated.

    The record comes before the lease, so that a start by hand leaves one even when another sync is
    running. A system that is being deleted gets none, for nobody would remove it.

    Raises SystemNotFound, SystemDeleting, SyncAlreadyRunning, LeaseLost.
    """
    found = systems_table.get(wanted.system_id)
    if found.deleting:
        raise SystemDeleting(wanted.system_id)
    sync = queued(
        wanted.system_id,
        sync_id,
        wanted.mode,
        found.settings.url,
        now,
        allow_shrink=wanted.allow_shrink,
        go_on=wanted.go_on,
        started_by=EXECUTION,  # Unless there is a record, which says who.
    )
    syncs_table.create(sync)
    system = systems_table.take_lease(sync.system_id, sync_id, now)
    previous = _previous(system, sync_id, now)
    url = system.settings.url
    further = continued(previous, url) if sync.go_on and sync.mode == "full" else None
    progress = further or _from_the_start(system, sync, now)
    resumed_from = previous.sync_id if previous and further else None
    begun = syncs_table.begin(replace(sync, url=url, progress=progress, resumed_from=resumed_from))
    if begun.ended:  # Its execution was stopped meanwhile: nobody else would free the lease.
        systems_table.drop_lease(sync.system_id, sync_id, now)
        raise LeaseLost(f"Sync {sync_id} has ended before it began.")
    record(events.started(system, begun))
    return begun


def _from_the_start(system: System, sync: Sync, now: datetime) -> Progress:
    """A Sync trusts what was read from the same address only."""
    if sync.mode == "full" or not system.moved():
        return Progress()
    return Progress(full_since=sync.started_at).noted(
        now, "The address is another than the one last read: reading all invoices."
    )


def _previous(system: System, sync_id: str, now: datetime) -> Sync | None:
    """The sync before this one; a record that it left open, without its lease, is closed now."""
    lost = system.lease.taken_from if system.lease else None
    last = system.last_sync.sync_id if system.last_sync else None
    previous = syncs_table.find(system.system_id, lost or last or sync_id)
    if previous is None or previous.sync_id == sync_id:
        return None
    if lost and not previous.ended:
        closed = previous.ended_by(Failure.of(SyncInterrupted()), now)
        previous = (
            closed if syncs_table.end(closed) else syncs_table.get(system.system_id, closed.sync_id)
        )
    if lost and previous.ended:
        record(events.ended(system, previous))
    return previous
