"""A flame graph: a box is as wide as the function was seen, and stands on who called it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from benchmarks.plots import COLOURS, GREY

NARROWEST = 0.004  # Of the whole; narrower ones are left out.
LETTERS = 190  # As many as go side by side into the whole width.


@dataclass
class Box:
    name: str
    count: int = 0
    above: dict[str, Box] = field(default_factory=dict)


def draw(stacks: Mapping[str, int], figure: Figure) -> None:
    """`stacks`: how often each `caller;called;…` was seen."""
    axes = figure.subplots()
    whole = tree(stacks)
    highest = _draw(axes, whole, 0.0, whole.count, 0)
    axes.set(xlim=(0, 1), ylim=(0, highest + 1))
    axes.set_axis_off()


def tree(stacks: Mapping[str, int]) -> Box:
    whole = Box("all")
    for stack, count in stacks.items():
        box = whole
        box.count += count
        for frame in stack.split(";"):
            box = box.above.setdefault(frame, Box(frame))
            box.count += count
    return whole


def _draw(axes: Axes, box: Box, left: float, whole: int, height: int) -> int:
    """The height that was reached."""
    width = box.count / whole
    if width < NARROWEST:
        return height - 1
    ours = "(layers/" in box.name
    colour = COLOURS[1] if ours else GREY
    axes.add_patch(Rectangle((left, height), width, 0.9, facecolor=colour, alpha=0.55, lw=0))
    name = box.name.split(" ")[0].rpartition(".")[2] or box.name
    if len(name) < width * LETTERS:
        axes.text(left + 0.002, height + 0.25, name, fontsize=6)
    reached = height
    for each in sorted(box.above.values(), key=lambda one: one.name):
        reached = max(reached, _draw(axes, each, left, whole, height + 1))
        left += each.count / whole
    return reached
