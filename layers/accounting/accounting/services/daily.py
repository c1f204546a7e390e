"""Starts the automatic sync of every system for which one is due; none holds up another.

It is called every 15 minutes, and may be called twice at once or die half-way: a sync's id
is made of the moment at which it was due, which stays with the system until the sync has been
started. So one is started for each moment, and a moment that was missed is not forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aws_lambda_powertools import Logger

from accounting.domain.actors import SCHEDULE
from accounting.domain.clock import Clock
from accounting.domain.errors import (
    SyncAlreadyRunning,
    SystemDeleting,
    SystemNotFound,
)
from accounting.domain.syncs import Sync, daily_sync_id
from accounting.domain.systems import System
from accounting.services.start import start
from accounting.tables import syncs_table, systems_table

LONGEST_PAUSE = 5.0

logger = Logger()


@dataclass(slots=True)
class Started:
    """`syncs`: ids of those that were started. `failed`: ids of systems whose was not."""

    syncs: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def start_due(systems: Sequence[System], clock: Clock, spread: float) -> Started:
    """One after the other over at most `spread` seconds, so that they do not all ask Lambda and
    perhaps one server of theirs in the same moment."""
    started, now = Started(), clock.now()
    due = [(system, at) for system in systems if (at := system.due_at) and at <= now]
    for system, due_at in due:
        if started.syncs:
            clock.sleep(min(LONGEST_PAUSE, spread / len(due)))
        _start(system, due_at, clock.now(), started)
    return started


def _start(system: System, due_at: datetime, now: datetime, started: Started) -> None:
    system_id = system.system_id
    try:
        sync = _sync_since(due_at, system, now)
        if sync is None:
            logger.info("Waits for the sync that runs", system_id=system_id)
            return
        systems_table.move_on(system, system.settings.next_sync_after(now))
    except (SystemNotFound, SystemDeleting) as error:
        logger.info("Deleted meanwhile", system_id=system_id, code=error.code)
    except Exception:  # Whatever is wrong with this one, the others are started.
        logger.exception("Not started", system_id=system_id)
        started.failed.append(system_id)
    else:
        is_new = sync.sync_id == daily_sync_id(due_at, system_id) and sync.state == "queued"
        if is_new:
            started.syncs.append(sync.sync_id)
        message = "Started" if is_new else "Started before"
        logger.info(message, system_id=system_id, sync_id=sync.sync_id, mode=sync.mode)


def _sync_since(due_at: datetime, system: System, now: datetime) -> Sync | None:
    """The sync of this moment, started now or before, or one that was started later and still runs.

    None while one runs that was started earlier, and may have read what has changed since.
    """
    system_id, sync_id = system.system_id, daily_sync_id(due_at, system.system_id)
    earlier = syncs_table.find(system_id, sync_id)
    if earlier and earlier.state != "queued":
        return earlier
    mode, go_on = system.daily(now)
    try:
        return start(system_id, mode, now, go_on=go_on, started_by=SCHEDULE, sync_id=sync_id)
    except SyncAlreadyRunning as error:
        running = syncs_table.find(system_id, error.sync_id)
        return running if running and running.started_at >= due_at else None
