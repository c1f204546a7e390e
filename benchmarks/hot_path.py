"""`python -m benchmarks.hot_path`: what a first Full sync takes its time for.

What is seen goes into hot_path.json and docs/performance.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from benchmarks import hot_path_table
from benchmarks.hot_path_table import RESULTS
from benchmarks.stage import Stage, stage

STEP, PARALLEL, LATENCY_MS = 100, 8, 50.0
SECONDS = {"processor": "processor", "real": "seconds"}  # Names of what the worker reports.
OFTEN = 2


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks.hot_path", description=__doc__)
    parser.add_argument("--invoices", type=int, default=100_000)
    options = parser.parse_args()
    with stage(options.invoices) as place:
        processor = _seen(place, "processor")
        place.answer_after(LATENCY_MS)
        clock = _seen(place, "real")
    measured = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "invoices": options.invoices,
        "processor": processor,
        "clock": clock,
    }
    RESULTS.write_text(json.dumps(measured, indent=1) + "\n")
    hot_path_table.main()


def _seen(place: Stage, clock: str) -> dict[str, Any]:
    """The seconds it took by that clock, and how often each stack was seen, but for the rarest."""
    command = [sys.executable, "-m", "benchmarks.sampled", clock, place.source]
    done = subprocess.run(
        [*command, str(STEP), str(PARALLEL)],
        env=place.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    sync, stacks = map(json.loads, done.stdout.splitlines())
    often = {stack: count for stack, count in sorted(stacks.items()) if count >= OFTEN}
    return {"seconds": round(sync[SECONDS[clock]], 2), "stacks": often}


if __name__ == "__main__":
    main()
