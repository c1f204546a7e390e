"""docs/reliability.md: its prose, and how each fault ends.

`python -m tests.workflow.reliability_page` plays every fault in every mode and compares the result
with the page (`make faults`); with `--write` it writes the page.
"""

import difflib
import re
import sys
from argparse import ArgumentParser
from pathlib import Path

from tests.workflow.fault_matrix import FAULTS, SITUATIONS, TIMES, Outcome, matrix

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
PROSE = Path(__file__).with_name("reliability.md")
HEADS = [f"{situation}, {lasts}" for situation in SITUATIONS for lasts in TIMES]
REQUESTS = re.compile(r" \((\d+)\)")
ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.MULTILINE)


def page(outcomes: list[Outcome]) -> str:
    good = sum(one.good for one in outcomes)
    said = f"{good} of {len(outcomes)} cells are good"
    return PROSE.read_text().replace("TABLE", table(outcomes)).replace("SAID", said)


def table(outcomes: list[Outcome]) -> str:
    """A row a fault; a cell says how the sync ended and how many requests it made."""
    lines = [f"| fault | {' | '.join(HEADS)} |", "| --- |" + " --- |" * len(HEADS)]
    for fault in dict.fromkeys(one.fault for one in outcomes):
        cells = [cell(one) for one in outcomes if one.fault == fault]
        lines.append(f"| `{fault}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def cell(one: Outcome) -> str:
    problems = [
        *(["**not what it says**"] if one.wrong_success else []),
        *([f"**{one.wrong_rows} wrong rows**"] if one.wrong_rows else []),
        *([] if one.lease_free else ["**lease kept**"]),
    ]
    return ", ".join([f"{one.ending} ({one.requests})", *problems])


def rows(text: str) -> dict[str, list[str]]:
    """The cells of each fault's row of a page."""
    return {fault: cells.split(" | ") for fault, cells in ROW.findall(text)}


def differences(documented: str, played: str) -> list[str]:
    """What a page says otherwise than the one made from the faults just played."""
    prose = difflib.unified_diff(
        ROW.sub("", documented).splitlines(),
        ROW.sub("", played).splitlines(),
        "page",
        "played",
        lineterm="",
    )
    before, now = rows(documented), rows(played)
    return [
        *prose,
        *(f"{fault}: not on the page" for fault in now if fault not in before),
        *(f"{fault}: not played" for fault in before if fault not in now),
        *(
            f"{fault}, {head}: the page says {was}, played {was_now}"
            for fault in now
            if fault in before
            for head, was, was_now in zip(HEADS, before[fault], now[fault], strict=True)
            if not alike(was, was_now)
        ),
    ]


def alike(one: str, other: str) -> bool:
    """Endings are equal; pages asked ahead and thrown away make the requests differ a little."""
    said, said_2 = (REQUESTS.sub("", text) for text in (one, other))
    count, count_2 = (int(found) for text in (one, other) for found in REQUESTS.findall(text))
    return said == said_2 and abs(count - count_2) <= 5 + count // 3


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.workflow.reliability_page")
    parser.add_argument("--write", action="store_true", help="the page, instead of comparing it")
    options = parser.parse_args()
    outcomes = matrix(FAULTS)
    if options.write:
        PAGE.write_text(page(outcomes))
    bad = [
        f"{one.fault}, {one.situation}, {one.lasts}: {cell(one)}"
        for one in outcomes
        if not one.good
    ]
    found = bad + differences(PAGE.read_text(), page(outcomes))
    sys.stdout.write("\n".join(found) or f"All {len(outcomes)} cells are as the page says.")
    sys.stdout.write("\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
