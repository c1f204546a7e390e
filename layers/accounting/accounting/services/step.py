"""The repeated state: one iteration of the engine over the tables."""

from dataclasses import replace
from datetime import timedelta

from accounting.clients import secrets_manager, sources
from accounting.domain.clock import Clock
from accounting.domain.errors import SecretMissing, SourceUnavailable
from accounting.domain.syncs import Progress, Sync
from accounting.domain.systems import System
from accounting.engine.ports import Source
from accounting.engine.run import Order, Run
from accounting.tables import syncs_table, systems_table
from accounting.tables.store import TablesStore

LONGEST_WAIT = 900
MOST_WAITS = 10


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
    source = _open_source(system, sync, clock)
    order = Order(
        system.settings.step, system.settings.parallel, sync.allow_shrink, clock.now().date()
    )
    run = Run(source, store, order, sync.progress, clock)
    try:
        return run.work(deadline), 0
    except SourceUnavailable as error:
        return _patient(run.progress, store, error)


def _open_source(system: System, sync: Sync, clock: Clock) -> Source:
    """Looks twice: a change of the password replaces the secret. Raises SecretMissing."""
    try:
        credentials = secrets_manager.read(system.secret_arn)
    except SecretMissing:
        system = systems_table.renew_lease(system.system_id, sync.sync_id, clock.now())
        credentials = secrets_manager.read(system.secret_arn)
    return sources.open_source(system.settings, credentials)


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
