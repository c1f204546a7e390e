"""The tables of docs/performance.md, "Growth": what growth.json says."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from benchmarks.document import Section, table
from benchmarks.growth_figures import INVOICES, SYSTEMS, Figures, dollars, seconds
from benchmarks.growth_plots import plots
from benchmarks.growth_requests import REQUESTS
from benchmarks.prices import units


def text(results: Figures) -> str:
    sizes, systems = results["invoices"], results["systems"]
    answers = {size: one["answers"] for size, one in sizes.items()}
    head, of_systems = _head(INVOICES, "invoice"), _head(SYSTEMS, "system")
    parts = [
        [f"Measured on {results['date']}: {results['machine']}."],
        table("a day's Sync", head, _day(sizes)),
        table("milliseconds, warm / first / processor", head, _cells(answers, _milliseconds)),
        table("read units / calls / MB", head, _cells(answers, _consumed)),
        table("milliseconds, warm / first / processor", of_systems, _cells(systems, _milliseconds)),
        table("read units / calls / MB", of_systems, _cells(systems, _consumed)),
    ]
    return "\n" + "\n\n".join("\n".join(part) for part in parts) + "\n\n"


def _day(sizes: Figures) -> dict[str, list[str]]:
    rows: dict[str, Callable[[Figures], str]] = {
        "requests to WHMCS": lambda size: f"{size['day']['requests']:,}",
        "read units": lambda size: f"{units(size['day'], reads=True):,.0f}",
        "write units": lambda size: f"{units(size['day'], reads=False):,.0f}",
        "seconds on the clock": lambda size: f"{seconds(size['day'], 'wall'):.2f}",
        "seconds of the processor": lambda size: f"{seconds(size['day'], 'processor'):.2f}",
        "most memory of its process, MB": lambda size: f"{size['day']['memory'] / 1e6:.0f}",
        "millionths of a dollar": lambda size: f"{1e6 * dollars(size, 'wall'):,.0f}",
    }
    return {name: [cell(size) for size in sizes.values()] for name, cell in rows.items()}


def _cells(answers: Figures, cell: Callable[[Figures], str]) -> dict[str, list[str]]:
    """A row a request that all of these have an answer to."""
    first, *_ = answers.values()
    names = [name for name in REQUESTS if name in first]
    return {name: [cell(one[name]) for one in answers.values()] for name in names}


def _milliseconds(answer: Figures) -> str:
    return " / ".join(f"{1000 * answer[name]:.0f}" for name in ("warm", "cold", "processor"))


def _consumed(answer: Figures) -> str:
    calls = sum(answer["calls"].values())
    return f"{units(answer, reads=True):,g} / {calls} / {answer['memory'] / 1e6:.0f}"


def _head(counts: Iterable[int], what: str) -> list[str]:
    return [f"{count:,} {what}{'s' if count > 1 else ''}" for count in counts]


SECTION = Section("growth.json", "make bench-growth", text, plots)

if __name__ == "__main__":
    SECTION.write()
