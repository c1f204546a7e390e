"""Revenue as a file for spreadsheets."""

import csv
import io
from decimal import Decimal

import pytest

from local.api_client import ApiClient
from local.connection import sync
from local.running import Running
from tests.integration.http import Http, invalid, simulated

AMOUNTS = ("count", "net", "tax", "gross")


@pytest.fixture
def synced(running: Running, http: Http, api: ApiClient, system_id: str) -> list[str]:
    """Two systems."""
    other = http.post("/systems", simulated(running, name="Other")).json()["id"]
    for each in (system_id, other):
        sync(api, each, "full")
    return [system_id, other]


def lines(http: Http, query: str = "") -> list[dict[str, str]]:
    answer = http.get(f"/revenue{query}", Accept="text/csv")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_lines_add_up_to_the_report(http: Http, synced: list[str]) -> None:
    """Each is one of a system, so that a sum over a column counts nothing twice."""
    found = lines(http)
    report = http.get("/revenue").json()
    assert {line["system_id"] for line in found} == set(synced)
    assert {line["currency"] for line in found} == {"EUR"}
    assert sum(int(line["count"]) for line in found) == report["total"]["count"]
    for name in ("net", "tax", "gross"):
        total = sum(Decimal(line[name]) for line in found)
        assert abs(total - Decimal(report["total"][name])) <= Decimal("0.01") * len(found)


def test_lines_by_currency_add_up_to_those_by_system(http: Http, synced: list[str]) -> None:
    found = lines(http, "?by_currency=true")
    plain = lines(http)
    assert {line["invoice_currency"] for line in found} == {"EUR", "USD"}
    for name in ("count", "net", "tax", "gross", "credit", "collected"):
        sums: dict[tuple[str, str], Decimal] = {}
        for line in found:
            key = (line["period"], line["system_id"])
            sums[key] = sums.get(key, Decimal(0)) + Decimal(line[name])
        expected = {(one["period"], one["system_id"]): Decimal(one[name]) for one in plain}
        assert sums == expected
    assert all("own_net" not in line for line in plain)


def test_lines_by_currency_over_all_systems_are_the_report(http: Http, synced: list[str]) -> None:
    found = lines(http, "?by_currency=true&totals=true")
    over_all = [line for line in found if not line["system_id"]]
    rows = http.get("/revenue?by_currency=true").json()["rows"]
    assert [
        (line["period"], line["invoice_currency"], line["net"], line["own_net"], line["own_gross"])
        for line in over_all
    ] == [
        (row["period"], currency, sums["net"], sums["own"]["net"], sums["own"]["gross"])
        for row in rows
        for currency, sums in row["by_currency"].items()
    ]


def test_lines_bear_the_names_of_fiscal_years(http: Http, synced: list[str]) -> None:
    asked = "?by=year&fiscal_year_start=7"
    rows = http.get(f"/revenue{asked}").json()["rows"]
    periods = [row["period"] for row in rows]
    assert all(period.startswith("FY") for period in periods)
    assert sorted({line["period"] for line in lines(http, asked)}) == periods


def test_lines_over_all_systems_come_when_asked_for(http: Http, synced: list[str]) -> None:
    found = lines(http, "?totals=true")
    over_all = [line for line in found if not line["system_id"]]
    rows = http.get("/revenue").json()["rows"]
    assert [(line["period"], *(line[name] for name in AMOUNTS)) for line in over_all] == [
        (row["period"], *(str(row[name]) for name in AMOUNTS)) for row in rows
    ]
    assert {line["system"] for line in over_all} == {"All systems"}
    assert [line for line in found if line["system_id"]] == lines(http, "?totals=false")


@pytest.mark.parametrize("value", ["", "1", "True", "yes", "null"])
def test_totals_are_true_or_false(http: Http, value: str) -> None:
    invalid(http.get(f"/revenue?totals={value}"), "totals")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "revenue-all-by-month-issued.csv"),
        ("?refunds=booked", "revenue-all-by-month-issued-refunds-booked.csv"),
        ("?by_currency=true", "revenue-all-by-month-and-currency-issued.csv"),
        ("?by=year&fiscal_year_start=1", "revenue-all-by-year-issued.csv"),
        ("?by=year&fiscal_year_start=7", "revenue-all-by-fiscal-year-issued.csv"),
        ("?by=quarter&fiscal_year_start=7", "revenue-all-by-fiscal-quarter-issued.csv"),
        ("?fiscal_year_start=7", "revenue-all-by-month-issued.csv"),
        (
            "?from=2026-01-01&to=2026-06-30&by=day&basis=paid",
            "revenue-2026-01-01-2026-06-30-by-day-paid.csv",
        ),
    ],
)
def test_headers_say_what_the_file_is(http: Http, query: str, name: str) -> None:
    headers = http.get(f"/revenue{query}", Accept="text/csv").headers
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv, */*;q=0.1", "text/csv; charset=utf-8"),
        ("application/json;q=0.5, text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html", "application/json"),
    ],
)
def test_the_preferred_type_is_the_answer(http: Http, accept: str, expected: str) -> None:
    headers = http.get("/revenue", Accept=accept).headers
    assert (headers["Content-Type"], headers["Vary"]) == (expected, "Accept")


def test_names_are_text_in_utf_8(http: Http, synced: list[str]) -> None:
    name = '=HYPERLINK("https://evil.example","Größe"),1'
    assert http.patch(f"/systems/{synced[0]}", {"name": name}).status_code == 200
    answer = http.get(f"/revenue?system_id={synced[0]}", Accept="text/csv")
    found = list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))
    assert {line["system"] for line in found} == {f"'{name}"}
