"""What a measured process talks to: an accounting system, DynamoDB Local, Secrets Manager.

Each is a process or a thread elsewhere, so that the processor time of the measured one is its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from local.aws import tables
from local.aws.dynamodb_local import DynamoDbLocal
from local.aws.moto_server import moto_server
from local.aws.template import ROOT, translate

STACK = "benchmark"
TABLES = ("Systems", "Invoices", "Revenue", "Syncs")


@dataclass(frozen=True)
class Stage:
    """`environment`: of the measured process. `source`: address of the accounting system."""

    source: str
    environment: dict[str, str]


@contextmanager
def stage(invoices: int, latency_ms: float = 0.0) -> Iterator[Stage]:
    with (
        DynamoDbLocal() as dynamodb,
        moto_server() as secrets,
        _source(invoices, latency_ms) as url,
    ):
        environment = _environment(dynamodb.url, secrets)
        with patch.dict(os.environ, environment):
            body = translate(ROOT / "template.yaml", stack_name=STACK, region="eu-central-1").body
            tables.create_missing(body)
        yield Stage(url, environment)


@contextmanager
def _source(invoices: int, latency_ms: float) -> Iterator[str]:
    options = {"--port": "0", "--invoices": str(invoices), "--latency-ms": str(latency_ms)}
    words = [word for option in options.items() for word in option]
    command = [sys.executable, "-m", "local.simulator", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.match(r"(http://\S+) ", process.stdout.readline())
        assert found
        try:
            yield found[1]
        finally:
            process.terminate()


def _environment(dynamodb: str, secrets: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "layers" / "accounting")]),
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL_DYNAMODB": dynamodb,
        "AWS_ENDPOINT_URL_SECRETS_MANAGER": secrets,
        "SECRET_PREFIX": f"{STACK}/systems/",
        "SOURCE_ADDRESSES": "loopback",
        "REPORTING_CURRENCY": "EUR",
        **{f"{name.upper()}_TABLE": f"{STACK}-{name}Table" for name in TABLES},
    }
