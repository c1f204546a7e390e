"""The list of 100 systems is one Scan, whatever they hold."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from accounting.domain.syncs import LastSync
from accounting.domain.systems import Figures, LastSuccess
from accounting.tables import systems_table
from local.aws.dynamodb_local import INSTALLED
from local.aws.stack import Stack
from tests.fakes.systems import CREATED, a_system
from tests.integration.handler_time import get, seconds

pytestmark = pytest.mark.skipif(not INSTALLED.exists(), reason="DynamoDB Local is not installed")

SYSTEMS = ("SystemsApiFunction", "/systems")
LIMIT_SECONDS = 0.1


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    rates = [("USD", f"{year}-01-01", "0.92") for year in range(2014, 2027)]
    with Stack(dynamodb="local") as stack:
        for number in range(100):
            system = a_system(system_id=f"{number:012}", name=f"Hosting {number}", rates=rates)
            ended = replace(
                system,
                last_sync=LastSync("one", "incremental", "succeeded", CREATED, CREATED),
                last_success=LastSuccess("one", CREATED, CREATED),
                figures=Figures(20_000, 123_456_789, 146_913_578, ("GBP has no rate.",)),
            )
            systems_table.create(ended)
        yield stack


def test_list_takes_less_than_100_milliseconds_of_the_processor(stack: Stack) -> None:
    check(stack, time.process_time)


@pytest.mark.deep
def test_list_takes_less_than_100_milliseconds(stack: Stack) -> None:
    check(stack, time.perf_counter)


def check(stack: Stack, clock: Callable[[], float]) -> None:
    assert len(get(stack, *SYSTEMS)["systems"]) == 100
    assert seconds(clock, stack, *SYSTEMS) < LIMIT_SECONDS
