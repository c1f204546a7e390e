"""What the four functions around the state machine do: start, begin, step and end a sync."""

import json
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from accounting import credentials, errors, sources, syncs_table, systems_table, workflow_client
from accounting.clock import Clock
from accounting.engine.run import Order, Run
from accounting.errors import AccountingError, SourceUnavailable, SyncInterrupted
from accounting.syncs import Failure, LastSync, Mode, Progress, Sync, new_sync_id, resumed
from accounting.systems import LastFull, System
from accounting.tables_store import TablesStore

LONGEST_WAIT = 900
MOST_WAITS = 10


def start(system_id: str, mode: Mode, now: datetime, *, allow_shrink: bool = False) -> Sync:
    """Takes the lease and starts the state machine. Raises SystemNotFound, SystemDeleting,
    SyncAlreadyRunning."""
    sync_id = new_sync_id(now, secrets.token_hex(4))
    system = systems_table.take_lease(system_id, sync_id, now)
    sync = _new(system, sync_id, mode, now, allow_shrink=allow_shrink)
    try:
        syncs_table.create(sync)
        workflow_client.start(sync)
    except BaseException:
        systems_table.drop_lease(system_id, sync_id)
        raise
    return sync


def begin(
    system_id: str, sync_id: str, mode: Mode, now: datetime, *, allow_shrink: bool = False
) -> Sync:
    """Makes the record say `running`, with the place to start from. Can be repeated."""
    system = systems_table.take_lease(system_id, sync_id, now)
    syncs_table.create(_new(system, sync_id, mode, now, allow_shrink=allow_shrink))
    previous = _previous(system, sync_id, now)
    progress = resumed(previous, mode, system.url, now)
    resumes = previous is not None and bool(progress.checkpoint.walk_from)
    sync = _new(system, sync_id, mode, now, allow_shrink=allow_shrink)
    return syncs_table.begin(
        replace(
            sync,
            progress=progress,
            resumed_from=previous.sync_id if previous and resumes else None,
        )
    )


def step(system_id: str, sync_id: str, clock: Clock, seconds: float) -> tuple[Progress, int]:
    """Works for about `seconds`; the progress, and the seconds to wait before the next step."""
    deadline = clock.monotonic() + seconds
    sync = syncs_table.get(system_id, sync_id)
    if sync.progress.outcome:
        return sync.progress, 0
    system = systems_table.renew_lease(system_id, sync_id, clock.now())
    store = TablesStore(system, sync, clock)
    if sync.cancel_requested:
        cancelled = replace(sync.progress, outcome="cancelled")
        store.checkpoint(cancelled)
        return cancelled, 0
    source = sources.connect(system, credentials.read(system.secret_arn))
    order = Order(system.step, system.parallel, sync.allow_shrink, clock.now().date())
    run = Run(source, store, order, sync.progress, clock)
    try:
        return run.work(deadline), 0
    except SourceUnavailable as error:
        return _patient(run.progress, store, error)


def _patient(
    progress: Progress, store: TablesStore, error: SourceUnavailable
) -> tuple[Progress, int]:
    """A source that said how long to wait is given that time by the state machine, a few times."""
    waits = progress.checkpoint.waits
    if not error.retry_after or waits >= MOST_WAITS:
        raise error
    waiting = replace(progress, checkpoint=replace(progress.checkpoint, waits=waits + 1))
    store.checkpoint(waiting)
    wait = min(error.retry_after, LONGEST_WAIT)
    store.keep_lease(timedelta(seconds=wait))
    return waiting, wait


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
    systems_table.release_lease(system_id, sync_id, LastSync.of(ended), _last_full(ended))
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
        return Failure(code, kind.title, detail, advice)
    return Failure(
        "Crashed",
        "The sync crashed",
        f"A step died several times ({code}).",
        "Start the sync again; it goes on from its checkpoint. The function's log says more.",
    )


def _new(system: System, sync_id: str, mode: Mode, now: datetime, *, allow_shrink: bool) -> Sync:
    return Sync(
        system_id=system.system_id,
        sync_id=sync_id,
        mode=mode,
        state="queued",
        url=system.url,
        started_at=now,
        updated_at=now,
        allow_shrink=allow_shrink,
    )


def _previous(system: System, sync_id: str, now: datetime) -> Sync | None:
    """The sync before this one; if it lost its lease without a word, its record is closed now."""
    lost = system.lease.sync_id if system.lease and system.lease.sync_id != sync_id else None
    last = system.last_sync.sync_id if system.last_sync else None
    previous = syncs_table.find(system.system_id, lost or last or sync_id)
    if previous is None or previous.sync_id == sync_id:
        return None
    if lost and not previous.ended:
        previous = previous.failed(Failure.of(SyncInterrupted()), now)
        syncs_table.end(previous)
    return previous


def _last_full(sync: Sync) -> LastFull | None:
    since = sync.progress.full_since
    return LastFull(since, sync.url) if since and sync.state == "succeeded" else None
