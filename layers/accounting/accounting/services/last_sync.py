"""What is remembered and told of a sync once its record is closed."""

from accounting.domain import events
from accounting.domain.syncs import LastSync, Sync
from accounting.domain.systems import LastFull, LastSuccess
from accounting.services.events import record
from accounting.tables import systems_table


def remember(sync: Sync, taken_by: str | None = None) -> None:
    """The system knows how its latest sync ended, others hear of it, and the lease is free, unless
    it had run out and another sync has taken it. Can be repeated."""
    system = systems_table.find(sync.system_id)
    if system is None:
        return
    systems_table.release_lease(
        sync.system_id,
        sync.sync_id,
        LastSync.of(sync, system.last_sync),
        _last_full(sync),
        _last_success(sync),
        taken_by=taken_by,
    )
    # When the lease is free: who sees the sync ended can start another.
    record(events.ended(system, sync))


def _last_full(sync: Sync) -> LastFull | None:
    since = sync.progress.full_since
    return LastFull(since, sync.url) if since and sync.state == "succeeded" else None


def _last_success(sync: Sync) -> LastSuccess | None:
    proof = sync.progress.proof
    if sync.state != "succeeded" or proof is None:
        return None
    return LastSuccess(sync.sync_id, sync.ended_at or sync.updated_at, proof.verified_since)
