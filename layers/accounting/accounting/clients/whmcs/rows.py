"""A row of GetInvoices, as it comes, and the invoice we keep of it. All else is dropped here.

`total` is subtotal + tax + tax2 - credit, so revenue is counted from subtotal and taxes instead.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import starmap
from operator import add
from typing import Any

from accounting.clients.whmcs.values import (
    read_amount,
    read_amount_or_none,
    read_currency,
    read_day,
    read_id,
    read_status,
    read_text,
)
from accounting.domain.errors import SourceMalformed
from accounting.domain.invoices import Invoice
from accounting.domain.money import ZERO

UNREADABLE = "Unreadable"
_SHORT = 40

type Row = Mapping[str, object]


class Field:
    """`name`: WHMCS's. `read` raises ValueError for what makes no sense, and never repeats it.

    `missing`: what is read where a row lacks the field. `often`: the same texts stand in it again
    and again, and to look one up is quicker.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[object], Any],
        missing: object = None,
        *,
        often: bool = False,
    ) -> None:
        self.name, self.read, self.missing = name, read, missing
        self._known = lru_cache(4096)(read) if often else None

    def of(self, row: Row) -> Any:
        return self.read(row.get(self.name, self.missing))

    def column(self, rows: Iterable[Row]) -> Iterator[Any]:
        """Of all rows."""
        name, missing = self.name, self.missing
        values = [row.get(name, missing) for row in rows]
        return map(self._known if self._known and _all_short(values) else self.read, values)


def _all_short(values: Sequence[Any]) -> bool:
    """Texts that may be kept. Nothing else may: True and 1 are the same to a cache."""
    return set(map(type, values)) == {str} and max(map(len, values)) <= _SHORT


_TAX2 = Field("tax2", read_amount_or_none, often=True)
_STATUS_FIELD = Field("status", read_status, often=True)
# By the invoice's own names. A row without a date is unlike one whose date is empty.
_FIELDS = {
    "id": Field("id", read_id),
    "number": Field("invoicenum", read_text),
    "date": Field("date", read_day, "missing", often=True),
    "due_date": Field("duedate", read_day, often=True),
    "paid_date": Field("datepaid", read_day),
    "status": _STATUS_FIELD,
    "currency": Field("currencycode", read_currency, often=True),
    "subtotal": Field("subtotal", read_amount, often=True),
    "tax": Field("tax", read_amount_or_none, often=True),
    "total": Field("total", read_amount, often=True),
    "credit": Field("credit", read_amount_or_none, often=True),
    "refunded_date": Field("date_refunded", read_day),
}
ALL_FIELDS = (*_FIELDS.values(), _TAX2)


def invoices_of(rows: Sequence[object]) -> tuple[Invoice, ...]:
    """Column by column, which is quicker; row by row where a value makes no sense.

    A row whose fields make no sense names them, without their values, and is unreadable.
    Raises SourceMalformed where not even the id can be read.
    """
    sound = [row for row in rows if isinstance(row, dict)]
    if len(sound) < len(rows):
        raise _no_invoice()
    try:
        return tuple(_read(sound))
    except ValueError:
        return tuple(map(_alone, sound))


def _read(rows: Sequence[Row]) -> Iterator[Invoice]:
    columns = {name: field.column(rows) for name, field in _FIELDS.items()}
    columns["tax"] = map(add, columns["tax"], _TAX2.column(rows))
    named = (columns[name] for name in Invoice._fields if name in columns)
    return starmap(Invoice, zip(*named, strict=True))


def _alone(row: Row) -> Invoice:
    try:
        return next(_read([row]))
    except ValueError:
        return _unreadable(row)


def _unreadable(row: Row) -> Invoice:
    fields = sorted(field.name for field in ALL_FIELDS if not _makes_sense(field, row))
    if "id" in fields:
        raise _no_invoice()
    return Invoice(
        id=read_id(row["id"]),
        number="",
        date=None,
        due_date=None,
        paid_date=None,
        status=UNREADABLE if "status" in fields else _STATUS_FIELD.of(row),
        currency="",
        subtotal=ZERO,
        tax=ZERO,
        total=ZERO,
        credit=ZERO,
        unreadable=", ".join(fields),
    )


def _makes_sense(field: Field, row: Row) -> bool:
    try:
        field.of(row)
    except ValueError:
        return False
    return True


def _no_invoice() -> SourceMalformed:
    return SourceMalformed("A row of the answer is no invoice: it has no id that makes sense.")
