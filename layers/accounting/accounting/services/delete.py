"""Removes a system and all that belongs to it, in an order that can be interrupted anywhere."""

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import batched
from math import ceil

from accounting.clients import secrets_manager
from accounting.domain import events
from accounting.domain.clock import Clock
from accounting.domain.month_totals import MonthTotals
from accounting.domain.systems import System
from accounting.services import revenue_change
from accounting.services.events import record
from accounting.tables import invoices_table, revenue_table, syncs_table, systems_table
from accounting.tables.dynamodb import Item

BATCH = 1000
LONGEST_WAIT = 30


def delete(system_id: str, clock: Clock, seconds: float) -> int | None:
    """Works for about `seconds`; then how many to wait before it is called again, None when nothing
    is left. The system itself goes last.

    While a sync may still write nothing is removed: it stops at its next commit, because the
    system is marked, and one that died loses its lease.
    """
    deadline = clock.monotonic() + seconds
    system = systems_table.find(system_id)
    if system is None:
        return None
    if system.lease and system.lease.held(clock.now()):
        return min(LONGEST_WAIT, ceil((system.lease.expires_at - clock.now()).total_seconds()))
    return None if _remove(system, clock, deadline) else 0


def _remove(system: System, clock: Clock, deadline: float) -> bool:
    """Whether nothing is left."""
    for keys, remove in _contents(system.system_id):
        for batch in batched(keys, BATCH, strict=False):
            remove(batch)
            if clock.monotonic() >= deadline:
                return False
    for secret_arn in system.secret_arns:
        secrets_manager.remove(secret_arn)
    _record(system)  # While it is there: whoever repeats this records it again.
    systems_table.remove(system.system_id)
    return True


def _record(system: System) -> None:
    nothing = MonthTotals(os.environ["REPORTING_CURRENCY"])
    actor, at = system.deleted_by, system.updated_at
    revenue_change.tell(system, nothing, actor, at, deleted=True)
    record(events.deleted(system))


def _contents(system_id: str) -> Iterable[tuple[Iterable[Item], Callable[[Sequence[Item]], None]]]:
    yield invoices_table.keys(system_id), invoices_table.remove
    yield revenue_table.keys(system_id), revenue_table.remove
    yield syncs_table.keys(system_id), syncs_table.remove
