"""The system, deployed into this process."""

from __future__ import annotations

import json
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

import boto3
from moto import mock_aws

from local import caches, cleaning
from local.deployment import Deployment, deploy
from local.environment import shared_environment
from local.functions import Functions, Invocation
from local.moto_patches import patched
from local.schedule import scheduled_event
from local.template import ROOT, translate

REGION = "eu-central-1"
STACK_NAME = "revenue-sync"

# An OidcIssuer keeps Cognito out, which moto's CloudFormation lacks. The pauses are as short as the
# template allows.
DEVELOPMENT_PARAMETERS = {
    "OidcIssuer": "http://localhost",
    "OidcAudience": "console",
    "SourceAddresses": "loopback",
    "SourceRetrySeconds": "1",
    "CrashRetrySeconds": "1",
}


class Stack:
    """A context manager. Inside it boto3 talks to moto, and the template's resources exist.

    `waiting` scales the pauses of the workflow (Retry, Wait), which moto really sleeps: 1.0 is real
    time, the default 0.0 keeps tests fast. `waits` lists the seconds that were asked for.
    """

    def __init__(
        self,
        *,
        template: Path = ROOT / "template.yaml",
        parameters: Mapping[str, str] | None = None,
        waiting: float = 0.0,
    ) -> None:
        self._template = template
        self._parameters = DEVELOPMENT_PARAMETERS | dict(parameters or {})
        self._waiting = waiting
        self._undo = ExitStack()
        self.waits: list[float] = []
        self.functions: Functions
        self._deployment: Deployment

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            self._enter(undo)
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _enter(self, undo: ExitStack) -> None:
        undo.callback(caches.forget)
        undo.callback(_restore_environment, dict(os.environ))
        os.environ |= {"AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION}
        undo.enter_context(mock_aws(config={"stepfunctions": {"execute_state_machine": True}}))
        for folder in (self._template.parent / "layers" / "accounting", self._template.parent):
            undo.enter_context(_importable(folder))
        template = translate(self._template, stack_name=STACK_NAME, region=REGION)
        self._deployment = deploy(template, self._parameters, stack_name=STACK_NAME)
        self.functions = Functions(self._deployment.functions)
        os.environ |= shared_environment(
            {one.logical_id: one.environment for one in self._deployment.functions}
        )
        undo.enter_context(patched(self.functions, self._waiting, self.waits))
        undo.enter_context(self.functions.deaths.installed())
        undo.callback(self._end_executions)

    @property
    def outputs(self) -> dict[str, str]:
        return self._deployment.outputs

    @property
    def resources(self) -> dict[str, str]:
        """Logical id → ARN of a function or state machine, physical id of anything else."""
        return self._deployment.resources

    @property
    def api(self) -> dict[str, Any] | None:
        """The OpenAPI body of the HTTP API, resolved."""
        return self._deployment.api

    def environment(self, function: str) -> Mapping[str, str]:
        """The variables of one function, by its logical id."""
        return self.functions.settings[function].environment

    def start_execution(self, state_machine: str, input: object, name: str | None = None) -> str:
        """Start by logical id; returns the execution's ARN."""
        started = boto3.client("stepfunctions").start_execution(
            stateMachineArn=self.resources[state_machine],
            name=name or str(uuid.uuid4()),
            input=json.dumps(input),
        )
        return started["executionArn"]

    def wait(self, execution_arn: str, seconds: float = 30) -> dict[str, Any]:
        """What DescribeExecution says once the execution has ended; TimeoutError if it does not."""
        client = boto3.client("stepfunctions")
        self.wait_until(
            lambda: client.describe_execution(executionArn=execution_arn)["status"] != "RUNNING",
            seconds,
        )
        return dict(client.describe_execution(executionArn=execution_arn))

    def run(self, state_machine: str, input: object, name: str | None = None) -> dict[str, Any]:
        """Start and wait."""
        return self.wait(self.start_execution(state_machine, input, name))

    @staticmethod
    def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
        """Look every few milliseconds; TimeoutError when it never came true."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"not within {seconds} s")
            time.sleep(0.002)

    def fire_schedule(self, function: str) -> Invocation:
        """Call the function as its EventBridge rule would, and wait for it."""
        return self.functions.invoke(function, json.dumps(scheduled_event(function)).encode())

    def reset(self) -> None:
        """Back to an empty system: no items, secrets, executions, replaced handlers or deaths."""
        self.functions.restore()
        self._end_executions()
        cleaning.clear()
        self.waits.clear()

    def _end_executions(self) -> None:
        cleaning.stop_executions()
        self.functions.wait_until_idle(10)


def _restore_environment(before: dict[str, str]) -> None:
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
