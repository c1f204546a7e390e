"""The fields of requests, each with its rule, its explanation and its example."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from accounting.domain.schedule import time_zones

_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,10})?")
TIME_OF_DAY = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
_RATE_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": r"^(?=.*[1-9])[0-9]{1,9}(\.[0-9]{1,10})?$"},
        {"type": "number", "minimum": 0.0000000001, "maximum": 999999999},
    ],
    "examples": ["0.92"],
}


def _whole(value: object) -> object:
    """JSON knows one kind of number: 250 and 250.0 are the same, "250" and true are not numbers."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool | str | float):
        raise ValueError("Input should be a whole number")
    return value


def _rate(value: object) -> Decimal:
    """Exact from text; numbers are kept to 10 decimals."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.10f}"
    if not isinstance(value, str) or not _RATE.fullmatch(value) or not Decimal(value):
        raise ValueError('Input should be a positive decimal number in quotes, such as "0.92"')
    return Decimal(value)


def _truth(value: object) -> object:
    if not isinstance(value, bool):
        raise ValueError("Input should be true or false")
    return value


def _query_truth(value: object) -> bool:
    if value not in ("true", "false"):
        raise ValueError("Input should be true or false")
    return value == "true"


def _day(value: object) -> object:
    if value is not None and not (
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    ):
        raise ValueError("Input should be a day such as 2026-01-31")
    return value


def _time_of_day(value: object) -> object:
    if not (isinstance(value, str) and re.fullmatch(TIME_OF_DAY, value)):
        raise ValueError("Input should be a time of day from 00:00 to 23:59, such as 06:00")
    return value


def _time_zone(value: object) -> object:
    if not (isinstance(value, str) and value in time_zones()):
        raise ValueError("Input should be an IANA name of a time zone such as Europe/Berlin or UTC")
    return value


def rate_text(rate: Decimal) -> str:
    return f"{rate.normalize():f}"


whole = BeforeValidator(_whole)
time_of_day = BeforeValidator(_time_of_day)
time_zone = BeforeValidator(_time_zone)
Truth = Annotated[bool, BeforeValidator(_truth)]
QueryTruth = Annotated[bool, BeforeValidator(_query_truth)]
Day = Annotated[date, BeforeValidator(_day)]
PositiveRate = Annotated[
    Decimal,
    BeforeValidator(_rate),
    PlainSerializer(rate_text, return_type=str),
    WithJsonSchema(_RATE_SCHEMA, mode="validation"),
]
