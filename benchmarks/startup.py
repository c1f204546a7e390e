"""`python -m benchmarks.startup`: how long a function takes from nothing to its first answer.

The built packages, each start in a process of its own that sees what Lambda gives a function. The
functions take turns with a bare handler, so that all meet the same other work of the machine.
Medians go into startup.json and from there into docs/performance.md.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from benchmarks import first_events
from benchmarks.first_events import FIRST, Event
from benchmarks.results import origin
from benchmarks.stage import REGION, logical_id, stage
from benchmarks.startup_table import BARE, SECTION
from local.build import compile_folder
from local.built import build
from local.lambda_runtime import paths, runtime_folder

HERE = Path(__file__).parent
INVOICES = 10
DEPTHS = range(0, 130, 9)  # Of frames: one piece of Python's stack has about so many.

type Run = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Packages:
    built: Path
    runtime: Path
    environment: dict[str, str]

    def started(self, function: str, depth: int, event: Event) -> Event:
        """What the process said that started it."""
        code = self.built / logical_id(function)
        places = ":".join(map(str, paths(self.built, code, self.runtime)))
        command = [sys.executable, "-S", "-P", str(HERE / "startup_process.py")]
        done = subprocess.run(
            [*command, str(time.monotonic()), str(depth), json.dumps(event)],
            cwd=code,
            env={**self.environment, "PYTHONPATH": places, "AWS_REGION": REGION},
            stdout=subprocess.PIPE,
            check=True,
        )
        said: Event = json.loads(done.stdout.splitlines()[-1])
        return said


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as folder, stage(INVOICES) as place:
        packages = _packages(Path(folder), place.environment)
        with patch.dict(os.environ, packages.environment):
            first_events.connect(place.source)
            runs = _measured(packages, rounds)
    SECTION.keep(_report(runs, rounds))
    SECTION.write()


def _packages(folder: Path, environment: dict[str, str]) -> Packages:
    built = build(folder)
    shutil.copytree(HERE / "bare_handler", built / logical_id(BARE))
    compile_folder(built / logical_id(BARE), "/var/task")
    more = {"HOOK_SECRET_PREFIX": "benchmark/hooks/", "SYNC_STATE_MACHINE": "none"}
    return Packages(built, runtime_folder(folder / "runtime"), environment | more)


def _measured(packages: Packages, rounds: int) -> dict[str, list[Run]]:
    """Beside those that count, a first round of each, which fills the caches of the disk. Each
    round has an order of its own, so that none always follows the same one."""
    runs: dict[str, list[Run]] = {function: [] for function in FIRST}
    for number in range(rounds + 1):
        for function, first in Random(number).sample(list(FIRST.items()), len(FIRST)):
            with first.event() as event:
                said = packages.started(function, DEPTHS[number % len(DEPTHS)], event)
            if not first.right(said.pop("said")):
                raise RuntimeError(f"{function} gave a wrong answer.")
            if number:
                runs[function].append(said)
    return runs


def _report(runs: dict[str, list[Run]], rounds: int) -> dict[str, Any]:
    return {
        **origin(),
        "rounds": rounds,
        "milliseconds": {function: _medians(of_it) for function, of_it in runs.items()},
    }


def _medians(runs: list[Run]) -> Run:
    return {
        until: {
            of_what: round(1000 * median(run[until][of_what] for run in runs), 1)
            for of_what in ("processor", "wall")
        }
        for until in ("start", "answer")
    }


if __name__ == "__main__":
    main()
