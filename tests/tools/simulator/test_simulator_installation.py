import datetime as dt
from decimal import Decimal

import pytest

from local.simulator import Installation, Totals

NOTHING = Decimal(0)
ONE = Totals(1, Decimal(1), NOTHING, Decimal(1))
FIVE = Totals(1, Decimal("5.05"), NOTHING, Decimal("5.05"))
TEN = Totals(1, Decimal("10.10"), NOTHING, Decimal("10.10"))
NOON = dt.time(12)


def test_ids_grow_and_are_not_given_twice(installation: Installation) -> None:
    first = installation.add()
    installation.delete(first)

    assert installation.add() == first + 1
    with pytest.raises(ValueError, match="next id"):
        installation.add(id=first)


def test_ids_go_on_below_where_an_administrator_says_so(installation: Installation) -> None:
    installation.add(id=100)
    installation.set_next_id(99)
    ids = [installation.add(), installation.add()]
    assert ids == [99, 101]
    assert list(installation.invoices()) == [99, 100, 101]


def test_after_a_restored_backup_ids_are_given_again(installation: Installation) -> None:
    first = installation.add()
    backup = installation.backup()
    lost = installation.add(subtotal=Decimal("5.00"))
    installation.restore(backup)
    assert list(installation.invoices()) == [first]
    assert installation.add(subtotal=Decimal("7.00")) == lost
    assert installation.page(0, 5)[1] == 2


def test_credit_note_pays_what_is_left_in_both_readings(installation: Installation) -> None:
    untouched, raised = installation.add(), installation.add()
    installation.credit_note(untouched, raises_credit=False)
    installation.credit_note(raised, raises_credit=True)
    assert {installation.get(key).status for key in (untouched, raised)} == {"Paid"}
    assert installation.get(untouched).credit == NOTHING
    assert installation.get(raised).total == NOTHING


def test_status_is_filtered_whatever_its_letter_case(installation: Installation) -> None:
    paid = installation.add(status="Paid")
    installation.add(status="Unpaid")
    rows, total = installation.page(status="paid")
    assert ([row.id for row in rows], total) == ([paid], 1)


def test_a_larger_id_leaves_a_gap(installation: Installation) -> None:
    ids = [installation.add(), installation.add(id=10), installation.add()]

    assert ids == list(installation.invoices()) == [1, 10, 11]


def test_credit_makes_the_total_smaller_than_the_revenue(installation: Installation) -> None:
    invoice_id = installation.add(
        subtotal=Decimal("100.00"),
        tax=Decimal("19.00"),
        tax2=Decimal("1.00"),
        credit=Decimal("30.00"),
        status="Paid",
    )

    assert installation.get(invoice_id).total == Decimal("90.00")
    assert installation.revenue()["2025-06", "EUR"] == Totals(
        1, Decimal(100), Decimal(20), Decimal(120)
    )


def test_a_proforma_gets_its_number_when_it_is_paid(installation: Installation) -> None:
    invoice_id = installation.add(invoicenum="")
    installation.pay(invoice_id, dt.date(2025, 7, 2))
    paid = installation.get(invoice_id)

    assert paid.status == "Paid"
    assert paid.invoicenum == "2025-000001"
    assert paid.datepaid == dt.datetime.combine(dt.date(2025, 7, 2), NOON)


def test_refund_and_cancel_are_dated(installation: Installation) -> None:
    refunded, cancelled = installation.add(status="Paid"), installation.add()
    installation.refund(refunded)
    installation.cancel(cancelled)

    assert installation.get(refunded).status == "Refunded"
    assert installation.get(refunded).date_refunded == dt.datetime.combine(installation.today, NOON)
    assert installation.get(cancelled).status == "Cancelled"
    assert installation.get(cancelled).date_cancelled == dt.datetime.combine(
        installation.today, NOON
    )


