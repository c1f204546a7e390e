"""The last state, also of a sync that failed: closes the record and frees the lease."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from accounting.domain import errors
from accounting.domain.errors import AccountingError, SourceUnavailable
from accounting.domain.syncs import Failure, LastSync, Sync
from accounting.domain.systems import LastFull, LastSuccess
from accounting.tables import syncs_table, systems_table

# Only true of a sync: the test of a connection shows the same errors after one attempt.
TRIED = "It was tried several times. When it is mended, start the sync again."


def end(system_id: str, sync_id: str, failure: Failure | None, now: datetime) -> Sync | None:
    """Closes the record and frees the lease; None when there is no such sync. Can be repeated."""
    sync = syncs_table.find(system_id, sync_id)
    if sync is None:
        return None
    ended = (
        sync.failed(failure, now)
        if failure
        else replace(sync, state=sync.progress.outcome or "failed", ended_at=now, updated_at=now)
    )
    syncs_table.end(ended)
    systems_table.release_lease(
        system_id, sync_id, LastSync.of(ended), _last_full(ended), _last_success(ended)
    )
    return ended


def failure_of(caught: dict[str, Any]) -> Failure:
    """What Step Functions caught: the error's class name, and its message in a JSON text."""
    code = str(caught.get("Error", "Unknown"))
    try:
        message = str(json.loads(caught.get("Cause", ""))["errorMessage"])
    except (ValueError, KeyError, TypeError):
        message = ""
    kind = getattr(errors, code, None)
    if isinstance(kind, type) and issubclass(kind, AccountingError):
        detail, _, advice = message.partition("\n")
        if issubclass(kind, SourceUnavailable):
            advice = f"{advice} {TRIED}".strip()
        return Failure(code, kind.title, detail, advice)
    return Failure(
        "Crashed",
        "The sync crashed",
        f"A step died several times ({code}).",
        "Start the sync again; it goes on from its checkpoint. The function's log says more.",
    )


def _last_full(sync: Sync) -> LastFull | None:
    since = sync.progress.full_since
    return LastFull(since, sync.url) if since and sync.state == "succeeded" else None


def _last_success(sync: Sync) -> LastSuccess | None:
    proof = sync.progress.proof
    if sync.state != "succeeded" or proof is None:
        return None
    return LastSuccess(sync.sync_id, sync.ended_at or sync.updated_at, proof.verified_since)
