"""`python -m benchmarks.cost --invoices N`: what syncs and the console's use consume on AWS.

Counts go into cost.json, what they come to at list prices into docs/operations.md. Counted while
the real handlers run; the store is DynamoDB Local. The time of Lambda is that of this machine.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from benchmarks.cost_table import MEASURED, SECTION
from benchmarks.results import origin, rounded
from benchmarks.stage import stage

STEP, PARALLEL = 250, 4  # The defaults of a system.
LATENCY_MS = 50.0
RUNS = {
    "full": "full",
    "unchanged": "full",
    "quiet": "incremental",
    "day": "business",
    "visit": "visit",
}


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks.cost", description=__doc__)
    parser.add_argument("--invoices", type=int, default=10_000)
    options = parser.parse_args()
    counted = {str(options.invoices): rounded(_measured(options.invoices), 3)}
    if options.invoices not in MEASURED:
        print(json.dumps(counted, indent=1))
        return
    SECTION.keep(SECTION.measured() | counted)
    SECTION.write()


def _measured(invoices: int) -> dict[str, Any]:
    with stage(invoices, LATENCY_MS, "benchmarks.company") as place:
        found = place.measured(STEP, PARALLEL, list(RUNS.values()))
        stored = place.stored_bytes()
    functions = {name for used in found for name in used["functions"]}
    return {
        **origin(),
        "memory_mb": {name: place.memory_mb(name) for name in sorted(functions)},
        "stored_bytes": stored,
        "used": dict(zip(RUNS, found, strict=True)),
    }


if __name__ == "__main__":
    main()
