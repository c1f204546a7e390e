"""What the value of a field says, whatever JSON it comes as. ValueError, which never repeats the
value, for what makes no sense.

Amounts are strings with a point and 2 decimals, `.50` too; tax2 and credit may be missing or null.
Dates are `YYYY-MM-DD`, with a time in places, and 0000-00-00 or -0001-11-30 where there is none.
Text comes HTML-escaped at times, and may hold what no table can: it is cleaned and cut.
"""

import datetime as dt
import html
import re
from decimal import Decimal
from functools import lru_cache

from accounting.domain.money import ZERO, parse_amount

LONGEST_TEXT = 200
_MOST_ESCAPED = 40 * LONGEST_TEXT  # An entity has up to 33 characters.
_FIRST_DAY = "1970-01-01"
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_PLAIN = (str, int, Decimal)  # A union would be made anew for each value.
_ID = re.compile(r"[1-9][0-9]{0,15}")
_FIRST_TOO_LARGE = 1 << 53
_STATUS = re.compile(r".{1,40}")
_CURRENCY = re.compile(r"[^|\s]{1,10}")


def _plain(value: object) -> str:
    """The value of a field as text: never a list or an object, which may be of any depth."""
    if isinstance(value, bool) or not isinstance(value, _PLAIN):
        raise ValueError("neither text nor a number")
    return str(value)


def read_id(value: object) -> int:
    if type(value) is int and 0 < value < _FIRST_TOO_LARGE:
        return value
    text = _plain(value)
    if not _ID.fullmatch(text) or int(text) >= _FIRST_TOO_LARGE:
        raise ValueError("not an id")
    return int(text)


def read_amount(value: object) -> Decimal:
    text = _plain(value).strip()
    return parse_amount(f"0{text}" if text.startswith(".") else text)


def read_amount_or_none(value: object) -> Decimal:
    return ZERO if value is None or value == "" else read_amount(value)


def read_day(value: object) -> dt.date | None:
    return _day_of(_plain(value or "").strip()[:10])


@lru_cache(4096)  # Of moments, in which the time of day is never the same.
def _day_of(text: str) -> dt.date | None:
    if not text or text.startswith(("-", "0000-")):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("not a date") from None  # Python's own words repeat the value.
    return day if text >= _FIRST_DAY else None


def read_text(value: object) -> str:
    text = "" if value is None else html.unescape(_plain(value)[:_MOST_ESCAPED])
    fit = text if text.isprintable() else _UNFIT.sub("", text)
    return fit.strip()[:LONGEST_TEXT]


def read_status(value: object) -> str:
    text = read_text(value)
    if not _STATUS.fullmatch(text):
        raise ValueError("not a status")
    return text


def read_currency(value: object) -> str:
    text = read_text(value).upper()
    if not _CURRENCY.fullmatch(text):
        raise ValueError("not a currency")
    return text
