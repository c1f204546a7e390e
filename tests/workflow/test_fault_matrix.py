"""docs/reliability.md says how each fault ends; these tests say whether it still does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.running import Running
from tests.workflow.fault_matrix import (
    FAULTS,
    SITUATIONS,
    TIMES,
    Lasts,
    Situation,
    outcome,
    without_pauses,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
PROSE = Path(__file__).with_name("reliability.md")
SAMPLE: list[tuple[str, Situation, Lasts]] = [
    ("wrong_secret", "first full", "always"),
    ("unknown_error", "first full", "once"),
    ("page_too_large", "full", "a while"),
    ("connection_cut", "full", "once"),
    ("same_page", "incremental", "once"),
    ("shrunk", "full", "always"),
    ("truncated_json", "incremental", "always"),
    ("totals_lie", "first full", "once"),
]


@pytest.fixture(autouse=True)
def _without_pauses() -> Iterator[None]:
    with without_pauses():
        yield


def documented() -> dict[str, list[str]]:
    """The cells of each fault's row."""
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE.read_text(), re.MULTILINE)
    return {fault: cells.split(" | ") for fault, cells in rows}


def test_page_has_every_fault_and_no_bad_cell() -> None:
    assert list(documented()) == FAULTS
    cells = [cell for row in documented().values() for cell in row]
    assert len(cells) == len(FAULTS) * len(SITUATIONS) * len(TIMES)
    assert all(re.fullmatch(r"\w+ \(\d+\)", cell) for cell in cells)
    assert f"{len(cells)} of {len(cells)} cells are good" in PAGE.read_text()


def test_page_has_the_prose_it_is_made_from() -> None:
    before, after = PROSE.read_text().split("TABLE")
    assert PAGE.read_text().startswith(before.split("SAID")[0])
    assert PAGE.read_text().endswith(after)


@pytest.mark.parametrize(("fault", "situation", "lasts"), SAMPLE)
def test_fault_ends_as_documented(
    running: Running, fault: str, situation: Situation, lasts: Lasts
) -> None:
    check(running, fault, situation, lasts)


@pytest.mark.deep
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_ends_as_documented(running: Running, fault: str) -> None:
    for situation in SITUATIONS:
        for lasts in TIMES:
            check(running, fault, situation, lasts)


def check(running: Running, fault: str, situation: Situation, lasts: Lasts) -> None:
    one = outcome(running, fault, situation, lasts)
    assert one.good, one
    column = SITUATIONS.index(situation) * len(TIMES) + list(TIMES).index(lasts)
    ending, requests = re.fullmatch(r"(\w+) \((\d+)\)", documented()[fault][column]).groups()  # type: ignore[union-attr]
    assert one.ending == ending
    # Pages asked ahead and thrown away make the number differ a little.
    assert abs(one.requests - int(requests)) <= 5 + int(requests) // 3
