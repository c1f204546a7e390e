from collections.abc import Callable
from decimal import Decimal

import pytest
import requests

from local.simulator import Installation, Simulator

type Control = Callable[..., requests.Response]


@pytest.fixture
def control(simulator: Simulator, session: requests.Session) -> Control:
    def call(method: str, path: str, **body: object) -> requests.Response:
        return session.request(method, simulator.url + path, json=body or None, timeout=5)

    return call


def test_the_first_page_says_what_this_is(control: Control) -> None:
    page = control("GET", "/")

    assert "simulated WHMCS" in page.text
    assert "/simulator/invoices" in page.text
    assert "rate_limited_429" in page.text


def test_add_pay_refund_cancel_and_delete(control: Control, installation: Installation) -> None:
    fields = {"subtotal": "100.00", "tax": 19, "date": "2025-01-31", "currencycode": "USD"}
    invoice_id = control("POST", "/simulator/invoices", **fields).json()["id"]
    assert installation.get(invoice_id).total == Decimal("119.00")

    for verb, status in (("pay", "Paid"), ("refund", "Refunded"), ("cancel", "Cancelled")):
        answer = control("POST", f"/simulator/invoices/{invoice_id}/{verb}")
        assert answer.json()["status"] == status == installation.get(invoice_id).status
    assert control("DELETE", f"/simulator/invoices/{invoice_id}").status_code == 204
    assert len(installation) == 0


def test_revenue(control: Control, installation: Installation) -> None:
    installation.add(status="Paid", subtotal=Decimal("12.50"))

    assert control("GET", "/simulator/revenue?basis=paid").json() == {
        "rows": [
            {
                "month": "2025-06",
                "currency": "EUR",
                "count": 1,
                "net": "12.50",
                "tax": "0.00",
                "gross": "12.50",
            }
        ]
    }


def test_a_day_of_business(control: Control, installation: Installation) -> None:
    installation.add()
    day = control("POST", "/simulator/day").json()

    assert len(day["added"]) == 12
    assert day["paid"] == [1]


def test_busier_day(control: Control, installation: Installation) -> None:
    installation.add()
    day = control("POST", "/simulator/day", added=100).json()

    assert len(day["added"]) == 100


def test_latency_and_faults(control: Control, simulator: Simulator) -> None:
    control("POST", "/simulator/latency", milliseconds=20)
    assert simulator.settings.latency == 0.02

    control("POST", "/simulator/faults", fault="bad_gateway_502", times=3)
    assert simulator.answer({}).status == 502
    control("DELETE", "/simulator/faults")
    assert simulator.answer({}).status == 403


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/elsewhere", {}, 404),
        ("GET", "/simulator/invoices/5", {}, 404),
        ("PUT", "/simulator/invoices/5", {}, 405),
        ("POST", "/simulator/invoices", {"colour": "red"}, 404),
        ("POST", "/simulator/invoices", {"subtotal": "much"}, 400),
        ("POST", "/simulator/invoices", {"date": "tomorrow"}, 400),
        ("POST", "/simulator/faults", {"fault": "no_such_fault"}, 404),
    ],
)
def test_mistakes_are_answered(
    control: Control, method: str, path: str, body: dict[str, object], status: int
) -> None:
    answer = control(method, path, **body)

    assert answer.status_code == status
    assert answer.json()["error"]
