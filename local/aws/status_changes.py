"""What Step Functions tells EventBridge of an execution that ends; moto's tells nobody."""

from __future__ import annotations

import json
from typing import Any

import boto3
from moto.stepfunctions.parser.asl.eval.program_state import (
    ProgramEnded,
    ProgramError,
    ProgramState,
    ProgramStopped,
    ProgramTimedOut,
)

from local.aws.cleaning import CLEANED

_STATUSES = {
    ProgramEnded: "SUCCEEDED",
    ProgramStopped: "ABORTED",
    ProgramTimedOut: "TIMED_OUT",
}


def tell(execution: Any) -> None:
    """On the default event bus; moto lets us put what at AWS only its own services may."""
    state = execution.exec_worker.env.program_state()
    if isinstance(state, ProgramStopped) and state.cause == CLEANED:
        return
    boto3.client("events").put_events(
        Entries=[
            {
                "Source": "aws.states",
                "DetailType": "Step Functions Execution Status Change",
                "Resources": [execution.exec_arn],
                "Detail": json.dumps(_detail(execution, state)),
            }
        ]
    )


def _detail(execution: Any, state: ProgramState) -> dict[str, Any]:
    """https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html"""
    failure = (isinstance(state, ProgramError) and state.error) or {}
    return {
        "executionArn": execution.exec_arn,
        "stateMachineArn": execution.state_machine_arn,
        "name": execution.name,
        "status": _STATUSES.get(type(state), "FAILED"),
        "input": execution.execution_input,
        "error": failure.get("error"),
        "cause": failure.get("cause"),
    }
