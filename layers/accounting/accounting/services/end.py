"""The last state, also of a sync that failed: closes the record and frees the lease."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from accounting.domain.errors import NewerFormat, SystemNotFound
from accounting.domain.syncs import Failure, LastSync, Sync
from accounting.domain.systems import LastFull, LastSuccess
from accounting.services import figures
from accounting.tables import syncs_table, systems_table


def end(system_id: str, sync_id: str, failure: Failure | None, now: datetime) -> None:
    """Closes the record, if there is one, and frees the lease.

    Can be repeated: a record that was closed before stays as it is, and the system remembers that.
    """
    sync = syncs_table.find(system_id, sync_id)
    if sync is None:
        return
    if not sync.ended:
        with suppress(SystemNotFound, NewerFormat):
            figures.refresh(system_id)  # First: who sees the sync ended sees its figures.
        sync = _ended(sync, failure, now)
        syncs_table.end(sync)
    systems_table.release_lease(
        system_id, sync_id, LastSync.of(sync), _last_full(sync), _last_success(sync)
    )


def _ended(sync: Sync, failure: Failure | None, now: datetime) -> Sync:
    if failure:
        return sync.failed(failure, now)
    return replace(sync, state=sync.progress.outcome or "failed", ended_at=now, updated_at=now)


def _last_full(sync: Sync) -> LastFull | None:
    since = sync.progress.full_since
    return LastFull(since, sync.url) if since and sync.state == "succeeded" else None


def _last_success(sync: Sync) -> LastSuccess | None:
    proof = sync.progress.proof
    if sync.state != "succeeded" or proof is None:
        return None
    return LastSuccess(sync.sync_id, sync.ended_at or sync.updated_at, proof.verified_since)
