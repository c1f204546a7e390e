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
from accounting.services.last_sync import remember
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
    system = _closed_lost(systems_table.take_lease(sync.system_id, sync_id, now), now)
    previous = _previous(system, sync_id)
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


def _closed_lost(system: System, now: datetime) -> System:
    """The sync that lost the lease to this one has died without a word."""
    lease = system.lease
    lost = (
        syncs_table.find(system.system_id, lease.taken_from) if lease and lease.taken_from else None
    )
    if lease is None or lost is None:
        return system
    if not lost.ended:
        closed = lost.interrupted(Failure.of(SyncInterrupted()), now)
        lost = (
            closed if syncs_table.end(closed) else syncs_table.get(system.system_id, lost.sync_id)
        )
    if lost.ended:
        remember(lost, taken_by=lease.sync_id)
    return systems_table.get(system.system_id)


def _previous(system: System, sync_id: str) -> Sync | None:
    last = system.last_sync
    if last is None or last.sync_id == sync_id:
        return None
    return syncs_table.find(system.system_id, last.sync_id)
