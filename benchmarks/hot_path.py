"""`python -m benchmarks.hot_path`: what a first Full sync takes its time for.

What is seen goes into hot_path.json and docs/performance.md.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from benchmarks.hot_path_table import SECTION
from benchmarks.results import origin
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
    measured = {"invoices": options.invoices, "processor": processor, "clock": clock}
    SECTION.keep(origin() | measured)
    SECTION.write()


def _seen(place: Stage, clock: str) -> dict[str, Any]:
    """The seconds it took by that clock, and how often each stack was seen, but for the rarest."""
    arguments = [clock, place.source, str(STEP), str(PARALLEL)]
    sync, stacks = place.lines("benchmarks.sampled", *arguments)
    often = {stack: count for stack, count in sorted(stacks.items()) if count >= OFTEN}
    return {"seconds": round(sync[SECONDS[clock]], 2), "stacks": often}


if __name__ == "__main__":
    main()
