"""What is known of a block without opening it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounting.domain.invoices import CLOSED, OPEN, Invoice
from accounting.domain.summaries import Summary, summarize
from tests.fakes.fake_source import LONG_AGO, TODAY, invoice
from tests.unit.invoices import blocks_of


def summary(*rows: Invoice, suspects: tuple[int, ...] = ()) -> Summary:
    found = summarize(0, rows, TODAY, suspects)
    assert found
    return found


def test_block_without_invoices_has_none() -> None:
    assert summarize(0, [], TODAY) is None


def test_summary_of_a_block() -> None:
    rows = [invoice(7, "Unpaid"), invoice(3), invoice(900, "Unpaid"), invoice(5, "Draft")]
    verified = datetime(2026, 1, 1, tzinfo=UTC)
    assert summarize(0, rows, TODAY, [7, 8], verified) == Summary(
        number=0,
        count=4,
        first_id=3,
        last_id=900,
        statuses={"Unpaid": 2, "Paid": 1, "Draft": 1},
        open={"Draft": (5,), "Unpaid": (7, 900)},
        pending=(),
        suspects=(7,),
        unreadable={},
        verified=verified,
    )


@pytest.mark.parametrize("status", [*OPEN, *CLOSED, "Odd", "paid"])
def test_each_invoice_is_listed_read_again_or_settled(status: str) -> None:
    found = summary(invoice(1, status))
    assert ([*found.open], found.pending) == (
        ([status], ()) if status in OPEN else ([], () if status in CLOSED else (1,))
    )


@pytest.mark.parametrize("status", CLOSED)
@pytest.mark.parametrize("field", ["date", "due_date", "paid_date", "refunded_date"])
def test_closed_invoice_is_read_again_for_sixty_days(status: str, field: str) -> None:
    last = TODAY - timedelta(days=59)
    assert summary(invoice(1, status, **{field: last})).pending == (1,)
    assert summary(invoice(1, status, **{field: last - timedelta(days=1)})).pending == ()
    assert summary(invoice(1, status, **{field: TODAY + timedelta(days=9)})).pending == (1,)


def test_closed_invoice_without_dates_is_settled() -> None:
    row = invoice(1, date=None, due_date=None, paid_date=None)
    assert summary(row).pending == ()
    assert row.settled(TODAY)


@pytest.mark.parametrize("status", ["Paid", "Unpaid", "Odd"])
def test_unreadable_invoice_is_read_again(status: str) -> None:
    found = summary(invoice(1, status, unreadable="total"), invoice(2))
    assert found.pending == (1,)
    assert found.unreadable == {1: "total"}
    assert not invoice(1, unreadable="total").settled(TODAY)


@settings(max_examples=50)
@given(blocks_of(st.sampled_from([None, LONG_AGO, TODAY])), st.dates(date(2020, 1, 1)))
def test_every_invoice_is_settled_or_looked_at_by_every_sync(
    rows: list[Invoice], today: date
) -> None:
    found = summarize(0, rows, today)
    if found is None:
        assert not rows
        return
    listed = {key for ids in found.open.values() for key in ids}
    for row in rows:
        assert (row.id in listed or row.id in found.pending) != row.settled(today)
    assert sum(found.statuses.values()) == found.count == len(rows)
    assert all(sorted(ids) == list(ids) for ids in (*found.open.values(), found.pending))
