"""An AWS that is not ours: ministack, which shares no code with moto or with our embedded stack.

It checks signatures, roles and tokens, ends functions at their time-outs and refuses what passes a
limit on concurrency. Its functions are processes of the development environment, so that a package
missing in a layer is found by tests/package, not here.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from local.build import ROOT
from tests.package.runtime import free_ports, wait_for_port

REGION = "eu-central-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}  # Of its root user.


@dataclass(frozen=True)
class Emulator:
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """For programs that are to take it for AWS."""
        found = {"AWS_ENDPOINT_URL": self.url, "AWS_DEFAULT_REGION": REGION}
        return os.environ | CREDENTIALS | found

    def client(self, service: str) -> Any:
        session: Any = boto3.Session("test", "test", region_name=REGION)
        return session.client(service, endpoint_url=self.url)


@contextmanager
def running(folder: Path) -> Iterator[Emulator]:
    """On a free port; its files and its log are in `folder`."""
    (port,) = free_ports(1)
    settings = {
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",  # It would listen on a fixed port.
        "LOG_LEVEL": "WARNING",
        "MINISTACK_REGION": REGION,
        "TMPDIR": str(folder),
    }
    with (folder / "emulator.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.deploy.emulator_process"],
            cwd=ROOT,
            env=os.environ | CREDENTIALS | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for_port(port, process)
        yield Emulator(port)
    finally:
        process.terminate()
        process.wait(20)
