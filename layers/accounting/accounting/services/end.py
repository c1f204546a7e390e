"""Closes a sync's record and frees the lease: its last state, or what follows without one."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from accounting.domain import events
from accounting.domain.errors import NewerFormat, SystemNotFound
from accounting.domain.syncs import Failure, LastSync, Sync
from accounting.domain.systems import LastFull, LastSuccess
from accounting.services import figures
from accounting.services.events import record
from accounting.tables import syncs_table, systems_table


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
        closed = _ended(sync, failure, now, interrupted=interrupted)
        # A step may be at work although its execution is over: what it commits is kept.
        sync = closed if syncs_table.end(closed) else syncs_table.find(system_id, sync_id)
    if sync:
        system = systems_table.find(system_id)
        last_sync = LastSync.of(sync, system.last_sync if system else None)
        event = events.ended(system, sync) if system else None
        systems_table.release_lease(
            system_id, sync_id, last_sync, _last_full(sync), _last_success(sync)
        )
        if event:  # When the lease is free: who sees the sync ended can start another.
            record(event)


def _ended(sync: Sync, failure: Failure | None, now: datetime, *, interrupted: bool) -> Sync:
    outcome = sync.progress.outcome
    if failure and not (interrupted and outcome):
        return sync.ended_by(failure, now)
    return replace(sync, state=outcome or "failed", ended_at=now, updated_at=now)


def _last_full(sync: Sync) -> LastFull | None:
    since = sync.progress.full_since
    return LastFull(since, sync.url) if since and sync.state == "succeeded" else None


def _last_success(sync: Sync) -> LastSuccess | None:
    proof = sync.progress.proof
    if sync.state != "succeeded" or proof is None:
        return None
    return LastSuccess(sync.sync_id, sync.ended_at or sync.updated_at, proof.verified_since)
