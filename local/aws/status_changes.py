"""EventBridge, for what Step Functions tells it of an execution that ends.

moto's Step Functions tells nobody, and its EventBridge calls no functions.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
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
from local.aws.events import event
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
        change = _change(execution, state)
        for pattern, arn in targets:
            if pattern.matches_event(change):  # type: ignore[arg-type]
                result = functions.invoke(arn, json.dumps(change).encode())
                if result.error:
                    logger.warning("%s failed: %s", arn, result.payload.decode())

    return deliver


def _change(execution: Any, state: ProgramState) -> dict[str, Any]:
    """https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html"""
    failure = (isinstance(state, ProgramError) and state.error) or {}
    detail = {
        "executionArn": execution.exec_arn,
        "stateMachineArn": execution.state_machine_arn,
        "name": execution.name,
        "status": _STATUSES.get(type(state), "FAILED"),
        "input": execution.execution_input,
        "error": failure.get("error"),
        "cause": failure.get("cause"),
    }
    return event("aws.states", "Step Functions Execution Status Change", execution.exec_arn, detail)
