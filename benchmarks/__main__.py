"""`python -m benchmarks`: what a row costs in the step handlers, the store being DynamoDB Local.

Processor time of the measured process alone. The least of several runs is shown: what else runs on
the machine only ever adds.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.stage import stage

MODES = ("full", "full", "incremental")
NAMES = ("Full sync, the first", "Full sync, nothing changed", "Sync, nothing changed")


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--invoices", type=int, default=20_000)
    parser.add_argument("--steps", type=int, nargs="+", default=[100, 250, 1000])
    parser.add_argument("--parallel", type=int, default=4)
    parser.add_argument("--latency-ms", type=float, default=0.0, help="of every answer")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    table = Table(title=f"{options.invoices:,} invoices, parallel {options.parallel}")
    for column in ("Step", "", "µs a stored row", "Seconds", "Rows a second", "Memory (MB)"):
        table.add_column(column, justify="left" if not column else "right")
    with stage(options.invoices, options.latency_ms) as place:
        for step in options.steps:
            runs = [place.measured(step, options.parallel, MODES) for _ in range(options.runs)]
            for name, *syncs in zip(NAMES, *runs, strict=True):
                table.add_row(str(step), name, *_figures(syncs, options.invoices))
    Console().print(table)


def _figures(syncs: Sequence[dict[str, Any]], invoices: int) -> list[str]:
    processor, wall = (min(sync[name] for sync in syncs) for name in ("processor", "wall"))
    return [
        f"{processor / invoices * 1e6:.0f}",
        f"{wall:.2f}",
        f"{invoices / wall:,.0f}",
        f"{max(sync['memory'] for sync in syncs) / 1e6:.0f}",
    ]


if __name__ == "__main__":
    main()
