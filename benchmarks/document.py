"""The part of a document that a command writes: between its name and `So far`."""

import re
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
PERFORMANCE = DOCS / "performance.md"


def written(document: Path, command: str, text: str) -> str:
    """The whole document, in which this text stands where `command` writes."""
    place = re.compile(
        rf"(<!-- Written by `{re.escape(command)}`. -->\n).*?(<!-- So far. -->\n)", re.DOTALL
    )
    changed, places = place.subn(lambda found: found[1] + text + found[2], document.read_text())
    if places != 1:
        raise ValueError(f"{document.name} has {places} places that `{command}` writes")
    return changed


def table(corner: str, head: list[str], rows: dict[str, list[str]]) -> list[str]:
    """Lines of Markdown: a name and a cell for each column in a row."""
    lines = [
        [corner, *head],
        ["---"] * (len(head) + 1),
        *([name, *row] for name, row in rows.items()),
    ]
    return [f"| {' | '.join(line)} |" for line in lines]
