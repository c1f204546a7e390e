"""A row of GetInvoices, as it comes, and the invoice we keep of it. All else is dropped here.

`total` is subtotal + tax + tax2 - credit, so revenue is counted from subtotal and taxes instead.
Amounts are strings with a point and 2 decimals, `.50` too; tax2 and credit may be missing or null.
Dates are `YYYY-MM-DD`, with a time in places, and 0000-00-00 or -0001-11-30 where there is none.
Text comes HTML-escaped at times, and may hold what no table can: it is cleaned and cut.
"""

import datetime as dt
import html
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from accounting.domain.errors import SourceMalformed
from accounting.domain.invoices import Invoice
from accounting.domain.money import ZERO, parse_amount

LONGEST_TEXT = 200
_MOST_ESCAPED = 40 * LONGEST_TEXT  # An entity has up to 33 characters.
UNREADABLE = "Unreadable"
_FIRST_DAY = "1970-01-01"
_SHORT = 40
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_PLAIN = (str, int, Decimal)  # A union would be made anew for each field.
_ID = re.compile(r"[1-9][0-9]{0,15}")


def _often[T](parse: Callable[[object], T]) -> Callable[[object], T]:
    """For fields in which the same texts stand again and again: to look one up is quicker."""
    known = lru_cache(4096)(parse)

    def parsed(value: object) -> T:
        return known(value) if type(value) is str and len(value) <= _SHORT else parse(value)

    return parsed


def _plain(value: object) -> str:
    """The value of a field as text: never a list or an object, which may be of any depth."""
    if isinstance(value, bool) or not isinstance(value, _PLAIN):
        raise ValueError("neither text nor a number")
    return str(value)


def _id(value: object) -> int:
    if type(value) is int and value > 0:
        return value
    text = _plain(value)
    if not _ID.fullmatch(text):
        raise ValueError("not an id")
    return int(text)


@_often
def _amount(value: object) -> Decimal:
    text = _plain(value).strip()
    return parse_amount(f"0{text}" if text.startswith(".") else text)


@_often
def _amount_or_none(value: object) -> Decimal:
    return ZERO if value is None or value == "" else _amount(value)


@_often
def _day(value: object) -> dt.date | None:
    text = _plain(value or "").strip()
    if not text or text.startswith(("-", "0000-")):
        return None
    try:
        day = dt.date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError("not a date") from None  # Python's own words repeat the value.
    return day if text[:10] >= _FIRST_DAY else None


def _text(value: object) -> str:
    text = "" if value is None else html.unescape(_plain(value)[:_MOST_ESCAPED])
    fit = text if text.isprintable() else _UNFIT.sub("", text)
    return fit.strip()[:LONGEST_TEXT]


_word = _often(_text)


@_often
def _upper(value: object) -> str:
    return _text(value).upper()


Amount = Annotated[Decimal, BeforeValidator(_amount)]
AmountOrNone = Annotated[Decimal, BeforeValidator(_amount_or_none)]
Day = Annotated[dt.date | None, BeforeValidator(_day)]
Text = Annotated[str, BeforeValidator(_text)]


class Row(BaseModel):
    """What a field must keep to stands before what reads it: so pydantic's core checks it."""

    id: Annotated[int, Field(lt=1 << 53), BeforeValidator(_id)]
    invoicenum: Text = ""
    date: Day
    duedate: Day = None
    datepaid: Day = None
    date_refunded: Day = None
    subtotal: Amount
    credit: AmountOrNone = ZERO
    tax: AmountOrNone = ZERO
    tax2: AmountOrNone = ZERO
    total: Amount
    status: Annotated[str, Field(min_length=1, max_length=40), BeforeValidator(_word)]
    currencycode: Annotated[str, Field(pattern=r"^[^|\s]{1,10}$"), BeforeValidator(_upper)]


def invoice_of(row: object) -> Invoice:
    """One whose fields make no sense names them, without their values, and is unreadable.

    Raises SourceMalformed where not even the id can be read.
    """
    try:
        fields = Row.model_validate(row)
    except ValidationError as error:
        return _unreadable(row, error)
    return Invoice(
        id=fields.id,
        number=fields.invoicenum,
        date=fields.date,
        due_date=fields.duedate,
        paid_date=fields.datepaid,
        status=fields.status,
        currency=fields.currencycode,
        subtotal=fields.subtotal,
        tax=fields.tax + fields.tax2,
        total=fields.total,
        credit=fields.credit,
        refunded_date=fields.date_refunded,
    )


def _unreadable(row: object, error: ValidationError) -> Invoice:
    problems = error.errors(include_input=False, include_url=False)
    fields = sorted({str(problem["loc"][0]) for problem in problems if problem["loc"]})
    if not isinstance(row, dict) or "id" in fields:
        raise SourceMalformed("A row of the answer is no invoice: it has no id that makes sense.")
    return Invoice(
        id=_id(row["id"]),
        number="",
        date=None,
        due_date=None,
        paid_date=None,
        status=UNREADABLE if "status" in fields else _text(row["status"]),
        currency="",
        subtotal=ZERO,
        tax=ZERO,
        total=ZERO,
        credit=ZERO,
        unreadable=", ".join(fields),
    )
