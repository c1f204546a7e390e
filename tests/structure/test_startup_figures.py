"""The section on start-up of docs/performance.md is what was measured, and keeps its goals."""

import json

import pytest

from benchmarks import startup_table
from benchmarks.document import PERFORMANCE
from benchmarks.startup_table import BARE, GOALS, RESULTS, times

MEASURED = json.loads(RESULTS.read_text())


def test_section_is_made_of_the_figures() -> None:
    """Where it is not: `.venv/bin/python -m benchmarks.startup_table`."""
    assert startup_table.written(MEASURED) == PERFORMANCE.read_text()
    assert startup_table.text(MEASURED) in PERFORMANCE.read_text()


def test_figures_are_medians_of_many_rounds() -> None:
    assert MEASURED["rounds"] >= 15
    assert MEASURED["milliseconds"].keys() == {BARE, *GOALS}


@pytest.mark.parametrize("function", GOALS)
def test_start_keeps_its_goal(function: str) -> None:
    assert times(MEASURED, function, "start") <= GOALS[function]


@pytest.mark.parametrize("function", [BARE, *GOALS])
def test_answer_comes_after_the_start(function: str) -> None:
    of_it = MEASURED["milliseconds"][function]
    assert 0 < of_it["start"]["processor"] <= of_it["answer"]["processor"]
    assert of_it["answer"]["processor"] <= of_it["answer"]["wall"]
