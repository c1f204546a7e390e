"""Starts the state machines, and stops a sync's execution."""

import json
import os
import uuid
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from accounting.clients import aws
from accounting.domain.syncs import Sync

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


@cache
def _client() -> "SFNClient":
    client: SFNClient = aws.client("stepfunctions")
    return client


def start(sync: Sync) -> bool:
    """The execution bears the sync's id as its name: starting one that runs is no second start.

    False when it cannot be started any more, because it has ended.
    """
    client = _client()
    order = {
        "system_id": sync.system_id,
        "mode": sync.mode,
        "allow_shrink": sync.allow_shrink,
        "continue": sync.go_on,
    }
    try:
        client.start_execution(
            stateMachineArn=os.environ["SYNC_STATE_MACHINE"],
            name=sync.sync_id,
            input=json.dumps(order),
        )
    except client.exceptions.ExecutionAlreadyExists:
        return False
    return True


def stop(sync_id: str) -> None:
    """Nothing happens where it has ended, or never was an execution."""
    client = _client()
    machine = os.environ["SYNC_STATE_MACHINE"]
    execution = f"{machine.replace(':stateMachine:', ':execution:')}:{sync_id}"
    with suppress(client.exceptions.ExecutionDoesNotExist):
        client.stop_execution(executionArn=execution, cause="The sync was cancelled.")


def start_delete(system_id: str) -> None:
    _client().start_execution(
        stateMachineArn=os.environ["DELETE_STATE_MACHINE"],
        name=f"{system_id}-{uuid.uuid4()}",
        input=json.dumps({"system_id": system_id}),
    )
