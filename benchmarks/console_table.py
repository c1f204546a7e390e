"""The section "Console" of docs/performance.md, from console.json."""

from __future__ import annotations

from benchmarks.document import Result, Section, table

# What is measured, and within how many seconds it is to be.
GOALS: dict[str, float | None] = {
    "List of systems, from the click that signs in": 1.0,
    "Overview, loaded anew": 1.0,
    "Revenue, loaded anew": 1.0,
    "Revenue, from another page and back": 0.3,
    "Invoices: the unpaid ones": 2.0,
    "Invoices: three statuses": 2.0,
    "Invoices: the first 10,000 paid ones": 2.0,
    "Invoices: all paid ones": None,
}


def text(result: Result) -> str:
    rows = {name: _row(result["seconds"][name], goal) for name, goal in GOALS.items()}
    head = ["goal, s", "median, s", "least, s", "most, s"]
    return "\n".join(["", _where(result), "", *table("until it is shown", head, rows), "", ""])


def _where(result: Result) -> str:
    return (
        f"{result['rounds']} rounds with {result['invoices']:,} invoices on {result['date']}: "
        f"{result['machine']}."
    )


def _row(of_it: Result, goal: float | None) -> list[str]:
    figures = [f"{of_it[figure]:.2f}" for figure in ("median", "least", "most")]
    return [f"≤ {goal:g}" if goal else "", *figures]


SECTION = Section("console.json", "make bench-console", text)

if __name__ == "__main__":
    SECTION.write()
