"""With 100 systems lists take less than 100 milliseconds, and reports less than 300."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from accounting.domain.syncs import LastSync
from accounting.domain.systems import Figures, LastSuccess
from accounting.tables import systems_table
from local.aws.dynamodb_local import INSTALLED
from local.aws.stack import Stack
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.stored_invoices import store_invoices
from tests.fakes.systems import CREATED, a_system
from tests.integration.handler_time import get, seconds

pytestmark = pytest.mark.skipif(not INSTALLED.exists(), reason="DynamoDB Local is not installed")

INVOICES_OF_EACH = 1500

type Asked = tuple[str, str, str]

SYSTEMS: Asked = ("SystemsApiFunction", "/systems", "")
REPORT: Asked = ("RevenueApiFunction", "/revenue", "by=month")
FOUND: Asked = ("RevenueApiFunction", "/invoices", "status=Paid")
NOT_FOUND: Asked = ("RevenueApiFunction", "/invoices", "status=Draft")
WITHIN = {SYSTEMS: 0.1, REPORT: 0.3, FOUND: 0.1, NOT_FOUND: 0.1}


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    rates = [("USD", f"{year}-01-01", "0.92") for year in range(2014, 2027)]
    days = [TODAY - timedelta(days=left // 10) for left in range(INVOICES_OF_EACH, 0, -1)]
    rows = [invoice(key, "Paid", day) for key, day in enumerate(days, 1)]
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
            store_invoices(system.system_id, rows)
        yield stack


@pytest.mark.parametrize("asked", WITHIN, ids=lambda asked: f"{asked[1]}?{asked[2]}")
def test_answer_takes_little_of_the_processor(stack: Stack, asked: Asked) -> None:
    check(stack, time.process_time, asked)


@pytest.mark.deep
@pytest.mark.parametrize("asked", WITHIN, ids=lambda asked: f"{asked[1]}?{asked[2]}")
def test_answer_takes_little_time(stack: Stack, asked: Asked) -> None:
    check(stack, time.perf_counter, asked)


def check(stack: Stack, clock: Callable[[], float], asked: Asked) -> None:
    get(stack, *asked)
    assert seconds(clock, stack, *asked) < WITHIN[asked]


def test_all_hundred_are_answered(stack: Stack) -> None:
    assert len(get(stack, *SYSTEMS)["systems"]) == 100
    assert get(stack, *REPORT)["total"]["count"] == 100 * INVOICES_OF_EACH
    assert len(get(stack, *FOUND)["invoices"]) == 100
