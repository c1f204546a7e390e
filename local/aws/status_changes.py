"""EventBridge, for what Step Functions tells it of an execution that ends.

moto's Step Functions tells nobody, and its EventBridge calls no functions.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import boto3
from moto.events.models import EventPattern
from moto.stepfunctions.parser.asl.eval.program_state import (
    ProgramEnded,
    ProgramError,
    ProgramState,
    ProgramStopped,
    ProgramTimedOut,
)

from local.aws.cleaning import CLEANED
from local.aws.functions import Functions

logger = logging.getLogger(__name__)

_STATUSES = {
    ProgramEnded: "SUCCEEDED",
    ProgramStopped: "ABORTED",
    ProgramTimedOut: "TIMED_OUT",
}


def delivery(functions: Functions) -> Callable[[Any], None]:
    """What tells the functions of the stack's rules that an execution of moto's has ended."""
    events = boto3.client("events")
    targets = [
        (EventPattern.load(rule["EventPattern"]), target["Arn"])
        for rule in events.list_rules()["Rules"]
        if "EventPattern" in rule
        for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
    ]

    def deliver(execution: Any) -> None:
        state = execution.exec_worker.env.program_state()
        if isinstance(state, ProgramStopped) and state.cause == CLEANED:
            return
        event = _event(execution, state)
        for pattern, arn in targets:
            if pattern.matches_event(event):  # type: ignore[arg-type]
                result = functions.invoke(arn, json.dumps(event).encode())
                if result.error:
                    logger.warning("%s failed: %s", arn, result.payload.decode())

    return deliver


def _event(execution: Any, state: ProgramState) -> dict[str, Any]:
    """https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html"""
    failure = (isinstance(state, ProgramError) and state.error) or {}
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Step Functions Execution Status Change",
        "source": "aws.states",
        "account": "123456789012",
        "time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "region": "eu-central-1",
        "resources": [execution.exec_arn],
        "detail": {
            "executionArn": execution.exec_arn,
            "stateMachineArn": execution.state_machine_arn,
            "name": execution.name,
            "status": _STATUSES.get(type(state), "FAILED"),
            "input": execution.execution_input,
            "error": failure.get("error"),
            "cause": failure.get("cause"),
        },
    }
