"""Starts the daily sync of every system that wants it; none holds up another."""

from dataclasses import dataclass, field
from datetime import datetime

from aws_lambda_powertools import Logger
from botocore.exceptions import ClientError

from accounting.domain.errors import SyncAlreadyRunning
from accounting.domain.systems import System
from accounting.services.start import start
from accounting.tables import systems_table

logger = Logger()


@dataclass(slots=True)
class Started:
    """`syncs`: ids of those that were started. `failed`: ids of systems whose was not."""

    syncs: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def start_all(now: datetime) -> Started:
    started = Started()
    for system in systems_table.list_all():
        if system.settings.auto_sync and not system.deleting:
            _start(system, now, started)
    return started


def _start(system: System, now: datetime, started: Started) -> None:
    try:
        sync = start(system.system_id, system.daily_mode(now), now)
    except SyncAlreadyRunning as error:
        logger.info("Runs already", system_id=system.system_id, sync_id=error.sync_id)
    except ClientError:
        logger.exception("Not started", system_id=system.system_id)
        started.failed.append(system.system_id)
    else:
        logger.info("Started", system_id=system.system_id, sync_id=sync.sync_id, mode=sync.mode)
        started.syncs.append(sync.sync_id)
