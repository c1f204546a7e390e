"""`python -m benchmarks.throughput`: how fast a first Full sync is, beside a floor and, with
`--peers`, programs of others. All take turns, case after case and round after round.

With `--peers` the medians go into throughput.json and docs/performance.md.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.contenders import FLOOR, OURS, PEERS, Case, Contender
from benchmarks.results import origin
from benchmarks.stage import Stage, stage
from benchmarks.throughput_table import SECTION

PAGES = (100, 250, 1000)
LATENCIES_MS = (0.0, 50.0)

type Result = dict[str, Any]


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__)
    parser.add_argument("--invoices", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, nargs="+", default=PAGES)
    parser.add_argument("--latencies-ms", type=float, nargs="+", default=LATENCIES_MS)
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    contenders = [FLOOR, OURS, *(PEERS if options.peers else ())]
    runs = [
        (contender, Case(contender.name, parallel, page, latency))
        for latency in options.latencies_ms
        for page in options.pages
        for contender in contenders
        for parallel in contender.parallel
    ]
    with stage(options.invoices) as place:
        results = list(_medians(place, runs, options.rounds, options.invoices))
    Console().print(_table(results))
    if options.peers:
        measured = {"invoices": options.invoices, "rounds": options.rounds, "results": results}
        SECTION.keep(origin() | measured)
        SECTION.write()


def _medians(
    place: Stage, runs: Sequence[tuple[Contender, Case]], rounds: int, invoices: int
) -> Iterator[Result]:
    found: list[list[Result]] = [[] for _ in runs]
    for _ in range(rounds):
        for (contender, case), kept in zip(runs, found, strict=True):
            place.answer_after(case.latency_ms)
            kept.append(_run(place, contender, case, invoices))
    for (_, case), kept in zip(runs, found, strict=True):
        yield asdict(case) | {name: round(median(one[name] for one in kept), 4) for name in kept[0]}


def _run(place: Stage, contender: Contender, case: Case, invoices: int) -> Result:
    """Raises ValueError where it does not hold every invoice in the end."""
    run = contender.run(place, case)
    if run.said["rows"] != invoices:
        raise ValueError(f"{case} holds {run.said['rows']} of {invoices} invoices")
    return {
        "seconds": run.said["seconds"],
        "process_seconds": run.wall,
        "processor": run.processor,
        "memory": run.memory,
    }


def _table(results: Iterable[Result]) -> Table:
    table = Table("Latency", "Page", "", "Parallel", "Seconds", "Whole process", "Processor", "MB")
    for one in results:
        table.add_row(
            f"{one['latency_ms']:.0f} ms",
            f"{one['page']}",
            one["contender"],
            f"{one['parallel']}",
            f"{one['seconds']:.2f}",
            f"{one['process_seconds']:.2f}",
            f"{one['processor']:.2f}",
            f"{one['memory'] / 1e6:.0f}",
        )
    return table


if __name__ == "__main__":
    main()
