"""What the simulator answers, in each of its variants and faults, is understood or refused."""

from copy import replace
from datetime import date
from typing import Any

import pytest

from accounting.clients.whmcs.answers import page_of
from accounting.domain.errors import SourceMalformed
from accounting.engine.ports import Page
from local.simulator import Request, Simulator, Variant, demo_installation
from local.simulator.fault_catalogue import fault

FORM = {
    "action": "GetInvoices",
    "identifier": "demo",
    "secret": "demo-secret",
    "responsetype": "json",
    "orderby": "id",
    "order": "asc",
    "limitnum": "50",
}


def simulator(count: int, variant: Variant | None = None) -> Simulator:
    """It answers in this process; nothing listens."""
    return Simulator(demo_installation(count, today=date(2026, 11, 22)), variant=variant)


def answered(count: int = 3, variant: Variant | None = None) -> Page:
    return page(simulator(count, variant).answer(FORM).body)


def page(body: bytes) -> Page:
    return page_of(200, {}, body, 0)


@pytest.mark.parametrize(
    "variant",
    [
        Variant(version="7"),
        Variant(ids_as_strings=True),
        Variant(numreturned=False),
        Variant(numbered_object=True),
        Variant(php_notice=True),
        Variant(version="7", numbered_object=True, php_notice=True, numreturned=False),
    ],
    ids=str,
)
def test_rows_are_the_same_in_every_variant(variant: Variant) -> None:
    assert answered(variant=variant) == answered()
    assert len(answered().invoices) == 3


def test_single_invoice_as_an_object_is_the_same_invoice() -> None:
    assert answered(1, Variant(single_as_object=True)) == answered(1)
    assert len(answered(1).invoices) == 1


@pytest.mark.parametrize("empty", ["absent", "text", "list", "object", "no_rows"])
def test_no_rows_come_in_five_shapes(empty: Any) -> None:
    assert answered(0, Variant(empty=empty)) == Page(0, (), 0)


def test_ten_megabytes_are_read() -> None:
    plain = simulator(50).answer(FORM)
    reply = fault("huge_page").reply(Request.of(FORM, 1, 0.0), plain)
    assert len(reply.body) > 10_000_000
    assert page(reply.body) == page(plain.body)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("amount_with_comma", "subtotal"),
        ("amount_empty", "subtotal"),
        ("amount_not_a_number", "subtotal"),
        ("date_impossible", "date"),
    ],
)
def test_row_that_makes_no_sense_is_unreadable_and_stops_no_other(name: str, field: str) -> None:
    plain = page(simulator(5).answer(FORM).body)
    spoiled = page(spoiled_by(name))
    found = {row.id: row.unreadable for row in spoiled.invoices if row.unreadable}
    assert list(found.values()) == [field]
    assert [row for row in spoiled.invoices if row.id not in found] == [
        row for row in plain.invoices if row.id not in found
    ]


@pytest.mark.parametrize("name", ["missing_id", "truncated_json"])
def test_answer_that_makes_no_sense_is_not_taken_for_data(name: str) -> None:
    with pytest.raises(SourceMalformed):
        page(spoiled_by(name))


def spoiled_by(name: str) -> bytes:
    return fault(name).reply(Request.of(FORM, 1, 0.0), simulator(5).answer(FORM)).body


def test_unknown_status_is_data() -> None:
    plain = simulator(5).answer(FORM)
    odd = page(fault("status_unknown").reply(Request.of(FORM, 1, 0.0), plain).body)
    assert odd.invoices[-1] == replace(page(plain.body).invoices[-1], status="Written Off")
