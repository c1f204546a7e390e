"""The tables of docs/operations.md, "What it consumes": cost.json times prices.toml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from benchmarks import prices
from benchmarks.document import DOCS, HERE, Result, Section, table
from benchmarks.prices import Clock, Dollars

MEASURED = (10_000, 1_000_000)
EXTRAPOLATED = 10_000_000
SYNCS = {
    "full": "first Full sync",
    "unchanged": "Full sync, nothing changed",
    "quiet": "a day's Sync, no news",
    "day": "a day's Sync, 100 new invoices",
}
PEOPLE, WORKING_DAYS = 2, 22
COUNTED = ("functions", "calls", "units", "requests", "log_bytes", "log_lines", "sent_bytes")


def text(results: Mapping[str, Result]) -> str:
    small, large = (results[str(size)] for size in MEASURED)
    sizes = {**dict(zip(MEASURED, (small, large), strict=True)), EXTRAPOLATED: beyond(small, large)}
    return "\n".join(
        ["", _dates(results), "", *_dollars(sizes), "", *_counts(sizes), "", *_kinds(large), "", ""]
    )


def sync(name: str, result: Result, clock: Clock) -> float:
    return sum(_of_sync(name, result, clock).values())


def month(result: Result, clock: Clock) -> float:
    return 30 * sync("day", result, clock) + _console(result, clock) + _fixed(result, clock)


def beyond(small: Result, large: Result) -> Result:
    """Ten million: on the line through both, what is counted; the rest as in the large one."""
    used = {
        name: {**one, **{key: _on(small["used"][name][key], one[key]) for key in COUNTED}}
        for name, one in large["used"].items()
    }
    return {
        **large,
        "used": used,
        "stored_bytes": _on(small["stored_bytes"], large["stored_bytes"]),
    }


def _of_sync(name: str, result: Result, clock: Clock) -> Dollars:
    return prices.of_sync(result["used"][name], result["memory_mb"], clock)


def _console(result: Result, clock: Clock) -> float:
    visit = prices.of_visit(result["used"]["visit"], result["memory_mb"], clock)
    return PEOPLE * WORKING_DAYS * sum(visit.values())


def _fixed(result: Result, _clock: Clock) -> float:
    metrics = result["used"]["full"]["metrics"]
    month = prices.fixed_month(_alarms(), metrics, _steady_metrics(), result["stored_bytes"])
    return sum(month.values())


def _dates(results: Mapping[str, Result]) -> str:
    counted = ", ".join(f"{size:,} on {results[str(size)]['date']}" for size in MEASURED)
    listed = prices.prices()
    return f"Counted: {counted}. Prices: {listed['date']}, {listed['region']}, dollars."


def _alarms() -> int:
    resources = yaml_parse((HERE.parent / "template.yaml").read_text())["Resources"]
    return sum(one["Type"] == "AWS::CloudWatch::Alarm" for one in resources.values())


def _steady_metrics() -> int:
    """Those of the function that is called every 15 minutes."""
    return (HERE.parent / "functions/daily_sync/app.py").read_text().count(".add_metric(")


def _dollars(sizes: Mapping[int, Result]) -> list[str]:
    rows: dict[str, Callable[[Result, Clock], float]] = {
        **{words: partial(sync, name) for name, words in SYNCS.items()},
        "console, a month": _console,
        "secret, alarms, metrics, dashboard, storage, a month": _fixed,
        "**all of it, a month** of daily Syncs": month,
    }
    cells = {
        words: [
            f"{_money(cost(one, 'processor'))} / {_money(cost(one, 'wall'))}"
            for one in sizes.values()
        ]
        for words, cost in rows.items()
    }
    return table("dollars", _names(sizes), cells)


def _counts(sizes: Mapping[int, Result]) -> list[str]:
    cells = {
        words: [_count(one["used"][name]) for one in sizes.values()]
        for name, words in SYNCS.items()
    }
    return table("requests to WHMCS / write units / read units", _names(sizes), cells)


def _kinds(result: Result) -> list[str]:
    """What the money of the syncs goes to."""
    costs = [_of_sync(name, result, "wall") for name in SYNCS]
    kinds = sorted({kind for cost in costs for kind in cost})
    cells = {kind: [f"{1e6 * cost.get(kind, 0):,.0f}" for cost in costs] for kind in kinds}
    peak = [f"{result['used'][name]['memory'] / 1e6:.0f}" for name in SYNCS]
    cells["Most memory of the process, MB"] = peak
    return table(f"{MEASURED[1]:,} invoices, millionths of a dollar", [*SYNCS.values()], cells)


def _names(sizes: Iterable[int]) -> list[str]:
    return [f"{size:,}" + (" (extrapolated)" if size == EXTRAPOLATED else "") for size in sizes]


def _money(dollars: float) -> str:
    digits = 2 if dollars >= 0.1 else 4 if dollars >= 0.01 else 5
    return f"{dollars:.{digits}f}"


def _count(used: Result) -> str:
    reads, writes = (prices.units(used, reads=reads) for reads in (True, False))
    return f"{used['requests']:,.0f} / {writes:,.0f} / {reads:,.0f}"


def _on(small: Any, large: Any) -> Any:
    """Numbers, or tables of them."""
    if isinstance(large, Mapping):
        missing: Any = {}
        small = small or missing
        return {name: _on(small.get(name, 0), one) for name, one in large.items()}
    by = (EXTRAPOLATED - MEASURED[1]) / (MEASURED[1] - MEASURED[0])
    return max(large + (large - (small or 0)) * by, 0)


SECTION = Section("cost.json", "make bench-cost", text, document=DOCS / "operations.md")

if __name__ == "__main__":
    SECTION.write()
