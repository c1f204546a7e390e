from collections.abc import Callable
from dataclasses import replace

import pytest
import requests

from local.simulator import Installation, Request, Simulator

type Ask = Callable[..., requests.Response]


def listed(answer: requests.Response) -> list[int]:
    return [row["id"] for row in answer.json()["invoices"]["invoice"]]


def test_a_page_in_ascending_order(installation: Installation, ask: Ask) -> None:
    for _ in range(7):
        installation.add()
    answer = ask(limitstart=2, limitnum=3)

    assert listed(answer) == [3, 4, 5]
    assert answer.json()["totalresults"] == 7
    assert answer.headers["Content-Type"] == "application/json"


def test_without_limits_and_order_the_25_newest_come(installation: Installation, ask: Ask) -> None:
    for _ in range(30):
        installation.add()

    assert listed(ask(orderby=None, order=None)) == list(range(30, 5, -1))


def test_username_and_password_are_accepted_too(ask: Ask) -> None:
    answer = ask(identifier=None, secret=None, username="demo", password="demo-secret")

    assert answer.json()["result"] == "success"


@pytest.mark.parametrize(
    ("fields", "status", "message"),
    [
        ({"secret": "wrong"}, 403, "Authentication Failed"),
        ({"secret": None}, 403, "Authentication Failed"),
        ({"identifier": "wrong"}, 403, "Invalid or missing credentials"),
        ({"action": None}, 400, "Empty action request"),
        ({"action": "GetClients"}, 400, "Invalid API Action: GetClients"),
    ],
)
def test_refusals(ask: Ask, fields: dict[str, str | None], status: int, message: str) -> None:
    answer = ask(**fields)

    assert answer.status_code == status
    assert answer.json() == {"result": "error", "message": message}


def test_the_access_key_lets_an_address_in_that_is_not_allowed(
    simulator: Simulator, ask: Ask
) -> None:
    simulator.settings.access_key = "a!key"

    assert ask().json()["message"] == "Invalid IP 127.0.0.1"
    assert ask(accesskey="a!key").json()["result"] == "success"


def test_only_forms_are_read(simulator: Simulator, session: requests.Session) -> None:
    url = f"{simulator.url}/includes/api.php"
    form = {"action": "GetInvoices", "identifier": "demo", "secret": "demo-secret"}

    assert session.post(url, json=form, timeout=5).status_code == 403
    assert session.get(url, params=form, timeout=5).status_code == 405


def test_the_installation_may_live_in_a_folder(
    simulator: Simulator, session: requests.Session
) -> None:
    simulator.settings.folders = ("", "billing/")
    for folder in simulator.settings.folders:
        answer = session.post(f"{simulator.url}/{folder}includes/api.php", data={}, timeout=5)
        assert answer.json()["message"] == "Authentication Failed"


@pytest.mark.parametrize("path", ["/billing/", "/admin/", "/index.php/", "/Includes/api.php/"])
def test_a_wrong_path_is_not_found(
    simulator: Simulator, session: requests.Session, path: str
) -> None:
    answer = session.post(f"{simulator.url}{path}includes/api.php", data={}, timeout=5)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html")
    assert simulator.requests == []


def test_without_responsetype_the_answer_is_xml(ask: Ask) -> None:
    assert ask(responsetype=None).text.startswith("<?xml")


def test_requests_are_recorded_without_secrets(simulator: Simulator, ask: Ask) -> None:
    ask(limitstart=500, limitnum=250, accesskey="a!key")
    recorded = simulator.requests[0]

    assert replace(recorded, at=0) == Request(
        number=1, at=0, action="GetInvoices", start=500, limit=250, orderby="id", order="asc"
    )
    assert "demo-secret" not in repr(recorded)
    assert "a!key" not in repr(recorded)


def test_the_hook_changes_rows_before_the_answer(
    installation: Installation, simulator: Simulator, ask: Ask
) -> None:
    for _ in range(4):
        installation.add()
    simulator.before_request = lambda request: installation.delete(request.number)

    assert listed(ask()) == [2, 3, 4]
    assert listed(ask()) == [3, 4]


def test_a_page_cap_gives_fewer_rows_than_asked_for(
    installation: Installation, simulator: Simulator, ask: Ask
) -> None:
    for _ in range(4):
        installation.add()
    simulator.settings.page_cap = 3

    assert listed(ask(limitnum=100)) == [1, 2, 3]


def test_a_page_above_the_limit_is_too_large(simulator: Simulator, ask: Ask) -> None:
    simulator.settings.page_limit = 100
    assert ask(limitnum=101).content == b""
    assert ask(limitnum=100).json()["result"] == "success"

    simulator.settings.page_limit_fault = "page_too_large_500"
    assert ask(limitnum=101).status_code == 500


def test_latency_is_added_to_every_answer(simulator: Simulator, ask: Ask) -> None:
    simulator.settings.latency = 0.05

    assert ask().elapsed.total_seconds() >= 0.05


def test_answers_on_a_kept_connection_do_not_wait_for_acknowledgements(ask: Ask) -> None:
    """Head and body in two writes would cost 40 ms an answer."""
    seconds = sum(ask().elapsed.total_seconds() for _ in range(25))

    assert seconds < 25 * 0.035


def test_a_stopped_simulator_does_not_answer_kept_connections(
    simulator: Simulator, ask: Ask
) -> None:
    ask()
    simulator.stop()
    with pytest.raises(requests.ConnectionError):
        ask()

    simulator.start()
    assert ask().json()["result"] == "success"


def test_version_7_over_the_wire(installation: Installation, session: requests.Session) -> None:
    installation.add()
    with Simulator(installation, version="7", secret="other") as old:
        form = {"action": "GetInvoices", "identifier": "demo", "secret": "other"}
        answer = session.post(
            f"{old.url}/includes/api.php", data=form | {"responsetype": "json"}, timeout=5
        )

    assert answer.json()["invoices"]["invoice"][0]["id"] == "1"
