"""The part of a document that a command writes: between its name and `So far`."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
IMAGES = DOCS / "images"
PERFORMANCE = DOCS / "performance.md"

type Result = Mapping[str, Any]


def _none(_result: Result) -> Mapping[str, bytes]:
    return {}


@dataclass(frozen=True)
class Section:
    """What a command has measured, and how a document shows it: `text`, and `plots` by the names of
    their files. `results`: the name of the file that keeps it."""

    results: str
    command: str
    text: Callable[[Result], str]
    plots: Callable[[Result], Mapping[str, bytes]] = _none
    document: Path = PERFORMANCE

    @property
    def path(self) -> Path:
        return HERE / self.results

    def measured(self) -> Any:
        return json.loads(self.path.read_text())

    def keep(self, result: Result) -> None:
        """As what was measured last."""
        self.path.write_text(json.dumps(result, indent=1) + "\n")

    def write(self) -> None:
        """Into the document and onto the terminal, without measuring."""
        result = self.measured()
        self.document.write_text(self.written(result))
        for name, plot in self.plots(result).items():
            (IMAGES / name).write_bytes(plot)
        print(self.text(result))

    def written(self, result: Result) -> str:
        """The whole document, with this."""
        begin, end = f"<!-- Written by `{self.command}`. -->\n", "<!-- So far. -->\n"
        place = re.compile(f"({re.escape(begin)}).*?({end})", re.DOTALL)
        text, document = self.text(result), self.document.read_text()
        changed, places = place.subn(lambda found: found[1] + text + found[2], document)
        if places != 1:
            raise ValueError(f"{self.document.name} has {places} places for `{self.command}`")
        return changed


def table(corner: str, head: list[str], rows: dict[str, list[str]]) -> list[str]:
    """Lines of Markdown: a name and a cell for each column in a row."""
    lines = [
        [corner, *head],
        ["---"] * (len(head) + 1),
        *([name, *row] for name, row in rows.items()),
    ]
    return [f"| {' | '.join(line)} |" for line in lines]
