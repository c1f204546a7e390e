"""The plots of docs/performance.md, "Growth": what growth.json says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter

from benchmarks.document import DOCS
from benchmarks.growth_figures import Figures, dollars, seconds, units
from benchmarks.growth_requests import LIST_SECONDS, REPORT_SECONDS

IMAGES = DOCS / "images"
GREY = "#7d7d7d"  # As readable on white as on black; so are the colours.
COLOURS = ("#2f80ed", "#e07b00", "#27a05a", "#c2459e", "#8a63d2", "#b8860b")
STYLE: Any = {
    "svg.hashsalt": "growth",  # Else the names of its parts are random.
    "svg.fonttype": "none",
    "font.size": 9,
    "axes.titlesize": 9,
    "text.color": GREY,
    "axes.edgecolor": GREY,
    "axes.labelcolor": GREY,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.marker": "o",
    "lines.markersize": 4,
}

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
    with mpl.rc_context(STYLE):
        return {
            "growth-invoices.svg": _plot("stored invoices", sync, *_answers(answers)),
            "growth-systems.svg": _plot("systems of 2,000 invoices", *_answers(results["systems"])),
        }


def write(results: Figures) -> None:
    for name, svg in plots(results).items():
        (IMAGES / name).write_bytes(svg)


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
    figure = Figure(figsize=(4.6 * len(panels), 3.6), layout="constrained")
    for axes, panel in zip(figure.subplots(1, len(panels)), panels, strict=True):
        for colour, (name, line) in zip(COLOURS, panel.lines.items(), strict=False):
            heights = [line(one) for one in panel.figures.values()]
            axes.plot([int(size) for size in panel.figures], heights, color=colour, label=name)
        if panel.goal:
            axes.axhline(panel.goal, color=GREY, linestyle="dashed", marker="", label="goal")
        _dress(axes, panel.title, across)
    written = BytesIO()
    figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return written.getvalue()


def _dress(axes: Axes, title: str, across: str) -> None:
    """Both ways logarithmic: what grows as what is stored does is a diagonal."""
    axes.set(title=title, xlabel=across, xscale="log", yscale="log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,.0f}")
        axis.set_minor_formatter(NullFormatter())
    axes.grid(color=GREY, alpha=0.25)
    axes.legend(frameon=False, fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2)
