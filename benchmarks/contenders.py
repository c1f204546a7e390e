"""Who copies the invoices of the simulator: our step handlers, a floor, and programs of others.

Each is a process that begins with nothing, and ends with a line of JSON: the seconds of the copying
itself (of ours: of the handlers), and how many rows it holds then.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.measured import Measured, measured
from benchmarks.stage import Stage

HERE = Path(__file__).parent
PARALLEL = (1, 4, 8)


@dataclass(frozen=True)
class Case:
    """`page`: invoices a request. `latency_ms`: of every answer."""

    contender: str
    parallel: int
    page: int
    latency_ms: float


@dataclass(frozen=True)
class Contender:
    """`parallel`: how many requests at a time it is tried with. `on_stage`: it finds the tables
    there, in place of a folder."""

    name: str
    parallel: tuple[int, ...]
    command: Callable[[str, Case, Path], list[str]]
    on_stage: bool = False

    def run(self, place: Stage, case: Case) -> Measured:
        with tempfile.TemporaryDirectory() as folder:
            command = self.command(place.source, case, Path(folder))
            return measured(command, place.environment if self.on_stage else os.environ)


def ours(url: str, case: Case, _folder: Path) -> list[str]:
    worker = [sys.executable, "-m", "benchmarks.worker", url]
    return [*worker, str(case.page), str(case.parallel), "timed"]


def floor(url: str, case: Case, folder: Path) -> list[str]:
    return [sys.executable, *_script("floor", url, case, folder)]


def dlt(url: str, case: Case, folder: Path) -> list[str]:
    return [_python("dlt_rest_api"), *_script("dlt_rest_api", url, case, folder)]


def airbyte(url: str, case: Case, folder: Path) -> list[str]:
    return [_python("airbyte_declarative"), *_script("airbyte_declarative", url, case, folder)]


def meltano(url: str, case: Case, folder: Path) -> list[str]:
    python = [_python("meltano_tap"), _python("meltano_target")]
    return [sys.executable, *_script("meltano", url, case, folder), *python]


OURS = Contender("ours", PARALLEL, ours, on_stage=True)
FLOOR = Contender("floor", PARALLEL, floor)
PEERS = (
    Contender("dlt", (1,), dlt),
    Contender("airbyte-cdk", (1,), airbyte),
    Contender("singer-sdk", (1,), meltano),
)


def _script(name: str, url: str, case: Case, folder: Path) -> list[str]:
    script = str(HERE / "peers" / f"{name}.py")
    return [script, url, str(case.page), str(case.parallel), str(folder)]


@cache
def _python(name: str) -> str:
    """Of the environment with what the script says it needs, which uv makes and keeps."""
    script = ["--script", str(HERE / "peers" / f"{name}.py")]
    subprocess.run([_uv(), "sync", "--quiet", *script], check=True)
    found = subprocess.run([_uv(), "python", "find", *script], check=True, capture_output=True)
    return found.stdout.decode().strip()


def _uv() -> str:
    return shutil.which("uv") or str(HERE.parent / ".venv-uv" / "bin" / "uv")
