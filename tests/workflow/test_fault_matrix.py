"""A sample of the faults, and how it shows when one ends otherwise than docs/reliability.md says.

All of them are played by `make faults`.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from local.running import Running
from local.simulator import Installation
from tests.workflow.fault_matrix import (
    SITUATIONS,
    TIMES,
    Lasts,
    Outcome,
    Situation,
    outcome,
    without_pauses,
)
from tests.workflow.reliability_page import HEADS, PAGE, alike, cell, differences, page, rows

SAMPLE: list[tuple[str, Situation, Lasts]] = [
    ("wrong_secret", "first full", "always"),
    ("unknown_error", "first full", "once"),
    ("page_too_large", "full", "a while"),
    ("connection_cut", "full", "once"),
    ("tls_alert", "first full", "a while"),
    ("certificate_expired", "incremental", "once"),
    ("same_page", "incremental", "once"),
    ("shrunk", "full", "always"),
    ("truncated_json", "incremental", "always"),
    ("totals_lie", "first full", "once"),
]
GOOD = Outcome("a_fault", "full", "once", "succeeded", 10, False, 0, True)
PLAYED = [
    replace(GOOD, situation=situation, lasts=lasts) for situation in SITUATIONS for lasts in TIMES
]


@pytest.fixture(scope="module")
def deployed() -> Iterator[Running]:
    """Over https, as all accounting systems but the simulator are."""
    with Running(installation=Installation(), https=True) as running, without_pauses():
        yield running


@pytest.mark.parametrize(("fault", "situation", "lasts"), SAMPLE)
def test_fault_ends_as_documented(
    running: Running, fault: str, situation: Situation, lasts: Lasts
) -> None:
    one = outcome(running, fault, situation, lasts)
    assert one.good, one
    documented = rows(PAGE.read_text())[fault][HEADS.index(f"{situation}, {lasts}")]
    assert alike(documented, cell(one)), (documented, one)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"requests": 18}, []),
        (
            {"requests": 30},
            ["a_fault, first full, once: the page says succeeded (10), played succeeded (30)"],
        ),
        (
            {"ending": "SourceMalformed"},
            [
                "a_fault, first full, once: the page says succeeded (10), "
                "played SourceMalformed (10)"
            ],
        ),
    ],
    ids=str,
)
def test_cell_that_ends_otherwise_is_named(changed: dict[str, object], said: list[str]) -> None:
    first, *others = PLAYED
    other = replace(first, **changed)  # type: ignore[arg-type]
    assert differences(page(PLAYED), page([other, *others])) == said


@pytest.mark.parametrize(
    "bad", [{"wrong_success": True}, {"wrong_rows": 3}, {"lease_free": False}], ids=str
)
def test_cell_that_is_not_good_is_seen(bad: dict[str, object]) -> None:
    first, *others = PLAYED
    other = replace(first, **bad)  # type: ignore[arg-type]
    assert not other.good
    found = "\n".join(differences(page(PLAYED), page([other, *others])))
    assert "8 of 9 cells are good" in found
    assert "**" in found


def test_fault_that_is_new_or_gone_is_named() -> None:
    more = [*PLAYED, *(replace(one, fault="another") for one in PLAYED)]
    assert "another: not on the page" in differences(page(PLAYED), page(more))
    assert "another: not played" in differences(page(more), page(PLAYED))


def test_prose_that_was_changed_on_one_side_is_shown() -> None:
    changed = page(PLAYED).replace("Nothing is skipped.", "Little is skipped.")
    assert any("Little is skipped." in line for line in differences(changed, page(PLAYED)))
