"""How the plots of docs/performance.md look, and how they become files."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

GREY = "#7d7d7d"  # As readable on white as on black; so are the colours.
COLOURS = ("#2f80ed", "#e07b00", "#27a05a", "#c2459e", "#8a63d2", "#b8860b")
STYLE: Any = {
    "svg.hashsalt": "revenue-sync",  # Else the names of its parts are random.
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


def svg(width: float, height: float, draw: Callable[[Figure], None]) -> bytes:
    """Width and height in inches. The same for the same figures."""
    written = BytesIO()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure)
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return written.getvalue()
