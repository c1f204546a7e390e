"""Starts the state machines."""

import json
import os
import uuid
from functools import cache
from typing import TYPE_CHECKING

import boto3

from accounting.domain.syncs import Sync

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


@cache
def _client() -> "SFNClient":
    return boto3.client("stepfunctions")


def start(sync: Sync) -> None:
    """The execution bears the sync's id as its name."""
    order = {
        "system_id": sync.system_id,
        "mode": sync.mode,
        "allow_shrink": sync.allow_shrink,
    }
    _client().start_execution(
        stateMachineArn=os.environ["SYNC_STATE_MACHINE"],
        name=sync.sync_id,
        input=json.dumps(order),
    )


def start_delete(system_id: str) -> None:
    _client().start_execution(
        stateMachineArn=os.environ["DELETE_STATE_MACHINE"],
        name=f"{system_id}-{uuid.uuid4()}",
        input=json.dumps({"system_id": system_id}),
    )
