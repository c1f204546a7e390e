"""The periods of a report: their names, their days, and the same days of an earlier one.

`year_start` is the month that years, and with them quarters, begin with. Where it is not January
they are fiscal years, called after the calendar year they end in: FY2026.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from typing import Literal

Grain = Literal["day", "week", "month", "quarter", "year"]
Earlier = Literal["previous_year", "previous_period"]

JANUARY = 1
_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both inclusive."""

    first: date
    last: date


@cache
def period(day: date, by: Grain, year_start: int = JANUARY) -> str:
    """2026-01-31, 2026-W05 (ISO week), 2026-01, 2026-Q1 (FY2026-Q1) or 2026 (FY2026)."""
    match by:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{day.year:04}-{day.month:02}"
        case "quarter":
            quarter = (day.month - year_start) % 12 // 3 + 1
            return f"{_year(day, year_start)}-Q{quarter}"
        case "year":
            return _year(day, year_start)


def _year(day: date, year_start: int) -> str:
    if year_start == JANUARY:
        return f"{day.year:04}"
    return f"FY{day.year + (day.month >= year_start):04}"


def is_fiscal(by: Grain, year_start: int) -> bool:
    """Whether such periods are others than the calendar's."""
    return year_start != JANUARY and _MONTHS.get(by, 1) > 1


def whole_period(day: date, by: Grain, year_start: int = JANUARY) -> Span:
    """All days of the period that a day is in."""
    if by == "day":
        return Span(day, day)
    if by == "week":
        first = day - timedelta(days=day.weekday())
        return Span(first, first + timedelta(days=6))
    month = 12 * day.year + day.month - 1
    begin = month - (day.month - year_start) % _MONTHS[by]
    start, following = _first_of(begin), _first_of(begin + _MONTHS[by])
    return Span(start or date.min, following - _DAY if following else date.max)


def _first_of(month: int) -> date | None:
    """The first day of a month, which is counted from the year 0; None: the calendar lacks it."""
    year, at = divmod(month, 12)
    return date(year, at + 1, 1) if MINYEAR <= year <= MAXYEAR else None


def cut(asked: Span, by: Grain, year_start: int = JANUARY) -> Iterator[Span]:
    """The periods of these days, of each the days that are asked for."""
    first = asked.first
    while first <= asked.last:
        last = min(whole_period(first, by, year_start).last, asked.last)
        yield Span(first, last)
        if last == date.max:
            return
        first = last + _DAY


def same_days(
    asked: Span, by: Grain, earlier: Earlier, today: date, year_start: int = JANUARY
) -> Span | None:
    """What these days of one period are compared with: the same days of an earlier one. Of a period
    that still runs those up to today; None: it has not begun, or there is no such earlier one."""
    whole = whole_period(asked.first, by, year_start)
    other = _earlier(whole, by, earlier, year_start)
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


def _earlier(whole: Span, by: Grain, earlier: Earlier, year_start: int) -> Span | None:
    """Weeks and days have none where the year before lacks the 53rd or the 29th of February."""
    first = whole.first
    try:
        if earlier == "previous_period":
            return whole_period(first - _DAY, by, year_start)
        if by == "week":
            year, week, _ = first.isocalendar()
            return whole_period(date.fromisocalendar(year - 1, week, 1), by)
        return whole_period(first.replace(year=first.year - 1), by, year_start)
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
