"""Removes a system and all that belongs to it, in an order that can be interrupted anywhere."""

from collections.abc import Callable, Iterable, Sequence
from itertools import batched

from accounting import credentials, invoices_table, revenue_table, syncs_table, systems_table
from accounting.clock import Clock
from accounting.dynamodb import Item
from accounting.errors import SyncAlreadyRunning, SystemNotFound

BATCH = 1000


def delete(system_id: str, clock: Clock, seconds: float) -> bool:
    """Works for about `seconds`; True when nothing is left. The system itself goes last.

    Raises SyncAlreadyRunning while a sync may still write: it stops at its next page, because the
    system is marked.
    """
    deadline = clock.monotonic() + seconds
    try:
        system = systems_table.get(system_id)
    except SystemNotFound:
        return True
    running = system.running_sync(clock.now())
    if running:
        raise SyncAlreadyRunning(running)
    for keys, remove in _contents(system_id):
        for batch in batched(keys, BATCH, strict=False):
            remove(batch)
            if clock.monotonic() >= deadline:
                return False
    credentials.remove(system.secret_arn)
    systems_table.remove(system_id)
    return True


def _contents(system_id: str) -> Iterable[tuple[Iterable[Item], Callable[[Sequence[Item]], None]]]:
    yield invoices_table.keys(system_id), invoices_table.remove
    yield revenue_table.keys(system_id), revenue_table.remove
    yield syncs_table.keys(system_id), syncs_table.remove
