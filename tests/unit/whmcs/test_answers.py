"""Answers as bytes: what we keep of them, and which error each of the others is."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounting.clients.whmcs.answers import page_of
from accounting.domain.errors import (
    PageTooLarge,
    SourceError,
    SourceMalformed,
    SourceRejected,
    SourceUnavailable,
)
from accounting.engine.ports import Page

ROW: dict[str, Any] = {
    "id": 7,
    "firstname": "Cosima",
    "invoicenum": "2026-7",
    "date": "2026-11-01",
    "duedate": "2026-11-15",
    "datepaid": "2026-11-03 12:00:00",
    "subtotal": "100.00",
    "credit": "20.00",
    "tax": "19.00",
    "tax2": "1.50",
    "total": "100.50",
    "status": "Paid",
    "currencycode": "EUR",
}


def answer(rows: object, **more: object) -> bytes:
    body = {"result": "success", "totalresults": 1, "invoices": {"invoice": rows}} | more
    return json.dumps(body).encode()


def page(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Page:
    return page_of(status, headers or {}, body, 0)


def test_single_invoice_may_come_as_an_object() -> None:
    assert page(answer(ROW)) == page(answer([ROW]))


def test_what_we_keep_of_a_row() -> None:
    row = page(answer([ROW])).invoices[0]
    assert (row.id, row.number, row.status, row.currency) == (7, "2026-7", "Paid", "EUR")
    assert (row.date, row.due_date) == (date(2026, 11, 1), date(2026, 11, 15))
    assert row.paid_date == date(2026, 11, 3)
    assert (row.subtotal, row.tax) == (Decimal(100), Decimal("20.50"))
    assert (row.total, row.credit) == (Decimal("100.50"), Decimal(20))
    assert "Cosima" not in str(row)


def test_text_comes_html_escaped() -> None:
    row = page(answer([ROW | {"invoicenum": "A&amp;B", "status": " B&uuml;ro "}])).invoices[0]
    assert (row.number, row.status) == ("A&B", "Büro")


@pytest.mark.parametrize("none", ["0000-00-00", "0000-00-00 00:00:00", "", None])
def test_no_date_is_none(none: object) -> None:
    row = page(answer([ROW | {"date": none, "datepaid": none}])).invoices[0]
    assert (row.date, row.paid_date) == (None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subtotal", "1,234.50"),
        ("subtotal", "1.234,50"),
        ("subtotal", ""),
        ("subtotal", None),
        ("subtotal", "NaN"),
        ("subtotal", "1e3"),
        ("subtotal", True),
        ("total", []),
        ("tax", "€ 5"),
        ("date", "2024-02-31"),
        ("date", "31.12.2024"),
        ("id", 0),
        ("id", "x"),
        ("id", 1 << 60),
        ("status", ""),
        ("currencycode", ""),
        ("currencycode", "E|R"),
    ],
)
def test_strange_value_is_malformed_not_zero(field: str, value: object) -> None:
    with pytest.raises(
        SourceMalformed, match=rf"^Invoice (7|0|1152921504606846976|\?).*\b{field}\b"
    ):
        page(answer([ROW | {field: value}]))


@pytest.mark.parametrize("field", ["id", "date", "subtotal", "tax2", "status", "currencycode"])
def test_absent_field_is_malformed(field: str) -> None:
    with pytest.raises(SourceMalformed, match=rf"\b{field}\b"):
        page(answer([{name: value for name, value in ROW.items() if name != field}]))


def test_strange_value_is_complained_about_in_words_for_people() -> None:
    with pytest.raises(SourceMalformed) as caught:
        page(answer([ROW | {"subtotal": "1,234.50"}]))
    assert (
        caught.value.detail == "Invoice 7 has fields that make no sense: subtotal (not an amount)."
    )


@pytest.mark.parametrize("amount", [100, "100", "100.0", "100.000"])
def test_amounts_are_exact_however_written(amount: object) -> None:
    assert page(answer([ROW | {"subtotal": amount}])).invoices[0].subtotal == 100
    number = answer([ROW]).replace(b'"100.00"', b"0.1")
    assert page(number).invoices[0].subtotal == Decimal("0.1")


@pytest.mark.parametrize(
    "body",
    [
        answer([ROW])[:-20],
        b"Warning: {0}" + answer([ROW])[:-20],
        b"[]",
        b"null",
        b"ok",
        b"\xff\xfe\x00",
        b"{}",
        answer([ROW], totalresults="many"),
        answer([ROW], totalresults="²"),
        answer([ROW], totalresults=None),
        answer([ROW], totalresults=-1),
        answer([ROW], result="maybe"),
        answer("none"),
        answer([None]),
        answer([["7"]]),
        answer([ROW], invoices="text"),
        b'{"a":' * 5000,
        answer([ROW], totalresults=10**20),
    ],
)
def test_answer_that_is_none_is_malformed(body: bytes) -> None:
    with pytest.raises(SourceMalformed):
        page(body)


def test_byte_order_mark_and_white_space_are_no_matter() -> None:
    assert page(b"\xef\xbb\xbf \n" + answer([ROW]) + b"\n").invoices


def test_wrong_charset_in_names_we_drop_is_no_matter() -> None:
    body = answer([ROW | {"lastname": "MUELLER"}]).replace(b"MUELLER", b"M\xfcller")
    assert len(page(body).invoices) == 1


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"<!DOCTYPE html><title>Maintenance</title>", SourceUnavailable),
        (403, b"<html>Attention Required!</html>", SourceUnavailable),
        (429, b"", SourceUnavailable),
        (429, answer([ROW]), SourceUnavailable),
        (502, b"<html>", SourceUnavailable),
        (503, answer([ROW]), SourceUnavailable),
        (520, b"error", SourceUnavailable),
        (400, b"<html>", SourceUnavailable),
        (200, b"", PageTooLarge),
        (500, b"", PageTooLarge),
        (500, b"<html>Internal Server Error</html>", PageTooLarge),
        (200, b"Fatal error: Allowed memory size of 1 bytes exhausted", PageTooLarge),
        (200, b"Fatal error: Maximum execution time of 30 seconds", PageTooLarge),
        (302, b"", SourceRejected),
        (401, b"", SourceRejected),
        (404, b"<html>", SourceRejected),
        (405, b"", SourceRejected),
    ],
)
def test_answers_of_something_in_front_of_whmcs(
    status: int, body: bytes, kind: type[SourceError]
) -> None:
    with pytest.raises(SourceError) as caught:
        page(body, status)
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("message", "kind", "advice"),
    [
        ("Authentication Failed", SourceRejected, "API Credentials"),
        ("Invalid or missing credentials", SourceRejected, "API Credentials"),
        ("Invalid IP 203.0.113.7", SourceRejected, "add the address 203.0.113.7;"),
        ("Invalid IP 2001:db8::7334", SourceRejected, "add the address 2001:db8::7334;"),
        ("Invalid IP", SourceRejected, "our requests come from"),
        (
            'Invalid Permissions: API action "getinvoices" is not allowed',
            SourceRejected,
            "API Roles",
        ),
        ("Administrator Account Disabled", SourceRejected, "Administrator Users"),
        ("Access Denied", SourceRejected, "Administrator Users"),
        ("Empty action request", SourceRejected, "includes/api.php"),
        ("Invalid API Action: GetInvoices", SourceRejected, "includes/api.php"),
        ("Too many connections", SourceUnavailable, ""),
        ("", SourceUnavailable, ""),
    ],
)
@pytest.mark.parametrize("key", ["result", "status"])
@pytest.mark.parametrize("status", [200, 400, 403])
def test_refusals_say_what_to_do_and_where(
    message: str, kind: type[SourceError], advice: str, key: str, status: int
) -> None:
    with pytest.raises(SourceError) as caught:
        page(json.dumps({key: "error", "message": message}).encode(), status)
    assert type(caught.value) is kind
    assert advice in caught.value.advice


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("Sun, 22 Nov 2026 12:02:00 GMT", 120),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
    ],
)
def test_retry_after_is_seconds_or_a_moment(asked: str, seconds: int | None) -> None:
    headers = {"retry-after": asked, "date": "Sun, 22 Nov 2026 12:00:00 GMT"}
    with pytest.raises(SourceUnavailable) as caught:
        page(b"", 503, headers)
    assert caught.value.retry_after == seconds
