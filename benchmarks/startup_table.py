"""The section "Start-up" of docs/performance.md, from startup.json."""

from __future__ import annotations

from benchmarks.document import Result, Section, table

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


def text(result: Result) -> str:
    rows = {function: _row(result, function) for function in [BARE, *GOALS]}
    head = ["goal", "start", "first answer", "start, ms", "first answer, ms", "on the clock, ms"]
    return "\n".join(["", _where(result), "", *table("times the bare handler", head, rows), "", ""])


def times(result: Result, function: str, until: str) -> float:
    """Of the bare handler's processor time; `until`: `start` or `answer`."""
    of_all = result["milliseconds"]
    return float(of_all[function][until]["processor"] / of_all[BARE][until]["processor"])


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


SECTION = Section("startup.json", "make bench-startup", text)

if __name__ == "__main__":
    SECTION.write()
