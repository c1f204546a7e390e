"""The repeated state: one iteration of the engine over the tables."""

from dataclasses import replace

from accounting.clients import secrets_manager, sources
from accounting.clients.patience import SYNC_PATIENCE
from accounting.domain.clock import Clock
from accounting.domain.errors import SecretMissing, SourceChanged, SourceUnavailable
from accounting.domain.syncs import Progress, Sync
from accounting.domain.systems import Settings, System
from accounting.engine.ports import Source
from accounting.engine.run import Run
from accounting.engine.session import Order
from accounting.services.meter import Meter
from accounting.tables import syncs_table, systems_table
from accounting.tables.store import TablesStore

LONGEST_WAIT, SLICE = 900, 20
MOST_WAITS = 10


def step(
    system_id: str, sync_id: str, clock: Clock, seconds: float, meter: Meter
) -> tuple[Progress, int]:
    """Works for about `seconds`; the progress, and the seconds to wait before the next step.

    A wait is taken in slices, so that a request to cancel or to delete is seen soon. `meter` counts
    the requests, also those of a step that fails.
    """
    deadline = clock.monotonic() + seconds
    sync = syncs_table.get(system_id, sync_id)
    if sync.progress.outcome:
        return sync.progress, 0
    system = systems_table.renew_lease(system_id, sync_id, clock.now())
    store = TablesStore(system, sync, clock)
    if sync.cancel_requested:
        cancelled = replace(sync.progress, outcome="cancelled")
        store.commit(cancelled, ())
        return cancelled, 0
    if system.settings.url != sync.url:
        raise SourceChanged
    if sync.progress.wait_left:
        return _wait(sync.progress, store)
    source = meter.watch(_open_source(system, sync, clock))
    run = Run(source, store, order_of(sync, system.settings, clock), sync.progress, clock)
    try:
        return run.work(deadline), 0
    except SourceUnavailable as error:
        return _patient(run.progress, store, error)


def order_of(sync: Sync, settings: Settings, clock: Clock) -> Order:
    return Order(
        mode=sync.mode,
        step=settings.step,
        parallel=settings.parallel,
        allow_shrink=sync.allow_shrink,
        full_sync_days=settings.full_sync_days,
        started_at=sync.started_at,
        today=clock.now().date(),
    )


def _open_source(system: System, sync: Sync, clock: Clock) -> Source:
    """Looks twice: a change of the password replaces the secret. Raises SecretMissing."""
    try:
        credentials = secrets_manager.read(system.secret_arn)
    except SecretMissing:
        system = systems_table.renew_lease(system.system_id, sync.sync_id, clock.now())
        credentials = secrets_manager.read(system.secret_arn)
    return sources.open_source(system.settings, credentials, SYNC_PATIENCE)


def _patient(
    progress: Progress, store: TablesStore, error: SourceUnavailable
) -> tuple[Progress, int]:
    """A source that said how long to wait is given that time by the state machine, a few times."""
    if not error.retry_after or progress.waits >= MOST_WAITS:
        raise error
    wait_left = min(error.retry_after, LONGEST_WAIT)
    return _wait(replace(progress, waits=progress.waits + 1, wait_left=wait_left), store)


def _wait(progress: Progress, store: TablesStore) -> tuple[Progress, int]:
    """The next slice of the wait."""
    seconds = min(progress.wait_left, SLICE)
    waiting = replace(progress, wait_left=progress.wait_left - seconds)
    store.commit(waiting, ())
    return waiting, seconds
