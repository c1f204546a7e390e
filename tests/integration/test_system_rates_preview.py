"""Rates can be tried on what is stored before they are stored themselves."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from accounting.domain.clock import utc_now
from accounting.domain.periods import JANUARY
from accounting.services.rates_preview import preview
from local.api_client import ApiClient
from local.connection import sync
from local.running import Running
from tests.fakes.fake_source import invoice
from tests.fakes.stored_invoices import store_invoices
from tests.fakes.systems import a_system
from tests.integration.http import Http, invalid, problem
from tests.integration.test_reports_of_systems import calls

RATES = [
    {"currency": "USD", "from": "2020-01-01", "rate": "0.92"},
    {"currency": "USD", "from": f"{utc_now().year}-01-01", "rate": "0.87"},
]


@pytest.fixture
def path(api: ApiClient, system_id: str) -> str:
    sync(api, system_id, "full")
    return f"/systems/{system_id}"


def net(http: Http, days: str = "") -> str:
    total: str = http.get(f"/revenue{days}").json()["total"]["net"]
    return total


def this_year() -> str:
    year = utc_now().year
    return f"?from={year}-01-01&to={year}-12-31"


@pytest.mark.parametrize(
    "change",
    [
        {"rates": RATES},
        {"exchange_rate": "1.07"},
        {"exchange_rate": "0.9", "rates": [{"currency": "EUR", "rate": "1"}]},
        {"rates": []},
        {},
    ],
)
def test_preview_says_what_the_change_then_makes(
    http: Http, path: str, change: dict[str, Any]
) -> None:
    http.patch(path, {"rates": [{"currency": "USD", "rate": "0.5"}]})
    stored = http.get(path).json()
    before = {"all": net(http), "this_year": net(http, this_year())}
    previewed = http.post(f"{path}/rates/preview", change).json()
    assert http.get(path).json() == stored
    changed = http.patch(path, change).json()
    after = {"all": net(http), "this_year": net(http, this_year())}
    for part in ("all", "this_year"):
        effect = previewed[part]
        assert (effect["before"], effect["after"]) == (before[part], after[part])
        assert (effect["invoices"] > 0) == (effect["before"] != effect["after"])
    assert previewed["missing_rates"] == changed["missing_rates"]
    assert previewed["currency"] == "EUR"
    assert f"?from={previewed['this_year']['from']}&to={previewed['this_year']['to']}" == (
        this_year()
    )
    assert Decimal(previewed["all"]["before"]) > Decimal(previewed["this_year"]["before"])


def test_this_year_is_the_one_that_begins_where_it_is_said_to(http: Http, path: str) -> None:
    year = http.post(f"{path}/rates/preview?fiscal_year_start=2", {}).json()["this_year"]
    assert year["period"].startswith("FY")
    assert (year["from"][4:8], year["to"][4:8]) == ("-02-", "-01-")
    row = http.get(f"/revenue?by=year&fiscal_year_start=2&from={year['from']}&to={year['to']}")
    assert row.json()["rows"][0]["period"] == year["period"]
    assert row.json()["total"]["net"] == year["before"]
    invalid(http.post(f"{path}/rates/preview?fiscal_year_start=13", {}), "fiscal_year_start")


def test_a_system_that_holds_nothing_has_nothing_to_preview(http: Http, system_id: str) -> None:
    previewed = http.post(f"/systems/{system_id}/rates/preview", {"exchange_rate": "2"}).json()
    assert previewed["all"] == {"invoices": 0, "before": "0.00", "after": "0.00"}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"exchange_rate": "0"}, "exchange_rate"),
        ({"exchange_rate": None}, "exchange_rate"),
        ({"rates": [RATES[0], {"currency": "usd", "rate": "1"}]}, "rates.1.currency"),
        ({"rates": [{"currency": "USD", "from": "1.1.2026", "rate": "1"}]}, "rates.0.from"),
        ({"rates": [{"currency": "USD", "rate": "0,9"}]}, "rates.0.rate"),
        ({"rates": [RATES[0], RATES[0]]}, "rates"),
        ({"name": "Renamed"}, "name"),
    ],
)
def test_what_is_wrong_is_named_as_in_the_change(
    http: Http, path: str, change: dict[str, Any], name: str
) -> None:
    invalid(http.post(f"{path}/rates/preview", change), name)
    if name != "name":
        invalid(http.patch(path, change), name)


def test_an_unknown_system_is_not_found(http: Http) -> None:
    problem(http.post("/systems/ffffffffffff/rates/preview", {}), 404, "SystemNotFound")


def test_a_viewer_previews_no_more_than_he_changes(running: Running, path: str) -> None:
    viewer = Http(running, running.token("viewer"))
    problem(viewer.post(f"{path}/rates/preview", {"exchange_rate": "2"}), 403, "NotAllowed")
    viewer.close()


@pytest.mark.usefixtures("running")
def test_preview_reads_the_totals_of_the_one_system_and_nothing_else() -> None:
    one, other = (a_system(system_id=digit * 12) for digit in "12")
    store_invoices(one.system_id, [invoice(1), invoice(2000)])
    store_invoices(other.system_id, [invoice(3)])
    twice = replace(one.settings, exchange_rate=Decimal(2))
    with calls() as made:
        found = preview(one, twice, "EUR", utc_now().date(), JANUARY)
    assert made == ["Query"]
    assert found.all_years.invoices == 2
