"""The parts of moto's inside that are replaced while a stack runs: all of them, and why.

moto promises none of them, so pyproject.toml pins its version, and a test compares the source of
each with the one that was read when its replacement was written. What is only looked at (the items
of tables in `cleaning`) is held by the stack's own tests.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from moto.dynamodb.responses import DynamoHandler
from moto.events.models import Rule
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.choice.comparison.comparison_variable import (
    ComparisonVariable,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import (
    WaitFunction,
)
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker


@dataclass(frozen=True)
class Internal:
    """`owner.name` is replaced in view of `read`, whose source had the hash `source`."""

    owner: Any
    name: str
    source: str
    why: str
    read: Callable[..., Any] | None = None

    @property
    def original(self) -> Any:
        return getattr(self.owner, self.name)

    @property
    def source_now(self) -> str:
        text = inspect.getsource(self.read or self.original)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def replaced(self, replacement: object) -> AbstractContextManager[object]:
        return patch.object(self.owner, self.name, replacement)

    def __str__(self) -> str:
        return f"{self.owner.__name__}.{self.name}"


INVOKE = Internal(
    lambda_eval_utils,
    "_invoke_lambda_function",
    "0ebcddb746e422b0",
    "moto runs functions in Docker; here the handler is called in this process",
)
RETRY_PAUSE = Internal(
    retrier_decl,
    "time",
    "48463fff19cefa98",
    "moto really sleeps before a retry; here the pause is written down and scaled",
    read=retrier_decl.RetrierDecl._eval_body,
)
WAIT = Internal(
    WaitFunction,
    "_wait_interval",
    "8f954dee80372b4b",
    "moto really waits in a Wait state; here the pause is written down and scaled",
)
COMPARE = Internal(
    ComparisonVariable,
    "_eval_body",
    "55861cce2befeedf",
    "a Choice over a field that is not there fails at AWS; moto takes the comparison for false",
)
PARSE = Internal(
    AmazonStateLanguageParser,
    "parse",
    "a59a7d18760fb22e",
    "moto parses the workflow again for every execution, a fifth of what a short sync takes",
)
ANSWER_DYNAMODB = Internal(
    DynamoHandler,
    "call_action",
    "ce5f57cf83cde340",
    "a conditional write is atomic at AWS; moto checks, then writes, in many threads at once",
)
TERMINATED = Internal(
    BaseExecutionWorkerCommunication,
    "terminated",
    "360372a6a57bf99b",
    "moto tells nobody that an execution has ended; here EventBridge's rules are told",
)
STOP = Internal(
    ExecutionWorker,
    "stop",
    "dc18be1944e1abeb",
    "moto cannot stop an execution whose thread has not begun",
)
SEND = Internal(
    Rule,
    "send_to_targets",
    "472e002e2dab8a59",
    "rules of EventBridge call functions at AWS; moto's know queues, logs and other buses only",
)
ALL = (INVOKE, RETRY_PAUSE, WAIT, COMPARE, PARSE, ANSWER_DYNAMODB, TERMINATED, STOP, SEND)
