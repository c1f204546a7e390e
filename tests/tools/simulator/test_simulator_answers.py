import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from local.simulator import SourceInvoice, Variant
from local.simulator.answers import error, listing
from local.simulator.rows import EncodedRows

INVOICE = SourceInvoice(
    id=17,
    date=dt.date(2025, 6, 1),
    duedate=dt.date(2025, 6, 15),
    userid=3,
    companyname="M&uuml;ller &amp; Söhne",
    subtotal=Decimal("1234.5"),
    tax=Decimal("234.56"),
    taxrate=Decimal(19),
    taxrate2=Decimal("9.975"),
    created_at=dt.datetime.fromisoformat("2025-06-01 08:05"),
)
FIELDS_OF_8 = [
    "id",
    "userid",
    "firstname",
    "lastname",
    "companyname",
    "invoicenum",
    "date",
    "duedate",
    "datepaid",
    "last_capture_attempt",
    "date_refunded",
    "date_cancelled",
    "subtotal",
    "credit",
    "tax",
    "tax2",
    "total",
    "taxrate",
    "taxrate2",
    "status",
    "paymentmethod",
    "paymethodid",
    "notes",
    "created_at",
    "updated_at",
    "currencycode",
    "currencyprefix",
    "currencysuffix",
]


def document(rows: int, variant: Variant | None = None) -> dict[str, Any]:
    body = listing([INVOICE] * rows, 40, 99, variant or Variant(), EncodedRows()).body
    answer: dict[str, Any] = json.loads(body)
    return answer


def only_row(variant: Variant) -> dict[str, Any]:
    row: dict[str, Any] = document(1, variant)["invoices"]["invoice"][0]
    return row


def test_version_8_has_the_documented_fields_in_order() -> None:
    answer = document(2)

    assert list(answer.pop("invoices")["invoice"][0]) == FIELDS_OF_8
    assert answer == {
        "result": "success",
        "totalresults": 99,
        "startnumber": 40,
        "numreturned": 2,
    }


def test_amounts_rates_and_dates_of_version_8() -> None:
    row = only_row(Variant())

    assert (row["id"], row["userid"]) == (17, 3)
    assert (row["subtotal"], row["tax"], row["tax2"]) == ("1234.50", "234.56", "0.00")
    assert row["total"] == "1469.06"
    assert (row["taxrate"], row["taxrate2"]) == ("19.000", "9.975")
    assert (row["date"], row["created_at"]) == ("2025-06-01", "2025-06-01 08:05:00")
    assert row["datepaid"] == row["date_refunded"] == "0000-00-00 00:00:00"
    assert row["companyname"] == "M&uuml;ller &amp; Söhne"


def test_version_7_has_strings_for_numbers_and_fewer_fields() -> None:
    answer = document(1, Variant(version="7"))
    row = only_row(Variant(version="7"))

    assert (answer["totalresults"], answer["startnumber"], answer["numreturned"]) == (
        "99",
        "40",
        "1",
    )
    assert (row["id"], row["userid"], row["taxrate"]) == ("17", "3", "19.00")
    assert set(FIELDS_OF_8) - row.keys() == {
        "last_capture_attempt",
        "date_refunded",
        "date_cancelled",
        "paymethodid",
        "created_at",
        "updated_at",
    }


def test_ids_as_strings_under_version_8() -> None:
    assert document(1, Variant(ids_as_strings=True))["totalresults"] == "99"
    assert only_row(Variant(ids_as_strings=True))["id"] == "17"


def test_numreturned_may_be_absent() -> None:
    assert "numreturned" not in document(1, Variant(numreturned=False))


@pytest.mark.parametrize(
    ("empty", "invoices"),
    [("text", ""), ("list", []), ("object", {}), ("no_rows", {"invoice": []})],
)
def test_ways_to_have_no_rows(empty: Any, invoices: object) -> None:
    assert document(0, Variant(empty=empty))["invoices"] == invoices


def test_invoices_may_be_absent() -> None:
    assert "invoices" not in document(0, Variant(empty="absent"))


def test_a_single_invoice_may_be_an_object() -> None:
    variant = Variant(single_as_object=True)

    assert document(1, variant)["invoices"]["invoice"]["id"] == 17
    assert len(document(2, variant)["invoices"]["invoice"]) == 2


def test_rows_may_be_a_numbered_object() -> None:
    rows = document(3, Variant(numbered_object=True))["invoices"]["invoice"]

    assert list(rows) == ["0", "1", "2"]


def test_a_php_notice_may_come_first() -> None:
    body = listing([], 0, 0, Variant(php_notice=True), EncodedRows()).body

    assert body.startswith(b"<br />\n<b>Warning</b>")
    assert b"{0}" in body, "a brace in the notice is what makes it hard to find the JSON"


def test_errors_may_say_status_for_result() -> None:
    assert json.loads(error(403, "No", Variant(error_key="status")).body) == {
        "status": "error",
        "message": "No",
    }


def test_an_encoded_row_follows_a_change_of_version() -> None:
    encoded = EncodedRows()
    first = json.loads(encoded.get(INVOICE, "8"))

    assert json.loads(encoded.get(INVOICE, "7"))["id"] == "17"
    assert json.loads(encoded.get(INVOICE, "8")) == first
