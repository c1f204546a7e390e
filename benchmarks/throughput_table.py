"""The section "Throughput" of docs/performance.md: what throughput.json says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.document import Result, Section, table
from benchmarks.plots import COLOURS, GREY, svg

PLOT = "throughput.svg"
PEERS = ("dlt", "airbyte-cdk", "singer-sdk")
TRIED = (
    *[(name, many) for many in (8, 4, 1) for name in ("floor", "ours")],
    *((p, 1) for p in PEERS),
)
PAGE = 100


def text(measured: Result) -> str:
    invoices, results = measured["invoices"], measured["results"]
    latencies = sorted({one["latency_ms"] for one in results})
    return "\n".join(
        [
            "",
            f"{invoices:,} invoices, medians of {measured['rounds']} rounds on {measured['date']}: "
            f"{measured['machine']}. In brackets: times the floor with as many requests at a time.",
            "",
            *(line for latency in latencies for line in [*_seconds(results, latency), ""]),
            *_costs(results, invoices, latencies[-1]),
            "",
            f"![Seconds of a first Full sync](images/{PLOT})",
            "",
            "",
        ]
    )


def plots(measured: Result) -> dict[str, bytes]:
    return {PLOT: svg(9, 3.2, partial(_draw, measured["results"]))}


def seconds(
    results: Sequence[Result], name: str, parallel: int, page: int, latency: float
) -> float:
    return float(_of(results, name, parallel, page, latency)["seconds"])


def fastest_peer(results: Sequence[Result], page: int, latency: float) -> float:
    """Seconds."""
    return min(seconds(results, name, 1, page, latency) for name in PEERS)


def _of(results: Sequence[Result], name: str, parallel: int, page: int, latency: float) -> Result:
    wanted = (name, parallel, page, latency)
    keys = ("contender", "parallel", "page", "latency_ms")
    return next(one for one in results if tuple(one[key] for key in keys) == wanted)


def _seconds(results: Sequence[Result], latency: float) -> list[str]:
    pages = sorted({one["page"] for one in results})
    rows = {
        _title(name, many): [_cell(results, name, many, page, latency) for page in pages]
        for name, many in TRIED
    }
    corner = f"seconds, {latency:.0f} ms a request"
    return table(corner, [f"page of {page:,}" for page in pages], rows)


def _cell(results: Sequence[Result], name: str, many: int, page: int, latency: float) -> str:
    took = seconds(results, name, many, page, latency)
    if name != "ours":
        return f"{took:.2f}"
    floor = took / seconds(results, "floor", many, page, latency)
    return f"**{took:.2f}** ({floor:.2f})"


def _costs(results: Sequence[Result], invoices: int, latency: float) -> list[str]:
    rows = {}
    for name, many in TRIED:
        one = _of(results, name, many, PAGE, latency)
        rows[_title(name, many)] = [
            f"{invoices / one['seconds']:,.0f}",
            f"{one['processor'] / invoices * 1e6:.0f}",
            f"{one['memory'] / 1e6:.0f}",
            f"{one['process_seconds']:.2f}",
        ]
    head = ["rows a second", "µs of processor a row", "MB", "seconds of the whole process"]
    return table(f"{latency:.0f} ms a request, page of {PAGE}", head, rows)


def _title(name: str, many: int) -> str:
    return f"{name}, {many} at a time" if many > 1 else name


def _draw(results: Sequence[Result], figure: Figure) -> None:
    latencies = sorted({one["latency_ms"] for one in results})
    for axes, latency in zip(figure.subplots(1, len(latencies)), latencies, strict=True):
        _bars(axes, results, latency)


def _bars(axes: Axes, results: Sequence[Result], latency: float) -> None:
    names = [_title(*tried) for tried in TRIED]
    widths = [seconds(results, *tried, PAGE, latency) for tried in TRIED]
    colours = [COLOURS[0] if name == "ours" else GREY for name, _ in TRIED]
    axes.bar_label(axes.barh(names, widths, color=colours), fmt="%.1f", padding=2)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_title(f"Seconds, {latency:.0f} ms a request, pages of {PAGE}")


SECTION = Section("throughput.json", "make bench-peers", text, plots)

if __name__ == "__main__":
    SECTION.write()
