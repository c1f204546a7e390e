"""Starts the daily sync of every system that wants it; none holds up another.

A schedule's event may come several times: EventBridge and Lambda both repeat it. It starts one sync
a system, because the sync's id is made of the event's time and the system.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from accounting.domain.clock import Clock
from accounting.domain.errors import (
    AccountingError,
    SyncAlreadyRunning,
    SystemDeleting,
    SystemNotFound,
)
from accounting.domain.syncs import daily_sync_id
from accounting.domain.systems import System
from accounting.services.start import start
from accounting.tables import syncs_table, systems_table

OLDEST = timedelta(days=1)
LONGEST_PAUSE = 5.0

logger = Logger()


@dataclass(slots=True)
class Started:
    """`syncs`: ids of those that were started. `failed`: ids of systems whose was not."""

    syncs: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def due_time(event: Mapping[str, Any], now: datetime) -> datetime:
    """When the schedule was due: a repeated event has the time of the first, also after midnight.

    Now, for whoever calls the function by hand: without an event, or with one of another day.
    """
    try:
        due = datetime.fromisoformat(str(event.get("time")))
    except ValueError:
        return now
    return due if due.tzinfo and abs(now - due) <= OLDEST else now


def start_all(due: datetime, clock: Clock, spread: float) -> Started:
    """One after the other over at most `spread` seconds, so that they do not all ask Lambda and
    perhaps one server of theirs in the same moment."""
    started = Started()
    wanted = [
        system
        for system in systems_table.list_all()
        if system.settings.auto_sync and not system.deleting
    ]
    for system in wanted:
        if started.syncs:
            clock.sleep(min(LONGEST_PAUSE, spread / len(wanted)))
        _start(system, due, clock.now(), started)
    return started


def _start(system: System, due: datetime, now: datetime, started: Started) -> None:
    system_id, sync_id = system.system_id, daily_sync_id(due, system.system_id)
    try:
        earlier = syncs_table.find(system_id, sync_id)
        if earlier and earlier.state != "queued":
            logger.info("Started before", system_id=system_id, sync_id=sync_id)
            return
        mode, go_on = system.daily(now)
        sync = start(system_id, mode, now, go_on=go_on, sync_id=sync_id)
    except SyncAlreadyRunning as error:
        logger.info("Runs already", system_id=system_id, sync_id=error.sync_id)
    except (SystemNotFound, SystemDeleting) as error:
        logger.info("Deleted meanwhile", system_id=system_id, code=error.code)
    except (AccountingError, BotoCoreError, ClientError):
        logger.exception("Not started", system_id=system_id)
        started.failed.append(system_id)
    else:
        logger.info("Started", system_id=system_id, sync_id=sync_id, mode=sync.mode)
        started.syncs.append(sync_id)
