"""The figures and plots of docs/performance.md, "Growth": those that were measured, and good."""

import json
from typing import get_args

import pytest

from benchmarks import growth_plots, growth_table
from benchmarks.document import PERFORMANCE
from benchmarks.growth_figures import INVOICES, RESULTS, SYSTEMS, dollars
from benchmarks.growth_requests import REQUESTS
from benchmarks.plots import IMAGES
from benchmarks.prices import Clock

MEASURED = json.loads(RESULTS.read_text())
MILLION, HUNDRED = MEASURED["invoices"]["1000000"]["answers"], MEASURED["systems"]["100"]
PLOTS = growth_plots.plots(MEASURED)


def test_tables_are_made_of_the_figures() -> None:
    """Where they are not: `.venv/bin/python -m benchmarks.growth_table`."""
    assert growth_table.written(MEASURED) == PERFORMANCE.read_text()


@pytest.mark.parametrize("name", PLOTS)
def test_plot_is_made_of_the_figures_and_shown(name: str) -> None:
    assert PLOTS[name] == (IMAGES / name).read_bytes()
    assert f"(images/{name})" in PERFORMANCE.read_text()


def test_all_that_was_promised_is_measured() -> None:
    assert list(MEASURED["invoices"]) == [str(size) for size in INVOICES]
    assert list(MEASURED["systems"]) == [str(count) for count in SYSTEMS]
    for size in MEASURED["invoices"].values():
        assert list(size["answers"]) == list(REQUESTS)


@pytest.mark.parametrize("name", REQUESTS)
def test_answer_over_a_million_invoices_comes_in_time(name: str) -> None:
    assert MILLION[name]["warm"] < REQUESTS[name].within


@pytest.mark.parametrize("name", HUNDRED)
def test_answer_over_a_hundred_systems_comes_in_time(name: str) -> None:
    assert HUNDRED[name]["warm"] < REQUESTS[name].within


@pytest.mark.parametrize("clock", get_args(Clock.__value__))
def test_sync_of_a_day_costs_less_than_three_times_as_much_at_a_million(clock: Clock) -> None:
    small, large = (MEASURED["invoices"][str(size)] for size in (INVOICES[0], INVOICES[-1]))
    assert dollars(large, clock) < 3 * dollars(small, clock)
