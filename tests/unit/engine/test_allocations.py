"""What a fixed Full sync takes, from the bytes of the answers to packed blocks: memory and calls.

No clock: other work of the machine changes nothing. The figures are those of the day they were
written down. Who needs more says why in the commit that changes them; who needs much less writes
the new ones down, so that they stay a guard.
"""

import gc
import json
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

import accounting
from accounting.clients.whmcs.answers import page_of
from accounting.domain.invoices import Invoice
from accounting.engine.ports import Page
from tests.fakes.fake_source import LONG_AGO, FakeSource, invoice
from tests.fakes.inline_executor import InlineExecutor
from tests.fakes.sync_harness import SyncHarness

INVOICES, STEP = 2_000, 250
PEAK_BYTES = 2_519_000
CALLS = 96_780
MOST, LEAST = 1.1, 0.75  # Times these.

OURS = accounting.__path__[0]


class AnsweringSource(FakeSource):
    """Its pages are read from bytes such as WHMCS sends."""

    def page(self, start: int, limit: int, status: str = "") -> Page:
        page = super().page(start, limit, status)
        rows = [_row(row) for row in page.invoices]
        answer = {"result": "success", "totalresults": page.total, "invoices": {"invoice": rows}}
        return page_of(200, {}, json.dumps(answer).encode(), start)


def _row(row: Invoice) -> dict[str, object]:
    amounts = {name: str(getattr(row, name)) for name in ("subtotal", "credit", "tax", "total")}
    return amounts | {
        "id": row.id,
        "userid": 7,
        "firstname": "Ada",
        "lastname": "Lovelace",
        "companyname": "Analytical Engines",
        "invoicenum": row.number,
        "date": str(row.date),
        "duedate": str(row.due_date),
        "datepaid": f"{row.paid_date} 12:00:00",
        "tax2": "0.00",
        "status": row.status,
        "currencycode": row.currency,
        "notes": "",
    }


def full_sync() -> SyncHarness:
    days = (LONG_AGO - timedelta(days=key // 3) for key in range(INVOICES))
    rows = [invoice(key, "Paid", day) for key, day in enumerate(days, 1)]
    source = AnsweringSource(*rows)
    return SyncHarness(source, step=STEP, pool=lambda _parallel: InlineExecutor())


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """When it comes depends on what ran before."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def peak(harness: SyncHarness) -> int:
    """Bytes that the sync holds at most at a time, what it has stored included."""
    with no_garbage_collection():
        tracemalloc.start()
        try:
            before = tracemalloc.get_traced_memory()[0]
            harness.sync("full")
            return tracemalloc.get_traced_memory()[1] - before
        finally:
            tracemalloc.stop()


def calls(harness: SyncHarness) -> int:
    """How often a function of ours is called, or calls one that is written in C."""
    found = 0

    def count(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal found
        found += event in {"call", "c_call"} and frame.f_code.co_filename.startswith(OURS)

    sys.setprofile(count)
    try:
        harness.sync("full")
    finally:
        sys.setprofile(None)
    return found


def test_memory_of_a_full_sync() -> None:
    full_sync().sync("full")  # What is made once in a process is no part of it.
    harness = full_sync()
    assert LEAST < peak(harness) / PEAK_BYTES < MOST
    assert harness.equal


def test_calls_of_a_full_sync() -> None:
    full_sync().sync("full")
    harness = full_sync()
    assert LEAST < calls(harness) / CALLS < MOST
    assert harness.equal
