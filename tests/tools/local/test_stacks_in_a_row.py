"""One process, one stack after another: nothing of the first reaches the second."""

import os
from functools import cache
from types import ModuleType

import boto3
import pytest

from local.aws.stack import Stack


def test_environment_is_as_before_when_the_stack_has_ended() -> None:
    before = dict(os.environ)
    with Stack():
        assert dict(os.environ) != before
    assert dict(os.environ) == before


def test_cached_accessors_forget(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("accounting.toy")
    module.table = cache(lambda: os.environ["SYSTEMS_TABLE"])  # type: ignore[attr-defined]
    monkeypatch.setitem(__import__("sys").modules, "accounting.toy", module)
    with Stack():
        assert module.table() == "revenue-sync-SystemsTable"
    with pytest.raises(KeyError):
        module.table()


def test_second_stack_starts_empty() -> None:
    for _ in range(2):
        with Stack() as stack:
            table = boto3.resource("dynamodb").Table(stack.resources["SystemsTable"])
            assert table.scan()["Items"] == []
            table.put_item(Item={"system_id": "a"})


def test_start_that_fails_leaves_nothing_behind() -> None:
    before = dict(os.environ)
    with (
        pytest.raises(ValueError, match="soon"),
        Stack(parameters={"CrashRetrySeconds": "soon"}),
    ):
        pass
    assert dict(os.environ) == before
    with Stack():
        pass
