"""The plots of docs/performance.md, "Growth": what growth.json says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter

from benchmarks.growth_figures import Figures, dollars, seconds
from benchmarks.growth_requests import LIST_SECONDS, REPORT_SECONDS
from benchmarks.plots import COLOURS, GREY, svg
from benchmarks.prices import units

type Lines = Mapping[str, Callable[[Figures], float]]

DAY: Lines = {
    "millionths of a dollar": lambda size: 1e6 * dollars(size, "wall"),
    "milliseconds": lambda size: 1e3 * seconds(size["day"], "wall"),
    "read units": lambda size: units(size["day"], reads=True),
    "write units": lambda size: units(size["day"], reads=False),
    "requests to WHMCS": lambda size: float(size["day"]["requests"]),
    "memory, MB": lambda size: float(size["day"]["memory"]) / 1e6,
}


@dataclass(frozen=True, slots=True)
class Panel:
    """`goal`: what no line is to pass."""

    title: str
    figures: Figures
    lines: Lines
    goal: float | None = None


def plots(results: Figures) -> dict[str, bytes]:
    """SVG by the name of the file; the same for the same figures."""
    invoices = results["invoices"]
    answers = {size: one["answers"] for size, one in invoices.items()}
    sync = Panel("A day's Sync", invoices, DAY)
    return {
        "growth-invoices.svg": _plot("stored invoices", sync, *_answers(answers)),
        "growth-systems.svg": _plot("systems of 2,000 invoices", *_answers(results["systems"])),
    }


def _answers(figures: Figures) -> list[Panel]:
    names, *_ = figures.values()
    lines = {name: partial(_milliseconds, name) for name in names}
    reports = {name: line for name, line in lines.items() if name.startswith("report")}
    lists = {name: line for name, line in lines.items() if name not in reports}
    return [
        Panel("Reports: milliseconds, warm", figures, reports, 1e3 * REPORT_SECONDS),
        Panel("First pages of lists: milliseconds, warm", figures, lists, 1e3 * LIST_SECONDS),
    ]


def _milliseconds(name: str, answers: Figures) -> float:
    return 1e3 * float(answers[name]["warm"])


def _plot(across: str, *panels: Panel) -> bytes:
    def draw(figure: Figure) -> None:
        for axes, panel in zip(figure.subplots(1, len(panels)), panels, strict=True):
            _draw(axes, panel)
            _dress(axes, panel.title, across)

    return svg(4.6 * len(panels), 3.6, draw)


def _draw(axes: Axes, panel: Panel) -> None:
    for colour, (name, line) in zip(COLOURS, panel.lines.items(), strict=False):
        heights = [line(one) for one in panel.figures.values()]
        axes.plot([int(size) for size in panel.figures], heights, color=colour, label=name)
    if panel.goal:
        axes.axhline(panel.goal, color=GREY, linestyle="dashed", marker="", label="goal")


def _dress(axes: Axes, title: str, across: str) -> None:
    """Both ways logarithmic: what grows as what is stored does is a diagonal."""
    axes.set(title=title, xlabel=across, xscale="log", yscale="log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,.0f}")
        axis.set_minor_formatter(NullFormatter())
    axes.grid(color=GREY, alpha=0.25)
    axes.legend(frameon=False, fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2)
