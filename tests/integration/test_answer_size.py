"""Answers that Lambda could not give, since it gives 6 MB at most."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.integration.http import NEW_SYSTEM, Http, problem

LAMBDA_LIMIT = 6_291_556
FIRST, YEARS, SYSTEMS = date(2016, 1, 1), 10, 24


@pytest.fixture
def ten_years(http: Http) -> list[str]:
    """Systems with an invoice on each day of ten years."""
    return [_system_with_revenue(http, f"{NEW_SYSTEM['url']}{n}/") for n in range(SYSTEMS)]


def _system_with_revenue(http: Http, url: str) -> str:
    """`url`: an installation of its own, since none is connected twice."""
    from accounting.domain.packing import pack  # noqa: PLC0415
    from accounting.tables import dynamodb, revenue_table  # noqa: PLC0415

    system_id = str(http.post("/systems", NEW_SYSTEM | {"url": url}).json()["id"])
    count = (FIRST.replace(year=FIRST.year + YEARS) - FIRST).days
    days = list(range(FIRST.toordinal(), FIRST.toordinal() + count))
    columns = [[12] * count, [123456] * count, [23457] * count, [0] * count]
    sums = {"B": pack({"EUR|Paid": [2, days, *columns]})}
    item = {**dynamodb.block_key(system_id, 0), "format": {"N": "2"}, "issued": sums}
    dynamodb.client().put_item(TableName=revenue_table.table(), Item=item)
    return system_id


@pytest.mark.parametrize("accept", ["application/json", "text/csv"])
def test_report_that_is_too_large_says_what_to_narrow(
    http: Http, ten_years: list[str], accept: str
) -> None:
    refused = problem(http.get("/revenue?by=day", Accept=accept), 422, "AnswerTooLarge")
    assert {field["name"] for field in refused["fields"]} == {"by", "from", "to", "system_id"}
    assert "MB" in refused["detail"]
    assert refused["advice"]
    last = (FIRST + timedelta(days=365)).isoformat()
    for narrower in ("by=week", f"by=day&to={last}", f"by=day&system_id={ten_years[0]}"):
        assert http.get(f"/revenue?{narrower}", Accept=accept).status_code == 200


def test_largest_page_of_invoices_fits(http: Http) -> None:
    from tests.fakes.stored_invoices import store_invoices  # noqa: PLC0415

    system_id = http.post("/systems", NEW_SYSTEM).json()["id"]
    store_invoices(system_id, [_largest_invoice(number) for number in range(1000, 0, -1)])
    answer = http.get(f"/systems/{system_id}/invoices?limit=1000")
    assert len(answer.json()["invoices"]) == 1000
    assert len(answer.content) < LAMBDA_LIMIT / 2


def _largest_invoice(number: int) -> Any:
    from accounting.domain.invoices import Invoice  # noqa: PLC0415

    amount = Decimal("-999999999999999.999999")
    return Invoice(
        id=(1 << 53) - number,
        number="x" * 200,
        date=FIRST,
        due_date=FIRST,
        paid_date=FIRST,
        status="s" * 40,
        currency="E" * 10,
        subtotal=amount,
        tax=amount,
        total=amount,
        credit=amount,
    )
