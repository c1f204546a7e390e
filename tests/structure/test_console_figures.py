"""The figures of the console keep their goals."""

import pytest

from benchmarks.console_table import GOALS, SECTION

MEASURED = SECTION.measured()


def test_figures_are_of_many_rounds_and_invoices() -> None:
    assert MEASURED["rounds"] >= 5
    assert MEASURED["invoices"] >= 100_000
    assert MEASURED["seconds"].keys() == GOALS.keys()


@pytest.mark.parametrize("name", [name for name, goal in GOALS.items() if goal])
def test_page_keeps_its_goal(name: str) -> None:
    assert 0 < MEASURED["seconds"][name]["median"] <= (GOALS[name] or 0)
