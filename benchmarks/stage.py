"""What a measured process talks to: an accounting system, DynamoDB Local, Secrets Manager.

Each is a process or a thread elsewhere, so that the processor time of the measured one is its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.request import Request, urlopen

import boto3

from local.aws import tables
from local.aws.dynamodb_local import DynamoDbLocal
from local.aws.moto_server import moto_server
from local.aws.template import ROOT, translate

STACK = "benchmark"
REGION = "eu-central-1"
TABLES = ("Systems", "Invoices", "Revenue", "Syncs", "Idempotency", "Events")


@dataclass(frozen=True)
class Stage:
    """`environment`: of the measured process. `source`: address of the accounting system.
    `resources`: the template's."""

    source: str
    environment: dict[str, str]
    resources: dict[str, Any]

    def measured(self, step: int, parallel: int, runs: Sequence[str]) -> list[dict[str, Any]]:
        """What a worker reports of each run; the first line of them is of a system without data."""
        return self.lines("benchmarks.worker", self.source, str(step), str(parallel), *runs)

    def lines(self, module: str, *arguments: str) -> list[dict[str, Any]]:
        """What a process that runs this module prints, a line of JSON each."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def memory_mb(self, function: str) -> int:
        """What the template gives it. `function`: the name of its folder."""
        return int(self.resources[logical_id(function)]["Properties"]["MemorySize"])

    def answer_after(self, latency_ms: float) -> None:
        """How long the accounting system takes from now on."""
        body = json.dumps({"milliseconds": latency_ms}).encode()
        urlopen(Request(f"{self.source}/simulator/latency", body)).close()

    def stored_bytes(self) -> int:
        """In all tables together."""
        client = boto3.client(
            "dynamodb",
            endpoint_url=self.environment["AWS_ENDPOINT_URL_DYNAMODB"],
            region_name=REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )
        described = (client.describe_table(TableName=_table(name)) for name in TABLES)
        return sum(one["Table"]["TableSizeBytes"] for one in described)


def logical_id(function: str) -> str:
    """What the template calls the function of this folder."""
    return "".join(word.title() for word in function.split("_")) + "Function"


@contextmanager
def stage(
    invoices: int, latency_ms: float = 0.0, company: str = "local.simulator"
) -> Iterator[Stage]:
    """`company`: the module that serves the accounting system."""
    with (
        DynamoDbLocal() as dynamodb,
        moto_server() as others,
        _source(company, invoices) as url,
    ):
        environment = _environment(dynamodb.url, others)
        with patch.dict(os.environ, environment):
            body = translate(ROOT / "template.yaml", stack_name=STACK, region=REGION).body
            tables.create_missing(body)
        place = Stage(url, environment, body["Resources"])
        place.answer_after(latency_ms)
        yield place


@contextmanager
def _source(company: str, invoices: int) -> Iterator[str]:
    command = [sys.executable, "-m", company, "--port", "0", "--invoices", str(invoices)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.match(r"(http://\S+) ", process.stdout.readline())
        assert found
        try:
            yield found[1]
        finally:
            process.terminate()


def _table(name: str) -> str:
    return f"{STACK}-{name}Table"


def _environment(dynamodb: str, others: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "layers" / "accounting")]),
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": others,
        "AWS_ENDPOINT_URL_DYNAMODB": dynamodb,
        "POWERTOOLS_SERVICE_NAME": STACK,
        "POWERTOOLS_METRICS_NAMESPACE": STACK,
        "SECRET_PREFIX": f"{STACK}/systems/",
        "SOURCE_ADDRESSES": "loopback",
        "EVENT_BUS": "default",
        "REPORTING_CURRENCY": "EUR",
        "FISCAL_YEAR_START": "1",
        "WORK_SECONDS": "45",
        "OIDC_ISSUER": "https://issuer.example",
        "OIDC_CLIENT_ID": STACK,
        "OIDC_SCOPE": "openid",
        "CONNECT_ORIGINS": "",
        "OUTGOING_ADDRESS": "",
        "GROUPS_CLAIM": "cognito:groups",
        "ADMIN_GROUP": "admins",
        "VIEWER_GROUP": "viewers",
        "SCRIPT_CLIENT_ID": "",
        **{f"{name.upper()}_TABLE": _table(name) for name in TABLES},
    }
