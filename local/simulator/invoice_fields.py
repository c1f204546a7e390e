"""Fields of an invoice from JSON, for the control addresses."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from local.simulator.invoices import SourceInvoice

READ: dict[object, Callable[[Any], Any]] = {
    Decimal: lambda value: Decimal(str(value)),
    dt.date: dt.date.fromisoformat,
    dt.datetime | None: dt.datetime.fromisoformat,
    int: int,
    str: str,
}
READERS = {field.name: READ[field.type] for field in fields(SourceInvoice)}


def from_json(body: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the types of `SourceInvoice`.

    Raises KeyError for a field it does not have, ValueError, TypeError or InvalidOperation for a
    value that is not of the field's type.
    """
    return {name: READERS[name](value) for name, value in body.items()}
