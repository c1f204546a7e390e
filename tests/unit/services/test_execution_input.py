"""The input of an execution, as people write it by hand."""

from typing import Any

import pytest

from accounting.domain.errors import InvalidInput
from accounting.services.execution_input import parse, parse_end

MODES = "Input should be 'full' or 'incremental'"
FIELDS = "is not one of system_id, mode, allow_shrink, continue"
FAILURE = {"Error": "InvalidInput", "Cause": '{"errorMessage": "mode: is missing"}'}


def event(given: Any, **more: Any) -> dict[str, Any]:
    return {"sync_id": "by-hand", "input": given, **more}


BAD: list[tuple[Any, list[tuple[str, str]]]] = [
    ({"mode": "ful"}, [("system_id", "is missing"), ("mode", MODES)]),
    ({}, [("system_id", "is missing"), ("mode", "is missing")]),
    ({"system_id": "a"}, [("mode", "is missing")]),
    ({"system_id": "a", "mode": "missing"}, [("mode", MODES)]),
    ({"system_id": "a", "mode": None}, [("mode", MODES)]),
    ({"system_id": "a", "mode": ["full"]}, [("mode", MODES)]),
    ({"system_id": "a", "mode": "full", "alow_shrink": True}, [("alow_shrink", FIELDS)]),
    (
        {"system_id": "a", "mode": "full", "allow_shrink": "yes"},
        [("allow_shrink", "should be true or false")],
    ),
    (
        {"system_id": "a", "mode": "full", "allow_shrink": 1},
        [("allow_shrink", "should be true or false")],
    ),
    (
        {"system_id": "", "mode": "full"},
        [("system_id", "String should have at least 1 character")],
    ),
    (
        {"system_id": "a" * 41, "mode": "full"},
        [("system_id", "String should have at most 40 characters")],
    ),
    ({"system_id": 7, "mode": "full"}, [("system_id", "Input should be a valid string")]),
    ([], [("input", "should be an object")]),
    ("full", [("input", "should be an object")]),
    (1, [("input", "should be an object")]),
    (None, [("input", "should be an object")]),
]


@pytest.mark.parametrize(("given", "fields"), BAD)
def test_bad_input_is_named_field_by_field(given: Any, fields: list[tuple[str, str]]) -> None:
    with pytest.raises(InvalidInput) as raised:
        parse(event(given))
    assert list(raised.value.fields) == fields
    assert '"mode": "incremental"' in raised.value.advice


def test_what_is_not_asked_for_is_off() -> None:
    given = parse(event({"system_id": "a", "mode": "full"})).input
    assert (given.allow_shrink, given.go_on) == (False, False)


@pytest.mark.parametrize("allow_shrink", [True, False])
def test_good_input(allow_shrink: bool) -> None:
    given = {"system_id": "9f2c4be81a07", "mode": "full", "allow_shrink": allow_shrink}
    task = parse(event(given))
    understood = {**given, "continue": False}
    assert (task.sync_id, task.input.model_dump(by_alias=True)) == ("by-hand", understood)


def test_continue_is_understood() -> None:
    task = parse(event({"system_id": "a", "mode": "full", "continue": True}))
    assert task.input.go_on


def test_failure_over_bad_input_ends_nothing_that_was_begun() -> None:
    order = parse_end(event({"mode": "ful"}, failure=FAILURE))
    assert (order.system_id, order.failure and order.failure.code) == (None, "InvalidInput")


def test_failure_over_good_input_ends_its_sync() -> None:
    order = parse_end(event({"system_id": "a", "mode": "full"}, failure=FAILURE))
    assert (order.system_id, order.failure and order.failure.code) == ("a", "InvalidInput")


def test_success_over_bad_input_is_a_defect() -> None:
    with pytest.raises(InvalidInput):
        parse_end(event({"mode": "ful"}))
