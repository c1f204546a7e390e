"""The figures of starts keep their goals."""

import pytest

from benchmarks.startup_table import BARE, GOALS, SECTION, times

MEASURED = SECTION.measured()


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
