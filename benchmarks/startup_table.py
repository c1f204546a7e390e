"""The section "Start-up" of docs/performance.md, from startup.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import document
from benchmarks.document import PERFORMANCE, table

RESULTS = Path(__file__).parent / "startup.json"
BARE = "bare_handler"
# Of the bare handler's processor time until it is started: at most so many times.
GOALS = {
    "console": 1.1,
    "sync_step": 1.4,
    "revenue_api": 1.5,
    "hooks_api": 1.5,
    "syncs_api": 1.5,
    "systems_api": 1.5,
}

type Result = Mapping[str, Any]


def text(result: Result) -> str:
    rows = {function: _row(result, function) for function in [BARE, *GOALS]}
    head = ["goal", "start", "first answer", "start, ms", "first answer, ms", "on the clock, ms"]
    return "\n".join(["", _where(result), "", *table("times the bare handler", head, rows), "", ""])


def written(result: Result) -> str:
    return document.written(PERFORMANCE, "make bench-startup", text(result))


def times(result: Result, function: str, until: str) -> float:
    """Of the bare handler's processor time; `until`: `start` or `answer`."""
    of_all = result["milliseconds"]
    return float(of_all[function][until]["processor"] / of_all[BARE][until]["processor"])


def main() -> None:
    result = json.loads(RESULTS.read_text())
    PERFORMANCE.write_text(written(result))
    print(text(result))


def _where(result: Result) -> str:
    return (
        f"Medians of {result['rounds']} rounds on {result['date']}: {result['machine']}. "
        "Processor time, but for the last column."
    )


def _row(result: Result, function: str) -> list[str]:
    of_it = result["milliseconds"][function]
    goal = f"≤ {GOALS[function]}" if function in GOALS else ""
    return [
        goal,
        *(f"{times(result, function, until):.2f}" for until in ("start", "answer")),
        *(f"{of_it[until]['processor']:.0f}" for until in ("start", "answer")),
        f"{of_it['answer']['wall']:.0f}",
    ]


if __name__ == "__main__":
    main()
