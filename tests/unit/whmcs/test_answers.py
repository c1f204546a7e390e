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
from accounting.domain.invoices import Invoice
from accounting.domain.money import ZERO
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
    "none", ["-0001-11-30", "-0001-11-30 00:00:00", "1969-12-31", "0001-01-01", "-1"]
)
def test_date_before_1970_is_none(none: str) -> None:
    row = page(answer([ROW | {"date": none, "date_refunded": none}])).invoices[0]
    assert (row.date, row.refunded_date, row.unreadable) == (None, None, "")


def test_first_day_of_1970_is_a_date() -> None:
    assert page(answer([ROW | {"date": "1970-01-01"}])).invoices[0].date == date(1970, 1, 1)


DEEP: list[Any] = []
for _ in range(900):
    DEEP = [DEEP]

STRANGE = [
    ("subtotal", "1,234.50"),
    ("subtotal", "1.234,50"),
    ("subtotal", ""),
    ("subtotal", None),
    ("subtotal", "NaN"),
    ("subtotal", float("nan")),
    ("subtotal", "1e3"),
    ("subtotal", True),
    ("subtotal", "9" * 500_000),
    ("total", []),
    ("tax", "€ 5"),
    ("credit", "1,5"),
    ("date", "2024-02-31"),
    ("date", "31.12.2024"),
    ("date", DEEP),
    ("duedate", True),
    ("status", ""),
    ("status", None),
    ("status", ["Paid"]),
    ("status", "x" * 41),
    ("currencycode", ""),
    ("currencycode", None),
    ("currencycode", "E|R"),
    ("currencycode", "\0"),
    ("currencycode", "EURO" * 100_000),
    ("invoicenum", {"Cosima": "Cosima"}),
    ("invoicenum", DEEP),
    ("invoicenum", False),
]


@pytest.mark.parametrize(("field", "value"), STRANGE, ids=lambda value: str(value)[:20])
def test_row_with_a_strange_value_is_unreadable(field: str, value: object) -> None:
    """Not zero, and not the end of the sync. Nothing of the row is kept but id and status."""
    strange, other = page(answer([ROW | {field: value}, ROW | {"id": 8}])).invoices
    assert (strange.id, strange.unreadable, other.unreadable) == (7, field, "")
    assert strange.status == ("Unreadable" if field == "status" else "Paid")
    assert strange == Invoice(
        id=7,
        number="",
        date=None,
        due_date=None,
        paid_date=None,
        status=strange.status,
        currency="",
        subtotal=ZERO,
        tax=ZERO,
        total=ZERO,
        credit=ZERO,
        unreadable=field,
    )


@pytest.mark.parametrize("field", ["date", "subtotal", "total", "status", "currencycode"])
def test_row_without_a_field_is_unreadable(field: str) -> None:
    row = page(answer([{name: value for name, value in ROW.items() if name != field}])).invoices[0]
    assert row.unreadable == field


def test_all_fields_that_make_no_sense_are_named() -> None:
    row = page(answer([ROW | {"subtotal": "1,5", "date": "soon", "currencycode": ""}])).invoices[0]
    assert row.unreadable == "currencycode, date, subtotal"


@pytest.mark.parametrize(
    "number",
    [
        {"id": 7},
        0,
        -7,
        "x",
        "",
        None,
        True,
        7.5,
        "7.0",
        " 7",
        "07",
        "1_000",
        1 << 53,
        "9" * 4000,
        [7],
        DEEP,
    ],
    ids=lambda value: str(value)[:20],
)
@pytest.mark.parametrize("more", [{}, {"subtotal": "1,5"}], ids=["alone", "with another field"])
def test_row_without_a_sensible_id_is_malformed(number: object, more: dict[str, object]) -> None:
    with pytest.raises(SourceMalformed, match="no id that makes sense"):
        page(answer([ROW | more | {"id": number}]))


def test_row_without_an_id_is_malformed() -> None:
    with pytest.raises(SourceMalformed, match="no id that makes sense"):
        page(answer([{name: value for name, value in ROW.items() if name != "id"}]))


@pytest.mark.parametrize("number", [7, "7", (1 << 53) - 1])
def test_id_comes_as_a_number_or_as_text(number: object) -> None:
    assert page(answer([ROW | {"id": number}])).invoices[0].id == int(str(number))


@pytest.mark.parametrize("field", ["credit", "tax", "tax2"])
@pytest.mark.parametrize("nothing", [None, "", "absent"])
def test_missing_tax_or_credit_is_zero(field: str, nothing: object) -> None:
    fields = {name: value for name, value in ROW.items() if name != field}
    row = page(answer([fields if nothing == "absent" else fields | {field: nothing}])).invoices[0]
    kept = {"credit": row.credit, "tax": row.tax - Decimal("1.50"), "tax2": row.tax - 19}
    assert (kept[field], row.unreadable) == (ZERO, "")


@pytest.mark.parametrize(("written", "amount"), [(".50", "0.50"), ("-.50", ""), ("-0.50", "-0.50")])
def test_amount_may_begin_with_its_point(written: str, amount: str) -> None:
    row = page(answer([ROW | {"subtotal": written}])).invoices[0]
    assert (str(row.subtotal), row.unreadable) == ((amount, "") if amount else ("0", "subtotal"))


def test_currency_is_upper_case() -> None:
    assert page(answer([ROW | {"currencycode": " eur"}])).invoices[0].currency == "EUR"


def test_text_is_cleaned_and_cut() -> None:
    dirty = "2026\0\ud800-\x1b7\udfff\x7f"
    assert page(answer([ROW | {"invoicenum": dirty}])).invoices[0].number == "2026-7"
    long = page(answer([ROW | {"invoicenum": "&amp;" * 100_000}])).invoices[0]
    assert (long.number, long.unreadable) == ("&" * 200, "")


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
        answer([ROW], result=DEEP),
        answer([ROW], status=DEEP, result=None),
        answer([ROW], totalresults=DEEP),
        answer([ROW], totalresults=True),
        answer([ROW]).replace(b'"100.00"', b"9" * 1_000_000),
        answer([ROW]).replace(b'"100.00"', b"1e" + b"9" * 30),
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


@pytest.mark.parametrize("status", [429, 500, 503])
def test_invoices_of_a_server_that_says_it_failed_are_not_believed(status: int) -> None:
    with pytest.raises(SourceUnavailable):
        page(answer([ROW]), status)
