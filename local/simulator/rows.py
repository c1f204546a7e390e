"""An invoice as a row of the answer, in the two shapes that versions of WHMCS give it."""

import json
from datetime import date, datetime
from decimal import Decimal

from local.simulator.invoices import ZERO, SourceInvoice

type Row = dict[str, object]

CENT = Decimal("0.01")
RATE = {"8": Decimal("0.001"), "7": Decimal("0.01")}
SIGNS = {"EUR": ("€", " EUR"), "USD": ("$", " USD")}
NOT_IN_7 = (
    "last_capture_attempt",
    "date_refunded",
    "date_cancelled",
    "paymethodid",
    "created_at",
    "updated_at",
)
SECONDS = len("0000-00-00 00:00:00")
MOST_KEPT = 200_000

_encode = json.JSONEncoder(separators=(",", ":")).encode


def row(invoice: SourceInvoice, version: str, *, ids_as_strings: bool = False) -> Row:
    """The row's fields in documented order. Version 7 lacks some, and its numbers are strings."""
    prefix, suffix = SIGNS.get(invoice.currencycode, ("", f" {invoice.currencycode}"))
    as_text = ids_as_strings or version == "7"
    fields: Row = {
        "id": str(invoice.id) if as_text else invoice.id,
        "userid": str(invoice.userid) if as_text else invoice.userid,
        "firstname": invoice.firstname,
        "lastname": invoice.lastname,
        "companyname": invoice.companyname,
        "invoicenum": invoice.invoicenum,
        "date": _day(invoice.date),
        "duedate": _day(invoice.duedate),
        "datepaid": _moment(invoice.datepaid),
        "last_capture_attempt": _moment(invoice.last_capture_attempt),
        "date_refunded": _moment(invoice.date_refunded),
        "date_cancelled": _moment(invoice.date_cancelled),
        "subtotal": _amount(invoice.subtotal),
        "credit": _amount(invoice.credit),
        "tax": _amount(invoice.tax),
        "tax2": _amount(invoice.tax2),
        "total": _amount(invoice.total),
        "taxrate": str(invoice.taxrate.quantize(RATE[version])),
        "taxrate2": str(invoice.taxrate2.quantize(RATE[version])),
        "status": invoice.status,
        "paymentmethod": invoice.paymentmethod,
        "paymethodid": None,
        "notes": invoice.notes,
        "created_at": _moment(invoice.created_at),
        "updated_at": _moment(invoice.updated_at),
        "currencycode": invoice.currencycode,
        "currencyprefix": prefix,
        "currencysuffix": suffix,
    }
    if version == "7":
        for name in NOT_IN_7:
            del fields[name]
    return fields


class EncodedRows:
    """JSON of the rows asked for lately; an invoice that changed is another object."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[SourceInvoice, tuple[str, bool], bytes]] = {}

    def get(self, invoice: SourceInvoice, version: str, *, ids_as_strings: bool = False) -> bytes:
        """The row as JSON text."""
        shape = (version, ids_as_strings)
        kept = self._kept.get(invoice.id)
        if kept is not None and kept[0] is invoice and kept[1] == shape:
            return kept[2]
        text = _encode(row(invoice, version, ids_as_strings=ids_as_strings)).encode()
        if len(self._kept) >= MOST_KEPT:
            self._kept = {}
        self._kept[invoice.id] = (invoice, shape, text)
        return text


def _amount(value: Decimal) -> str:
    return str(value.quantize(CENT)) if value is not ZERO else "0.00"


def _day(value: date | None) -> str:
    return value.isoformat() if value else "0000-00-00"


def _moment(value: datetime | None) -> str:
    return str(value)[:SECONDS] if value else "0000-00-00 00:00:00"
