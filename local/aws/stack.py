"""The system, deployed into this process."""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal, Self

import boto3
from moto import mock_aws

from local.aws import cleaning, process, tables
from local.aws.calls import intercepted
from local.aws.deployment import Deployment, deploy
from local.aws.dynamodb_local import DynamoDbLocal
from local.aws.environment import shared_environment
from local.aws.events import scheduled_event
from local.aws.functions import Functions, Invocation
from local.aws.kept_secrets import kept
from local.aws.moto_patches import parsed_one_time, patched
from local.aws.permissions import Permissions
from local.aws.template import ROOT, translate

REGION = "eu-central-1"
STACK_NAME = "revenue-sync"

# An issuer keeps Cognito out, which moto's CloudFormation lacks. The pauses are as short as the
# template allows.
DEVELOPMENT_PARAMETERS = {
    "OidcIssuer": "http://localhost",
    "OidcAudience": "console",
    "SourceRetrySeconds": "1",
    "CrashRetrySeconds": "1",
}

# In place of the template's own values, which are no parameters: who deploys it should not be able
# to open the account's own network to what an administrator enters as a URL.
DEVELOPMENT_VARIABLES = {"SOURCE_ADDRESSES": "loopback", "SPREAD_SECONDS": "0"}

# How long a handler may take to notice that it is over.
_PATIENCE_SECONDS = 5


class Stack:
    """A context manager. Inside it boto3 talks to moto, and the template's resources exist.

    `waiting` scales the pauses of the workflow (Retry, Wait), which moto really sleeps: 1.0 is real
    time, the default 0.0 keeps tests fast. `waits` lists the seconds that were asked for.

    `dynamodb="local"` keeps the tables in DynamoDB Local; in `data`, when a directory is given, so
    that they outlive the process. Everything else stays in moto.
    """

    def __init__(
        self,
        *,
        template: Path = ROOT / "template.yaml",
        parameters: Mapping[str, str] | None = None,
        waiting: float = 0.0,
        dynamodb: Literal["moto", "local"] = "moto",
        data: Path | None = None,
    ) -> None:
        if data and dynamodb == "moto":
            raise ValueError("moto keeps nothing: `data` needs dynamodb='local'")
        self._template = template
        self._parameters = DEVELOPMENT_PARAMETERS | dict(parameters or {})
        self._waiting = waiting
        self._dynamodb = dynamodb
        self._data = data
        self._undo = ExitStack()
        self.waits: list[float] = []
        self.functions: Functions
        self.permissions: Permissions
        self._deployment: Deployment
        self._body: dict[str, Any]

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            self._enter(undo)
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _enter(self, undo: ExitStack) -> None:
        undo.enter_context(process.only_one())
        undo.enter_context(process.own_environment())
        os.environ |= {"AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION}
        undo.enter_context(mock_aws(config={"stepfunctions": {"execute_state_machine": True}}))
        undo.enter_context(parsed_one_time())
        for folder in (self._template.parent / "layers" / "accounting", self._template.parent):
            undo.enter_context(process.importable(folder))
        template = translate(self._template, stack_name=STACK_NAME, region=REGION)
        self._body = template.body
        self._deployment = deploy(template, self._parameters, stack_name=STACK_NAME)
        if self._dynamodb == "local":
            self._use_dynamodb_local(undo)
        self.functions = Functions(self._deployment.functions)
        os.environ |= shared_environment(
            {one.logical_id: one.environment for one in self._deployment.functions}
        )
        os.environ |= DEVELOPMENT_VARIABLES
        undo.enter_context(patched(self.functions, self._waiting, self.waits))
        undo.enter_context(intercepted(self.functions.lifetimes.call))
        self.permissions = Permissions(self.functions)
        undo.enter_context(intercepted(self.permissions.checked))
        undo.callback(self._end_executions)

    def _use_dynamodb_local(self, undo: ExitStack) -> None:
        """boto3 follows the variable; moto lets pass what is not addressed to AWS."""
        server = undo.enter_context(DynamoDbLocal(self._data))
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = server.url
        tables.create_missing(self._body)
        if self._data:
            undo.enter_context(kept(self._data))

    @property
    def outputs(self) -> dict[str, str]:
        return self._deployment.outputs

    @property
    def resources(self) -> dict[str, str]:
        """Logical id → ARN of a function or state machine, physical id of anything else."""
        return self._deployment.resources

    @property
    def api(self) -> dict[str, Any]:
        """The resources of the HTTP API by logical id; see Deployment."""
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
            every=0.02,  # A call takes a few milliseconds, which the execution would lack.
        )
        return dict(client.describe_execution(executionArn=execution_arn))

    def run(self, state_machine: str, input: object, name: str | None = None) -> dict[str, Any]:
        """Start and wait."""
        return self.wait(self.start_execution(state_machine, input, name))

    @staticmethod
    def wait_until(
        condition: Callable[[], bool], seconds: float = 30, every: float = 0.002
    ) -> None:
        """Look `every` few milliseconds; TimeoutError when it never came true."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"not within {seconds} s")
            time.sleep(every)

    def fire_schedule(self, function: str) -> Invocation:
        """Call the function as its EventBridge rule would, and wait for it."""
        event = scheduled_event(function)
        return self.functions.invoke(function, json.dumps(event).encode())

    def reset(self) -> None:
        """Back to an empty system: no items, secrets, executions, replaced handlers or deaths."""
        self.functions.restore()
        self._end_executions()
        cleaning.clear()
        if self._dynamodb == "local":
            tables.empty(self._body)
        self.waits.clear()

    def _end_executions(self) -> None:
        with self.functions.lifetimes.ending():
            cleaning.stop_executions()
            self.functions.lifetimes.wait_until_idle(_PATIENCE_SECONDS)
            cleaning.wait_until_ended(_PATIENCE_SECONDS)
