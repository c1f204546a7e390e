import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest

from local.simulator import (
    STATUSES,
    DayOfBusiness,
    Installation,
    a_day_of_business,
    demo_installation,
)

TODAY = dt.date(2025, 6, 30)


@pytest.fixture(scope="module")
def installation() -> Installation:
    return demo_installation(today=TODAY)


def test_the_same_seed_gives_the_same_invoices() -> None:
    first, second, other = (demo_installation(50, seed, TODAY).invoices() for seed in (1, 1, 2))

    assert first == second
    assert first != other


@pytest.mark.parametrize("count", [0, 1, 7, 500])
def test_there_are_as_many_invoices_as_asked_for(count: int) -> None:
    assert len(demo_installation(count, today=TODAY)) == count


@pytest.mark.parametrize("count", [10, 3000])
def test_every_status_occurs(count: int) -> None:
    invoices = demo_installation(count, today=TODAY).invoices().values()

    assert {invoice.status for invoice in invoices} == set(STATUSES)


def test_most_are_paid_and_what_is_open_is_recent(installation: Installation) -> None:
    rows = list(installation.invoices().values())
    statuses = Counter(row.status for row in rows)
    open_ages = sorted((TODAY - row.date).days for row in rows if row.status == "Unpaid")

    assert statuses["Paid"] > 0.8 * len(rows)
    assert open_ages[len(open_ages) // 2] < 60


def test_years_of_growing_history_end_today(installation: Installation) -> None:
    rows = list(installation.invoices().values())
    per_year = Counter(row.date.year for row in rows)

    assert all(before.date <= after.date for before, after in pairwise(rows))
    assert rows[-1].date <= TODAY
    assert per_year[2021] < per_year[2022] < per_year[2024]


def test_demo_holds_what_a_sync_has_to_cope_with(installation: Installation) -> None:
    rows = installation.invoices().values()

    assert {row.currencycode for row in rows} == {"EUR", "USD"}
    assert any(row.tax for row in rows)
    assert any(row.tax2 for row in rows)
    assert any(row.credit for row in rows)
    assert any(not row.invoicenum for row in rows)
    assert installation.last_id > len(installation)


def test_demo_holds_client_data_to_prove_that_it_never_gets_through(
    installation: Installation,
) -> None:
    rows = installation.invoices().values()

    assert all(row.firstname and row.lastname for row in rows)
    assert any(row.companyname == "M&uuml;ller &amp; Söhne" for row in rows)
    assert any(row.notes for row in rows)
    assert {"Aurelia", "Quillfeather Studios"} <= installation.client_texts()
    assert "" not in installation.client_texts()


def test_nothing_is_paid_before_its_issue_or_after_today(installation: Installation) -> None:
    for row in installation.invoices().values():
        assert (row.datepaid is not None) == (row.status in ("Paid", "Refunded"))
        if row.datepaid:
            assert row.date <= row.datepaid.date() <= TODAY


def test_a_day_of_business_does_what_it_says() -> None:
    installation = demo_installation(2000, today=TODAY)
    before = installation.invoices()
    day = a_day_of_business(installation, seed=3)
    after = installation.invoices()

    assert (len(day.added), len(day.paid), len(day.deleted)) == (12, 8, 3)
    assert (len(day.refunded), len(day.cancelled)) == (1, 1)
    assert set(after) - set(before) == set(day.added)
    assert set(before) - set(after) == set(day.deleted)
    assert {after[i].status for i in day.paid} == {"Paid"}
    assert {after[i].status for i in day.refunded} == {"Refunded"}
    assert {after[i].status for i in day.cancelled} == {"Cancelled"}
    changed = {i for i in after.keys() & before.keys() if after[i] != before[i]}
    assert changed == {*day.paid, *day.refunded, *day.cancelled}


def test_a_day_of_business_is_the_same_for_the_same_seed() -> None:
    days = [a_day_of_business(demo_installation(100, today=TODAY), seed=5) for _ in range(2)]

    assert days[0] == days[1]


def test_nothing_happens_in_an_empty_installation() -> None:
    installation = Installation(TODAY)
    day = a_day_of_business(installation, seed=1)
    assert day == DayOfBusiness(added=(), paid=(), refunded=(), cancelled=(), deleted=())
    assert len(installation) == 0
