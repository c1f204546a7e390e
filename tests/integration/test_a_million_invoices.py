"""Revenue of 1,000,000 invoices: fast on AWS's own DynamoDB.

Among other tests the processor's time counts, since they take turns; the time on the clock counts
where nothing else runs (`pytest -m deep`).
"""

import gc
import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from accounting.domain.packing import pack
from accounting.tables import dynamodb, revenue_table, systems_table
from local.aws.dynamodb_local import INSTALLED
from local.aws.stack import Stack
from tests.fakes.systems import a_system
from tests.integration.handler_time import get, seconds

pytestmark = pytest.mark.skipif(not INSTALLED.exists(), reason="DynamoDB Local is not installed")

BLOCKS, PATTERNS = 1000, 10
FIRST_DAY = date(2014, 1, 1)
LIMIT_SECONDS = 0.3
REVENUE = ("RevenueApiFunction", "/revenue")
CURRENCIES = ("EUR", "USD", "GBP")
STATUSES = ("Paid", "Cancelled", "Refunded", "Unpaid")


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with Stack(dynamodb="local") as stack:
        gc.freeze()  # What a test process keeps alive besides the handler is not to be looked over.
        yield stack
        gc.unfreeze()


@pytest.fixture(scope="module")
def system_id(stack: Stack) -> str:
    """About 230 invoices a day over twelve years, in three currencies, paid within four weeks."""
    system = a_system(rates=(("USD", "2014-01-01", "0.75"), ("USD", "2020-01-01", "0.92")))
    systems_table.create(system)
    patterns = [_pattern(random.Random(seed)) for seed in range(PATTERNS)]
    for number in range(BLOCKS):
        issued, paid = patterns[number % PATTERNS]
        first = FIRST_DAY.toordinal() + round(number * 4.383)
        item = {
            **dynamodb.block_key(system.system_id, number),
            "format": {"N": "2"},
            "issued": {"B": _packed(issued, first)},
            "paid": {"B": _packed(paid, first)},
        }
        dynamodb.client().put_item(TableName=revenue_table.table(), Item=item)
    return system.system_id


type Invoices = Counter[tuple[str, int]]


def _pattern(chance: random.Random) -> tuple[Invoices, Invoices]:
    """1,000 invoices by currency, status and day: of issue, and of payment."""
    issued: Invoices = Counter()
    paid: Invoices = Counter()
    for _ in range(1000):
        day = chance.randrange(5)
        currency = chance.choices(CURRENCIES, (70, 20, 10))[0]
        status = chance.choices(STATUSES, (88, 8, 2, 2))[0]
        issued[f"{currency}|{status}", day] += 1
        if status in ("Paid", "Refunded"):
            paid[f"{currency}|{status}", day + chance.randrange(28)] += 1
    return issued, paid


def _packed(invoices: Invoices, first_day: int) -> bytes:
    """Each invoice is 12.34 and 19 % tax."""
    groups: dict[str, list[Any]] = {}
    for (key, day), count in sorted(invoices.items()):
        columns = groups.setdefault(key, [2, [], [], [], [], []])
        entry = (first_day + day, count, 1234 * count, 234 * count, 0)
        for column, value in zip(columns[1:], entry, strict=True):
            column.append(value)
    return pack(groups)


QUERIES = [
    f"basis={basis}&{rest}"
    for basis in ("issued", "paid")
    for rest in ("by=month", "by=year", "by=day&from=2025-01-01&to=2025-12-31")
]


@pytest.mark.parametrize("query", QUERIES)
def test_report_takes_less_than_300_milliseconds_of_the_processor(
    stack: Stack, system_id: str, query: str
) -> None:
    body = get(stack, *REVENUE, query)  # The first call imports the handler and connects.
    assert body["total"]["count"] == sum(row["count"] for row in body["rows"]) > 70_000
    assert seconds(time.process_time, stack, *REVENUE, query) < LIMIT_SECONDS


@pytest.mark.deep
@pytest.mark.parametrize("query", QUERIES)
def test_report_takes_less_than_300_milliseconds(stack: Stack, system_id: str, query: str) -> None:
    get(stack, *REVENUE, query)
    assert seconds(time.perf_counter, stack, *REVENUE, query) < LIMIT_SECONDS
