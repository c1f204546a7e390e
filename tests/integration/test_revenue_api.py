"""Revenue and invoices, as the API reports them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounting.domain.clock import utc_now
from local.api_client import ApiClient
from local.connection import sync
from local.demo import expected
from local.running import Running
from local.simulator import SourceInvoice
from tests.integration.http import NEW_SYSTEM, Http, invalid, problem, simulated


@pytest.fixture
def synced(api: ApiClient, system_id: str) -> str:
    sync(api, system_id, "full")
    return system_id


def amounts(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["net"], row["tax"], row["gross"]


def test_report_by_default_is_of_paid_invoices_by_month_of_issue(
    running: Running, http: Http, synced: str
) -> None:
    report = http.get("/revenue").json()
    by_month = {row["period"]: amounts(row) for row in report["rows"]}
    plain = expected(running.simulator.installation)
    assert by_month == {month: amounts(sums) for month, sums in plain.items()}
    assert len(by_month) > 1
    assert report["currency"] == "EUR"
    assert all(row["by_system"].keys() == {synced} for row in report["rows"])


@pytest.mark.parametrize("basis", ["issued", "paid"])
@pytest.mark.parametrize(
    ("by", "length"), [("day", 10), ("week", 8), ("month", 7), ("quarter", 7), ("year", 4)]
)
def test_total_is_the_same_by_every_period(
    http: Http, synced: str, by: str, length: int, basis: str
) -> None:
    year = http.get(f"/revenue?by=year&basis={basis}").json()
    cut = http.get(f"/revenue?by={by}&basis={basis}").json()
    assert cut["total"] == year["total"]
    periods = [row["period"] for row in cut["rows"]]
    assert periods == sorted(set(periods))
    assert {len(period) for period in periods} == {length}
    assert sum(row["count"] for row in cut["rows"]) == cut["total"]["count"] > 0


def test_fiscal_years_hold_the_months_from_their_first_one(http: Http, synced: str) -> None:
    months = http.get("/revenue").json()["rows"]
    expected: dict[str, int] = {}
    for row in months:
        year, month = map(int, row["period"].split("-"))
        name = f"FY{year + (month >= 7)}"
        expected[name] = expected.get(name, 0) + row["count"]
    found = http.get("/revenue?by=year&fiscal_year_start=7").json()
    assert {row["period"]: row["count"] for row in found["rows"]} == expected
    quarters = http.get("/revenue?by=quarter&fiscal_year_start=7").json()["rows"]
    assert {row["period"][:-3] for row in quarters} == set(expected)
    assert {row["period"][-3:] for row in quarters} == {"-Q1", "-Q2", "-Q3", "-Q4"}
    plain = http.get("/revenue?by=quarter").json()
    assert http.get("/revenue?by=quarter&fiscal_year_start=1").json() == plain


def test_currencies_add_up_to_the_total_and_to_what_whmcs_has(
    running: Running, http: Http, synced: str
) -> None:
    total = http.get("/revenue?by_currency=true").json()["total"]
    assert total["by_currency"].keys() == {"EUR", "USD"}
    for name in ("net", "tax", "gross", "credit", "collected"):
        parts = (Decimal(one[name]) for one in total["by_currency"].values())
        assert sum(parts) == Decimal(total[name])
    paid = [
        row
        for row in running.simulator.installation.invoices().values()
        if row.status == "Paid" and row.currencycode == "USD"
    ]
    in_usd = total["by_currency"]["USD"]
    assert Decimal(in_usd["own"]["net"]) == sum(row.subtotal for row in paid)
    assert in_usd["count"] == len(paid) > 0
    alone = http.get("/revenue?currency=usd&by_currency=true").json()["total"]
    assert (alone["net"], alone["by_currency"]) == (in_usd["net"], {"USD": in_usd})
    assert http.get("/revenue").json()["total"]["by_currency"] is None


def test_days_are_inclusive(http: Http, synced: str) -> None:
    rows = http.get("/revenue?by=day").json()["rows"]
    first, last = rows[1]["period"], rows[-2]["period"]
    assert http.get(f"/revenue?by=day&from={first}&to={last}").json()["rows"] == rows[1:-1]
    assert http.get(f"/revenue?by=day&from={first}&to={first}").json()["rows"] == rows[1:2]
    nothing = http.get("/revenue?from=1990-01-01&to=1990-12-31").json()
    assert (nothing["rows"], nothing["total"]["average_net"]) == ([], "0.00")


def test_statuses_add_up(http: Http, synced: str) -> None:
    counts = [
        http.get(f"/revenue?status={status}").json()["total"]["count"]
        for status in ("Paid", "Unpaid")
    ]
    both = http.get("/revenue?status=Paid&status=Unpaid").json()["total"]["count"]
    assert both == sum(counts) > max(counts)


def test_booked_refunds_move_revenue_between_periods_and_leave_the_total(
    running: Running, http: Http, api: ApiClient, system_id: str
) -> None:
    installation = running.simulator.installation
    oldest = min(key for key, one in installation.invoices().items() if one.status == "Paid")
    installation.refund(oldest)
    sync(api, system_id, "full")
    without, booked = (http.get(f"/revenue?refunds={r}").json() for r in ("excluded", "booked"))
    assert amounts(booked["total"]) == amounts(without["total"])
    assert booked["rows"] != without["rows"]
    assert http.get("/revenue").json() == without


@pytest.mark.parametrize("written", ["Payment Pending", "payment pending", "PAYMENT%20PENDING%20"])
def test_known_status_counts_in_any_letter_case(http: Http, synced: str, written: str) -> None:
    report = http.get(f"/revenue?status={written}").json()
    assert report == http.get("/revenue?status=Payment+Pending").json()
    assert (report["total"]["count"] > 0, report["warnings"]) == (True, [])


def test_unknown_status_is_counted_and_warned_of(
    running: Running, http: Http, api: ApiClient, system_id: str
) -> None:
    installation = running.simulator.installation
    installation.edit(installation.last_id, status="On Hold")
    sync(api, system_id, "full")
    report = http.get("/revenue?status=On+Hold&status=paid").json()
    paid = http.get("/revenue?status=Paid").json()
    assert report["total"]["count"] == paid["total"]["count"] + 1
    (warning,) = report["warnings"]
    assert "'On Hold'" in warning
    assert "Payment Pending" in warning
    invalid(http.get("/revenue?status=" + "x" * 41), "status.0")
    invalid(http.get("/revenue?status="), "status.0")


def test_average_is_per_invoice(http: Http, synced: str) -> None:
    total = http.get("/revenue").json()["total"]
    average = float(total["net"]) / total["count"]
    assert abs(float(total["average_net"]) - average) <= 0.005001


def test_one_system_several_or_all(
    running: Running, http: Http, api: ApiClient, synced: str
) -> None:
    other = http.post("/systems", simulated(running, name="Other", exchange_rate="2")).json()["id"]
    sync(api, other, "full")
    both = http.get("/revenue").json()
    assert both["total"]["by_system"].keys() == {synced, other}
    for each in (synced, other):
        one = http.get(f"/revenue?system_id={each}").json()
        assert amounts(one["total"]) == amounts(both["total"]["by_system"][each])
        assert one["total"]["by_system"].keys() == {each}
    third = http.post("/systems", simulated(running, name="Third")).json()["id"]
    two = http.get(f"/revenue?system_id={synced}&system_id={third}").json()
    assert two["total"]["by_system"].keys() == {synced, third}
    assert [system["id"] for system in two["systems"]] == [synced, third]
    assert amounts(two["total"]) == amounts(both["total"]["by_system"][synced])
    twice = http.get(f"/revenue?system_id={other}&system_id={other}").json()
    assert twice == http.get(f"/revenue?system_id={other}").json()
    for unknown in ("system_id=0123456789ab", f"system_id={synced}&system_id=0123456789ab"):
        problem(http.get(f"/revenue?{unknown}"), 404, "SystemNotFound")


def test_this_year_is_compared_with_the_same_days_of_the_last_one(
    running: Running, http: Http, api: ApiClient, system_id: str
) -> None:
    today = utc_now().date()
    days = (today, *(today - timedelta(days=back) for back in (364, 366, 368)))
    for day in days:
        running.simulator.installation.add(date=day, status="Paid", subtotal=Decimal(1000))
    sync(api, system_id, "full")
    year = f"from={today.year}-01-01&to={today.year}-12-31"
    plain = http.get(f"/revenue?{year}").json()["total"]
    total = http.get(f"/revenue?{year}&compare=previous_year").json()["total"]
    assert plain["previous_year"] is None
    assert total["so_far"]
    before = total["previous_year"]
    alone = http.get(f"/revenue?from={before['from']}&to={before['to']}").json()["total"]
    assert before["from"] == f"{today.year - 1}-01-01"
    assert before["to"] < f"{today.year - 1}-12-31" or today.month == 12
    assert before["by_system"] == alone["by_system"]
    assert amounts(before) == amounts(alone)
    assert amounts(total) == amounts(plain)


def test_changed_rate_shows_at_once_and_without_a_sync(
    running: Running, http: Http, synced: str
) -> None:
    before = http.get("/revenue").json()["total"]
    requests = len(running.simulator.requests)
    http.patch(f"/systems/{synced}", {"exchange_rate": "2", "rates": []})
    doubled = http.get("/revenue").json()["total"]
    assert doubled["count"] == before["count"]
    assert amounts(doubled) != amounts(before)
    assert amounts(http.get("/systems").json()["systems"][0] | {"tax": doubled["tax"]}) == amounts(
        doubled
    )
    http.patch(f"/systems/{synced}", {"exchange_rate": "1"})
    single = http.get("/revenue").json()["total"]
    assert [round(200 * float(each)) for each in amounts(single)] == [
        round(100 * float(each)) for each in amounts(doubled)
    ]
    assert len(running.simulator.requests) == requests


def test_currency_without_a_rate_is_warned_of(http: Http, synced: str) -> None:
    http.patch(f"/systems/{synced}", {"rates": [{"currency": "USD", "rate": "0.92"}]})
    assert http.get("/revenue").json()["warnings"] == []
    http.patch(f"/systems/{synced}", {"rates": []})
    report, system = http.get("/revenue").json(), http.get(f"/systems/{synced}").json()
    (warning,) = report["warnings"]
    assert "USD" in warning
    assert system["warnings"] == [warning]
    (source,) = report["systems"]
    (missing,) = source["missing_rates"]
    assert system["missing_rates"] == [missing]
    dollars = http.get("/invoices?status=Paid&currency=USD&limit=1000").json()["invoices"]
    days = [invoice["date"] for invoice in dollars]
    assert missing == {
        "currency": "USD",
        "invoices": len(days),
        "from": min(days),
        "to": max(days),
        "until": None,
        "used": "1",
        "warning": warning,
    }
    entry = {"currency": "USD", "from": missing["from"], "rate": "0.92"}
    mended = http.patch(f"/systems/{synced}", {"rates": [entry]}).json()
    assert (mended["warnings"], mended["missing_rates"]) == ([], [])


def test_missing_rates_of_a_report_are_of_what_it_counts(http: Http, synced: str) -> None:
    http.patch(f"/systems/{synced}", {"exchange_rate": "1", "rates": []})
    (system,) = http.get("/revenue?from=1990-01-01&to=1990-12-31").json()["systems"]
    assert system["missing_rates"] == []
    unpaid = http.get("/invoices?status=Unpaid&currency=USD&limit=1000").json()["invoices"]
    (system,) = http.get("/revenue?status=Unpaid").json()["systems"]
    assert [one["invoices"] for one in system["missing_rates"]] == [len(unpaid)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("from=2026-02-01&to=2026-01-31", ["from"]),
        ("from=2026-02-30", ["from"]),
        ("from=", ["from"]),
        ("to=31.01.2026", ["to"]),
        ("from=20260101", ["from"]),
        ("from=2026-01-01T00:00:00", ["from"]),
        ("by=decade", ["by"]),
        ("fiscal_year_start=0", ["fiscal_year_start"]),
        ("fiscal_year_start=13", ["fiscal_year_start"]),
        ("fiscal_year_start=July", ["fiscal_year_start"]),
        ("basis=due", ["basis"]),
        ("system_id=", ["system_id.0"]),
        ("currency=", ["currency.0"]),
        ("by_currency=yes", ["by_currency"]),
        ("form=2026-01-01", ["form"]),
        ("by=month&x=1&y=2", ["x", "y"]),
    ],
)
def test_parameter_that_is_not_valid(http: Http, query: str, names: list[str]) -> None:
    invalid(http.get(f"/revenue?{query}"), *names)


@pytest.mark.parametrize("limit", [1, 7, 59, 60, 1000])
def test_pages_hold_each_invoice_one_time_newest_first(
    running: Running, http: Http, synced: str, limit: int
) -> None:
    ids: list[int] = []
    cursor = ""
    while True:
        page = http.get(f"/systems/{synced}/invoices?limit={limit}{cursor}").json()
        assert 0 < len(page["invoices"]) <= limit
        ids += [invoice["id"] for invoice in page["invoices"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == len(set(ids)) == len(running.simulator.installation)


def test_invoice_is_as_at_the_source_without_its_client(
    running: Running, http: Http, synced: str
) -> None:
    page = http.get(f"/systems/{synced}/invoices").json()
    listed = running.simulator.installation.invoices().values()
    assert page["invoices"] == [shown(row) for row in reversed(listed)]
    numbers = {bool(row.invoicenum) for row in listed}
    assert (numbers, len({row.status for row in listed}) > 3) == ({True, False}, True)


def shown(row: SourceInvoice) -> dict[str, Any]:
    """Of an invoice without a number people see the id, so do we."""
    tax = row.tax + row.tax2
    return {
        "id": row.id,
        "number": row.invoicenum or str(row.id),
        "date": row.date.isoformat(),
        "due_date": row.duedate.isoformat(),
        "paid_date": row.datepaid.date().isoformat() if row.datepaid else None,
        "status": row.status,
        "currency": row.currencycode,
        "net": f"{row.subtotal:.2f}",
        "tax": f"{tax:.2f}",
        "gross": f"{row.subtotal + tax:.2f}",
        "credit": f"{row.credit:.2f}",
        "total": f"{row.total:.2f}",
        "refunded_date": row.date_refunded.date().isoformat() if row.date_refunded else None,
        "unreadable": None,
    }


def test_system_without_invoices_has_an_empty_page(http: Http) -> None:
    path = http.post("/systems", NEW_SYSTEM).headers["Location"]
    assert http.get(f"{path}/invoices").json() == {"invoices": [], "next": None}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=x", "limit"),
        ("cursor=", "cursor"),
        ("cursor=b", "cursor"),
        ("cursor=b0", "cursor"),
        ("cursor=b-1", "cursor"),
        ("cursor=5", "cursor"),
        ("cursor=b5x", "cursor"),
        ("cursor=b5%0A", "cursor"),
        ("cursor=b%C2%B2", "cursor"),
        ("cursor=b" + "9" * 19, "cursor"),
        ("page=2", "page"),
    ],
)
def test_page_that_is_not_valid(http: Http, system_id: str, query: str, name: str) -> None:
    invalid(http.get(f"/systems/{system_id}/invoices?{query}"), name)
