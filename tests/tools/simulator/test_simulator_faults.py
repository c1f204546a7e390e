import json
import math
import time
from collections.abc import Callable
from http.client import BadStatusLine, IncompleteRead, RemoteDisconnected
from typing import Any

import pytest
import requests

from local.simulator import (
    Fault,
    Installation,
    Reply,
    Simulator,
    Variant,
    connection_faults,
    tls_faults,
)
from local.simulator.fault_catalogue import CATALOGUE

type Ask = Callable[..., requests.Response]

QUICK: dict[str, dict[str, Any]] = {"drip": {"pause": 0.001}}
# Seconds that these take at least.
LATE = {"slow": 0.2, "drip": 0.05}
BROKEN = connection_faults.CATALOGUE.keys() - LATE


@pytest.fixture(autouse=True)
def _ten_invoices(installation: Installation) -> None:
    for _ in range(10):
        installation.add()


def rows(answer: requests.Response) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.json()["invoices"]["invoice"]
    return found


def test_a_fault_strikes_at_its_number_as_often_as_planned(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("rate_limited_429", at=3, times=2, retry_after=7)
    answers = [ask() for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 429, 200]
    assert answers[2].headers["Retry-After"] == "7"
    assert simulator.faults.happened == [(3, "rate_limited_429"), (4, "rate_limited_429")]


def test_a_fault_strikes_what_the_predicate_chooses(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("bad_gateway_502", when=lambda request: request.start == 5)

    starts = (0, 5, 5)
    assert [ask(limitstart=start).status_code for start in starts] == [200, 502, 200]


def test_a_fault_may_last_until_cleared(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.always("maintenance_503")
    assert {ask().status_code for _ in range(3)} == {503}

    simulator.faults.clear()
    assert ask().status_code == 200


def test_faults_add_up(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("amount_empty")
    simulator.faults.plan("totals_lie", total=5)
    answer = ask()

    assert rows(answer)[-1]["subtotal"] == ""
    assert answer.json()["totalresults"] == 5


def test_a_row_fault_leaves_an_answer_without_rows_alone(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.always("bad_gateway_502")
    simulator.faults.always("missing_id")
    simulator.faults.always("wrong_charset")

    assert ask().status_code == 502


def test_a_fault_of_ones_own(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan(Fault(reply=lambda _request, _reply: Reply(418)))

    assert ask().status_code == 418


def test_a_name_nobody_knows_is_refused_when_planned(simulator: Simulator) -> None:
    with pytest.raises(KeyError):
        simulator.faults.plan("wrong_secert")


@pytest.mark.parametrize("name", sorted(CATALOGUE.keys() - tls_faults.CATALOGUE - {"no_answer"}))
def test_every_fault_changes_the_answer_and_nothing_after_it(
    simulator: Simulator, ask: Ask, name: str
) -> None:
    honest = ask(limitstart=2)
    simulator.faults.plan(name, **QUICK.get(name, {}))
    began = time.monotonic()
    try:
        struck = ask(limitstart=2)
    except requests.RequestException:
        assert name in BROKEN
    else:
        is_late = time.monotonic() - began >= LATE.get(name, math.inf)
        assert struck.content != honest.content or is_late
    assert ask(limitstart=2).content == honest.content


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("wrong_secret", 403, "Authentication Failed"),
        ("invalid_ip", 403, "Invalid IP 203.0.113.7"),
        ("invalid_ip_v6", 403, "Invalid IP 2001:db8:85a3::8a2e:370:7334"),
        (
            "invalid_permissions",
            403,
            'Invalid Permissions: API action "getinvoices" is not allowed',
        ),
        ("unknown_error", 200, "Too many connections"),
    ],
)
def test_the_api_says_no(
    simulator: Simulator, ask: Ask, name: str, status: int, message: str
) -> None:
    simulator.faults.plan(name)
    answer = ask()

    assert (answer.status_code, answer.json()["message"]) == (status, message)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("connection_reset", ConnectionResetError),
        ("connection_closed", RemoteDisconnected),
        ("connection_cut", IncompleteRead),
        ("connection_reset_midway", ConnectionResetError),
        ("not_http", BadStatusLine),
    ],
)
def test_the_connection_dies(
    simulator: Simulator, ask: Ask, name: str, reason: type[Exception]
) -> None:
    simulator.faults.plan(name)

    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)) as it:
        ask()
    assert isinstance(it.value.args[0].args[1], reason)


def test_no_answer_comes(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("no_answer")

    with pytest.raises(requests.ReadTimeout):
        ask(timeout=0.1)
    assert ask().status_code == 200


def test_truncated_json(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("truncated_json")

    with pytest.raises(json.JSONDecodeError):
        json.loads(ask().content)


def test_latin_1_under_a_utf_8_header(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("wrong_charset")
    answer = ask()

    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode()
    assert "Müller" in answer.content.decode("latin-1")


def test_malformed_rows(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("amount_with_comma", at=1, index=4)
    simulator.faults.plan("missing_id", at=2)
    simulator.faults.plan("unsorted_rows", at=3)
    simulator.faults.plan("duplicate_rows", at=4)
    comma, missing, unsorted, doubled = (rows(ask()) for _ in range(4))

    assert comma[4]["subtotal"] == "1,234.50"
    assert "id" not in missing[-1]
    assert [row["id"] for row in unsorted] == list(range(10, 0, -1))
    assert [row["id"] for row in doubled] == [1, *range(1, 11)]


def test_an_empty_page_before_the_end(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("empty_page")
    answer = ask()

    assert rows(answer) == []
    assert answer.json()["totalresults"] == 10


def test_the_same_page_whatever_the_offset(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.always("same_page")

    pages = [rows(ask(limitstart=start, limitnum=2)) for start in (4, 0)]
    assert [[row["id"] for row in page] for page in pages] == [[1, 2], [1, 2]]


def test_a_shrunk_list_ends_early(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.always("shrunk", keep=5)

    assert ask().json()["totalresults"] == 5
    assert [row["id"] for row in rows(ask(limitstart=3, limitnum=4))] == [4, 5]


def test_a_huge_page(simulator: Simulator, ask: Ask) -> None:
    simulator.faults.plan("huge_page", megabytes=3)

    assert len(ask().content) > 3_000_000


@pytest.mark.parametrize("field", ["single_as_object", "numbered_object", "php_notice"])
def test_row_faults_understand_every_variant(installation: Installation, field: str) -> None:
    variant = Variant(**{field: True})  # type: ignore[arg-type]
    simulator = Simulator(installation, variant=variant)
    simulator.faults.plan("missing_id")
    form = {"action": "GetInvoices", "identifier": "demo", "secret": "demo-secret"}
    reply = simulator.answer(form | {"responsetype": "json", "limitnum": "1"})

    (row,) = json.loads(reply.body)["invoices"]["invoice"]
    assert "id" not in row
    assert row["status"] == "Unpaid"
