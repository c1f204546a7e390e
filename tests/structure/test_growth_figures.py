"""The figures of docs/performance.md, "Growth", are complete and good."""

from typing import get_args

import pytest

from benchmarks.growth_figures import INVOICES, SYSTEMS, dollars
from benchmarks.growth_requests import REQUESTS
from benchmarks.growth_table import SECTION
from benchmarks.prices import Clock

MEASURED = SECTION.measured()
MILLION, HUNDRED = MEASURED["invoices"]["1000000"]["answers"], MEASURED["systems"]["100"]


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
