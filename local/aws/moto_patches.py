"""What moto does differently from AWS in ways that matter here, put right while a stack runs."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

from moto.stepfunctions.parser.asl.component.state.choice.comparison.comparison_operator_type import (  # noqa: E501
    ComparisonOperatorType,
)
from moto.stepfunctions.parser.asl.component.state.choice.comparison.variable import NoSuchVariable
from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor
from moto.stepfunctions.parser.asl.utils.json_path import NoSuchJsonPathError

from local.aws.event_rules import sending
from local.aws.functions import Functions
from local.aws.moto_internals import (
    ANSWER_DYNAMODB,
    COMPARE,
    INVOKE,
    PARSE,
    RETRY_PAUSE,
    SEND,
    STOP,
    TERMINATED,
    WAIT,
)
from local.aws.status_changes import tell

_parse = PARSE.original


@contextmanager
def patched(functions: Functions, waiting: float, waits: list[float]) -> Iterator[None]:
    """What needs the functions, undone at the end."""
    with ExitStack() as patches:
        patches.enter_context(_lambda_in_process(functions))
        patches.enter_context(_scaled_waiting(waiting, waits))
        patches.enter_context(_strict_choices())
        patches.enter_context(_quiet_failures())
        patches.enter_context(_atomic_tables())
        patches.enter_context(SEND.replaced(sending(functions, SEND.original)))
        patches.enter_context(_status_changes())
        patches.enter_context(_stopped_at_any_time())
        yield


@contextmanager
def _lambda_in_process(functions: Functions) -> Iterator[None]:
    """Without boto3: a client for each invocation took longer than the rest of a transition."""

    def task(parameters: dict[str, Any], **_: object) -> dict[str, Any]:
        result = functions.invoke(parameters["FunctionName"], parameters.get("Payload", b"{}"))
        answer = {
            "ExecutedVersion": "$LATEST",
            "Payload": json.loads(result.payload),
            "StatusCode": 200,
        }
        return answer | ({"FunctionError": result.error} if result.error else {})

    with INVOKE.replaced(task):
        yield


@contextmanager
def _scaled_waiting(scale: float, waits: list[float]) -> Iterator[None]:
    """moto really sleeps, for Retry and for Wait. `waits` takes the seconds the workflow asked for,
    so that a test can check them without living through them."""

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        time.sleep(seconds * scale)

    def wait(_state: object, env: Any, wait_seconds: int) -> None:
        waits.append(wait_seconds)
        env.program_state_event.wait(wait_seconds * scale)

    with (
        RETRY_PAUSE.replaced(SimpleNamespace(sleep=sleep)),
        WAIT.replaced(wait),
    ):
        yield


@contextmanager
def _strict_choices() -> Iterator[None]:
    """A Choice that looks at a field its input lacks fails at AWS (States.Runtime). moto takes the
    comparison for false, which would hide that mistake until deployment."""

    def compare(comparison: Any, env: Any) -> None:
        comparison.variable.eval(env)
        value, compared = env.stack[-1], comparison.comparison_function
        asks_for_presence = compared.operator_type == ComparisonOperatorType.IsPresent
        if isinstance(value, NoSuchVariable) and not asks_for_presence:
            raise NoSuchJsonPathError(value.path, env.states.get_input())
        compared.eval(env)

    with COMPARE.replaced(compare):
        yield


@contextmanager
def _quiet_failures() -> Iterator[None]:
    """moto logs every failed state with a dump of its syntax tree. The history has the error."""
    logger = logging.getLogger("moto.stepfunctions")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def _atomic_tables() -> Iterator[None]:
    lock, call = threading.RLock(), ANSWER_DYNAMODB.original

    def one_by_one(handler: object) -> Any:
        with lock:
            return call(handler)

    with ANSWER_DYNAMODB.replaced(one_by_one):
        yield


@contextmanager
def _status_changes() -> Iterator[None]:
    """Before anybody sees the execution ended, so that a test that waits for it has the event."""
    reflect = TERMINATED.original

    def terminated(communication: Any) -> None:
        tell(communication.execution)
        reflect(communication)

    with TERMINATED.replaced(terminated):
        yield


@contextmanager
def _stopped_at_any_time() -> Iterator[None]:
    """An execution is there from StartExecution on; moto's begins a moment later."""
    stop = STOP.original

    def once_begun(worker: Any, **given: Any) -> None:
        while worker.env is None:
            time.sleep(0.001)
        stop(worker, **given)

    with STOP.replaced(once_begun):
        yield


@contextmanager
def parsed_one_time() -> Iterator[None]:
    """From before the deployment, which parses too. Each execution gets a program of its own, made
    from the syntax tree that all share, those of later stacks too."""

    def program(definition: str) -> tuple[Any, Any]:
        return Preprocessor().visit(_tree(definition)), _tree(definition)

    with PARSE.replaced(program):
        yield


@cache
def _tree(definition: str) -> Any:
    return _parse(definition)[1]
