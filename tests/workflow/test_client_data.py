"""Nothing about clients is stored or logged, and no credential outside its secret."""

import io
import json
import logging
import sys
import zlib
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from local.running import PASSWORD, Running
from local.simulator import demo_installation, tls_faults
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import FAULTS, TODAY

pytestmark = pytest.mark.usefixtures("no_pauses")

MARKS = ("Zyxwvut", "Qwertzel", "zyxwvut@mail.example", "Zyxwvut Holding", "+49 30 901820 17")


@pytest.fixture
def connected(running: Running) -> ConnectedSystem:
    installation = demo_installation(60, today=TODAY)
    for row in installation.invoices().values():
        installation.edit(
            row.id,
            firstname=MARKS[0],
            lastname=MARKS[1],
            companyname=MARKS[3],
            notes=f"{MARKS[2]} {MARKS[4]}",
        )
    running.simulator.installation = installation
    return ConnectedSystem(running, step=20)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the functions log, but for those that are imported later: they write to stdout. A log's
    handler keeps the stdout of the test in which its function was imported."""
    stream = io.StringIO()
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    handlers = [handler for logger in loggers for handler in logger.handlers]
    plain = [one for one in handlers if type(one) is logging.StreamHandler]
    for one in plain:
        if one.stream.closed:  # The stdout of that test, which is over.
            one.stream = sys.stdout
    streams = {one: one.setStream(stream) for one in plain}
    yield stream
    for handler, before in streams.items():
        handler.setStream(before)


# A handshake that fails brings nothing of anybody.
ANSWERS = [name for name in FAULTS if name not in tls_faults.CATALOGUE]


def test_nothing_about_clients_in_tables_executions_errors_and_logs(
    running: Running,
    connected: ConnectedSystem,
    written: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert running.simulator.installation.client_texts() >= {MARKS[0], MARKS[1], MARKS[3]}
    errors = []
    for fault in ANSWERS:
        running.simulator.faults.clear()
        running.simulator.faults.always(fault, when=lambda request: request.start > 0)
        errors.append(connected.sync("full").error)
    running.simulator.faults.clear()
    assert connected.sync("full").state == "succeeded"
    assert any(errors)
    captured = capfd.readouterr()
    logs = written.getvalue() + captured.out
    assert connected.system_id in logs
    items, executions = list(_tables()), list(_executions(running))
    assert len(items) > len(ANSWERS)
    assert any('\\"subtotal\\"' in item for item in items), "packed invoices are looked into"
    assert len(executions) > len(ANSWERS)
    texts = [
        *items,
        *executions,
        *map(str, errors),
        logs,
        captured.err,
        caplog.text,
    ]
    for text in texts:
        assert not any(mark in text for mark in MARKS)
        assert PASSWORD not in text
    assert not any(mark in secret for secret in _secrets() for mark in MARKS)


def _tables() -> Iterator[str]:
    client = boto3.client("dynamodb")
    for table in client.list_tables()["TableNames"]:
        for item in client.scan(TableName=table)["Items"]:
            yield json.dumps(item, default=_unpacked)


def _unpacked(value: bytes) -> str:
    return zlib.decompress(value).decode()


def _secrets() -> list[str]:
    client = boto3.client("secretsmanager")
    arns = [secret["ARN"] for secret in client.list_secrets()["SecretList"]]
    return [client.get_secret_value(SecretId=arn)["SecretString"] for arn in arns]


def _executions(running: Running) -> Iterator[str]:
    """What Step Functions keeps: inputs, outputs and errors of every state."""
    client: Any = boto3.client("stepfunctions")
    machine = running.stack.resources["SyncStateMachine"]
    for execution in client.list_executions(stateMachineArn=machine)["executions"]:
        history = client.get_execution_history(executionArn=execution["executionArn"])
        yield json.dumps(history["events"], default=str)
