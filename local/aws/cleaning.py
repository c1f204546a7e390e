"""Empties moto between tests, by its own memory: through the API it would take a call an item."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

# Why an execution was stopped: nobody is told of it.
CLEANED = "The stack is emptied."


def clear() -> None:
    """Items, secrets, executions."""
    for dynamodb in dynamodb_backends[DEFAULT_ACCOUNT_ID].values():
        for table in dynamodb.tables.values():
            table.items.clear()
    for secretsmanager in secretsmanager_backends[DEFAULT_ACCOUNT_ID].values():
        secretsmanager.secrets.clear()
    for machine in _state_machines():
        machine.executions.clear()


def stop_executions() -> None:
    """Those still running start no further state; a handler at work is left to end."""
    for machine in _state_machines():
        for execution in machine.executions:
            if execution.status == "RUNNING" and execution.exec_worker.env:
                execution.stop(stop_date=datetime.now(UTC), error=None, cause=CLEANED)


def wait_until_ended(seconds: float) -> None:
    """Until the last one has told of its end, which it does before it is seen; at most so long."""
    give_up = time.monotonic() + seconds
    while _is_one_running() and time.monotonic() < give_up:
        time.sleep(0.001)


def _is_one_running() -> bool:
    return any(
        execution.status == "RUNNING"
        for machine in _state_machines()
        for execution in machine.executions
    )


def _state_machines() -> list[Any]:
    return [
        machine
        for backend in stepfunctions_parser_backends[DEFAULT_ACCOUNT_ID].values()
        for machine in backend.state_machines
    ]
