"""`python -m benchmarks.growth`: what a day's Sync, reports and lists take as more is stored.

Counts and times go into growth.json, tables and plots of them into docs/performance.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

from benchmarks.growth_figures import INVOICES, SYSTEMS, seconds
from benchmarks.growth_requests import REQUESTS
from benchmarks.growth_table import SECTION
from benchmarks.results import origin, rounded
from benchmarks.stage import Stage, stage

COMPANY = "benchmarks.company"
WORKER = "benchmarks.growth_worker"
OF_A_SYSTEM = 2000  # Invoices, where there are several systems.
LATENCY_MS = 50.0  # Of the accounting system, on the days.
DAYS, PROCESSES, ANSWERS = 5, 3, 6

type Figures = dict[str, Any]


def main() -> None:
    results = {
        **origin(),
        "invoices": {str(size): _of_invoices(size) for size in INVOICES},
        "systems": _of_systems(),
    }
    SECTION.keep(rounded(results, 4))
    SECTION.write()


def _of_invoices(size: int) -> Figures:
    with stage(size, 0.0, COMPANY) as place:
        system_id = _stored(place)
        answers = {name: _asked(place, system_id, name) for name in REQUESTS}
        place.answer_after(LATENCY_MS)
        syncs = place.lines(WORKER, "days", place.source, system_id, str(DAYS))
        return {
            "answers": answers,
            "day": sorted(syncs, key=lambda one: seconds(one, "wall"))[DAYS // 2],
            "memory_mb": {name: place.memory_mb(name) for name in syncs[0]["functions"]},
        }


def _of_systems() -> Figures:
    found, there = {}, 1
    with stage(OF_A_SYSTEM, 0.0, COMPANY) as place:
        system_id = _stored(place)
        for systems in SYSTEMS:
            if systems > there:
                place.lines(WORKER, "copy", system_id, str(systems - 1))
            names = [name for name, asked in REQUESTS.items() if not asked.of_one_system]
            found[str(systems)] = {name: _asked(place, system_id, name) for name in names}
            there = systems
    return found


def _stored(place: Stage) -> str:
    (line,) = place.lines(WORKER, "store", place.source)
    return str(line["system_id"])


def _asked(place: Stage, system_id: str, name: str) -> Figures:
    """Medians in seconds: `cold` of the first answers of some processes, `warm` of all others."""
    lines = [place.lines(WORKER, "ask", system_id, name, str(ANSWERS)) for _ in range(PROCESSES)]
    first, later = [one[0] for one in lines], [line for one in lines for line in one[1:]]
    return {
        "cold": _median(first, "wall"),
        "warm": _median(later, "wall"),
        "processor": _median(later, "processor"),
        "memory": max(line["memory"] for line in later),
        "calls": later[0]["calls"],
        "units": later[0]["units"],
        "sent_bytes": later[0]["sent_bytes"],
    }


def _median(lines: Iterable[Mapping[str, Any]], name: str) -> float:
    return median(float(line[name]) for line in lines)


if __name__ == "__main__":
    main()