def test_deleting_moves_what_is_behind_one_place_forward(installation: Installation) -> None:
    for _ in range(6):
        installation.add()
    installation.delete(2)
    rows, total = installation.page(start=2, limit=2)

    assert [row.id for row in rows] == [4, 5]
    assert total == 5


@pytest.mark.parametrize(
    ("start", "limit", "ids"), [(0, 2, [5, 4]), (3, 2, [2, 1]), (4, 9, [1]), (5, 1, []), (9, 3, [])]
)
def test_pages_of_the_descending_list(
    installation: Installation, start: int, limit: int, ids: list[int]
) -> None:
    for _ in range(5):
        installation.add()
    rows, total = installation.page(start, limit, order="desc")

    assert [row.id for row in rows] == ids
    assert total == 5


@pytest.mark.parametrize(
    ("orderby", "ids"),
    [
        ("id", [1, 2, 3]),
        ("invoicenumber", [3, 1, 2]),
        ("date", [3, 1, 2]),
        ("duedate", [2, 1, 3]),
        ("total", [2, 3, 1]),
        ("status", [3, 2, 1]),
    ],
)
def test_every_documented_order(installation: Installation, orderby: str, ids: list[int]) -> None:
    day = installation.today
    early, late = day - dt.timedelta(days=9), day + dt.timedelta(days=90)
    installation.add(subtotal=Decimal(9), invoicenum="B", status="Unpaid")
    installation.add(subtotal=Decimal(1), invoicenum="C", status="Paid", duedate=early)
    installation.add(subtotal=Decimal(5), invoicenum="A", status="Draft", date=early, duedate=late)

    assert [row.id for row in installation.page(orderby=orderby)[0]] == ids
    assert [row.id for row in installation.page(orderby=orderby, order="desc")[0]] == ids[::-1]


def test_a_sorted_list_follows_changes(installation: Installation) -> None:
    cheap, dear = installation.add(subtotal=Decimal(1)), installation.add(subtotal=Decimal(2))
    assert [row.id for row in installation.page(orderby="total")[0]] == [cheap, dear]
    installation.edit(cheap, subtotal=Decimal(3))

    assert [row.id for row in installation.page(orderby="total")[0]] == [dear, cheap]


def test_lists_by_status_and_client(installation: Installation) -> None:
    paid = installation.add(status="Paid", userid=5)
    overdue = installation.add(userid=5, duedate=dt.date(2025, 6, 29))
    due = installation.add(userid=6)

    def listed(**filters: object) -> list[int]:
        return [row.id for row in installation.page(**filters)[0]]  # type: ignore[arg-type]

    assert listed(status="Paid") == [paid]
    assert listed(status="Unpaid") == [overdue, due]
    assert listed(status="Overdue") == [overdue]
    assert listed(userid=5) == [paid, overdue]


def test_revenue_is_by_month_of_issue_or_payment_and_by_currency(
    installation: Installation,
) -> None:
    may, june = dt.date(2025, 5, 31), dt.datetime.combine(dt.date(2025, 6, 1), NOON)
    installation.add(date=may, datepaid=june, status="Paid", subtotal=Decimal("10.10"))
    installation.add(date=may, status="Paid", subtotal=Decimal("5.05"), currencycode="USD")
    installation.add(date=may, status="Refunded", subtotal=Decimal(1))
    installation.add(date=may)

    assert installation.revenue() == {
        ("2025-05", "EUR"): TEN,
        ("2025-05", "USD"): FIVE,
    }
    assert installation.revenue("paid", ("Paid", "Refunded")) == {
        ("2025-05", "EUR"): ONE,
        ("2025-05", "USD"): FIVE,
        ("2025-06", "EUR"): TEN,
    }


def test_a_snapshot_does_not_change(installation: Installation) -> None:
    invoice_id = installation.add()
    before = installation.invoices()
    installation.cancel(invoice_id)

    assert before[invoice_id].status == "Unpaid"
