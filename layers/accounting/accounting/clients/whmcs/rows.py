"""A row of GetInvoices, as it comes, and the invoice we keep of it. All else is dropped here.

`total` is subtotal + tax + tax2 - credit, so revenue is counted from subtotal and taxes instead.
Amounts are strings with a point and 2 decimals; dates are `YYYY-MM-DD`, with a time in places, and
0000-00-00 where there is none; text comes HTML-escaped at times.
"""

import datetime as dt
import html
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from accounting.domain.errors import SourceMalformed
from accounting.domain.invoices import Invoice
from accounting.domain.money import parse_amount


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("not an amount")
    return parse_amount(str(value).strip())


def _day(value: object) -> dt.date | None:
    text = str(value or "")[:10]
    if text in {"", "0000-00-00"}:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("not a date") from None  # Python's own words repeat the value.


def _text(value: object) -> str:
    return html.unescape(str(value if value is not None else "")).strip()


Amount = Annotated[Decimal, BeforeValidator(_amount)]
Day = Annotated[dt.date | None, BeforeValidator(_day)]
Text = Annotated[str, BeforeValidator(_text)]


class Row(BaseModel):
    id: Annotated[int, Field(gt=0, lt=1 << 53)]
    invoicenum: Text = ""
    date: Day
    duedate: Day = None
    datepaid: Day = None
    subtotal: Amount
    credit: Amount
    tax: Amount
    tax2: Amount
    total: Amount
    status: Annotated[Text, Field(min_length=1, max_length=40)]
    currencycode: Annotated[Text, Field(pattern=r"^[^|\s]{1,10}$")]


def invoice_of(row: object) -> Invoice:
    """SourceMalformed names the invoice and the fields that make no sense, not their values."""
    try:
        fields = Row.model_validate(row)
    except ValidationError as error:
        raise SourceMalformed(_complaint(row, error)) from None
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
    )


def _complaint(row: object, error: ValidationError) -> str:
    known: dict[str, Any] = row if isinstance(row, dict) else {}
    number = str(known.get("id", "?"))
    which = number if re.fullmatch(r"[0-9]{1,16}", number) else "?"
    problems = (
        f"{'.'.join(map(str, problem['loc'])) or 'row'} ({_said(problem)})"
        for problem in error.errors(include_input=False, include_url=False)
    )
    return f"Invoice {which} has fields that make no sense: {', '.join(problems)}."


def _said(problem: ErrorDetails) -> str:
    """In our own words where there are some; pydantic puts "Value error" in front of them."""
    own = problem.get("ctx", {}).get("error")
    return str(own or problem["msg"]).lower()
