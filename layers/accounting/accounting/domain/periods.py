"""The periods of a report: their names, their days, and the same days of an earlier one."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

Grain = Literal["day", "week", "month", "quarter", "year"]
Earlier = Literal["previous_year", "previous_period"]

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both inclusive."""

    first: date
    last: date


@cache
def period(day: date, by: Grain) -> str:
    """2026-01-31, 2026-W05 (ISO week), 2026-01, 2026-Q1 or 2026."""
    match by:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{day.year:04}-{day.month:02}"
        case "quarter":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "year":
            return f"{day.year:04}"


def whole_period(day: date, by: Grain) -> Span:
    """All days of the period that a day is in."""
    if by == "day":
        return Span(day, day)
    if by == "week":
        first = day - timedelta(days=day.weekday())
        return Span(first, first + timedelta(days=6))
    months = _MONTHS[by]
    month = (day.month - 1) // months * months + 1
    last = month + months - 1
    return Span(date(day.year, month, 1), date(day.year, last, monthrange(day.year, last)[1]))


def cut(asked: Span, by: Grain) -> Iterator[Span]:
    """The periods of these days, of each the days that are asked for."""
    first = asked.first
    while first <= asked.last:
        last = min(whole_period(first, by).last, asked.last)
        yield Span(first, last)
        if last == date.max:
            return
        first = last + _DAY


def same_days(asked: Span, by: Grain, earlier: Earlier, today: date) -> Span | None:
    """What these days of one period are compared with: the same days of an earlier one. Of a period
    that still runs those up to today; None: it has not begun, or there is no such earlier one."""
    whole = whole_period(asked.first, by)
    other = _earlier(whole, by, earlier)
    if other is None or asked.first > today:
        return None
    first = _counterpart(asked.first, whole, other, by)
    last = min(asked.last, today)
    if last == whole.last < today:
        return Span(first, other.last)
    return Span(first, _counterpart(last, whole, other, by))


def year_before(asked: Span, today: date) -> Span | None:
    """The same for days that are no period, all of them together."""
    try:
        first = _months_before(asked.first, 12)
        if asked.first > today:
            return None
        if asked.last >= today:
            return Span(first, _months_before(today, 12))
        # By the day after, so that the end of a February is that of the other one.
        return Span(first, _months_before(asked.last + _DAY, 12) - _DAY)
    except ValueError:
        return None


def _earlier(whole: Span, by: Grain, earlier: Earlier) -> Span | None:
    """Weeks and days have none where the year before lacks the 53rd or the 29th of February."""
    first = whole.first
    try:
        if earlier == "previous_period":
            return whole_period(first - _DAY, by)
        if by == "week":
            year, week, _ = first.isocalendar()
            return whole_period(date.fromisocalendar(year - 1, week, 1), by)
        return whole_period(first.replace(year=first.year - 1), by)
    except (ValueError, OverflowError):
        return None


def _counterpart(day: date, whole: Span, other: Span, by: Grain) -> date:
    """The same day of another period, at most its last one."""
    if by in _MONTHS:
        years, months = whole.first.year - other.first.year, whole.first.month - other.first.month
        return _months_before(day, 12 * years + months)
    return other.first + (day - whole.first)


def _months_before(day: date, months: int) -> date:
    """The same day of the month, or the month's last. Raises ValueError before the year 1."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        raise ValueError(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
