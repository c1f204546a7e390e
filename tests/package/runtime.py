"""The real Lambda runtime without Docker: aws-lambda-rie, awslambdaric and the built packages.

A function sees what it sees at AWS (`local/lambda_runtime.py`). It has the time and the memory that
the template gives it.
"""

import json
import os
import platform
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import samcli

from local.lambda_runtime import paths
from tests.structure.project import FUNCTIONS, TEMPLATE

EMULATOR = {"x86_64": "aws-lambda-rie-x86_64", "aarch64": "aws-lambda-rie-arm64"}


class Function:
    """A running function; `invoke` is Lambda's Invoke."""

    def __init__(self, port: int, log: Path) -> None:
        self._log = log
        self._url = f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations"

    def invoke(self, event: object) -> Any:
        request = urllib.request.Request(self._url, json.dumps(event).encode())
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{error.read()!r}\n{self._log.read_text()}") from None


@contextmanager
def running(
    build: Path, runtime: Path, logical_id: str, variables: Mapping[str, str]
) -> Iterator[Function]:
    """The built function under the emulator; ends with the block."""
    port, api_port = free_ports(2)
    code = build / logical_id
    emulator = Path(samcli.__file__).parent / "local" / "rapid" / EMULATOR[platform.machine()]
    time_out, memory_mb = limits(logical_id)
    command = [
        *("sh", "-c", f'ulimit -d {memory_mb * 1024} && exec "$@"', "sh"),
        str(emulator),
        *("--runtime-interface-emulator-address", f"127.0.0.1:{port}"),
        *("--runtime-api-address", f"127.0.0.1:{api_port}"),
        *(sys.executable, "-S", "-m", "awslambdaric", "app.handler"),
    ]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": ":".join(map(str, paths(build, code, runtime))),
        "LAMBDA_TASK_ROOT": str(code),
        "AWS_LAMBDA_FUNCTION_NAME": logical_id,
        "AWS_LAMBDA_FUNCTION_TIMEOUT": str(time_out),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(memory_mb),
        **variables,
    }
    log = runtime.parent / f"{logical_id}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=code, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_for_port(port, process)
        yield Function(port, log)
    finally:
        process.terminate()
        process.wait(10)


def limits(logical_id: str) -> tuple[int, int]:
    """Seconds and megabytes."""
    properties = TEMPLATE["Globals"]["Function"] | FUNCTIONS[logical_id]["Properties"]
    return properties["Timeout"], properties["MemorySize"]


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Connects until it answers; fails when the process has ended."""
    while True:
        assert process.poll() is None, "the emulator ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=10).close()
        except ConnectionRefusedError:
            continue
        return
