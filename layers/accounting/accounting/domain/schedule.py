"""When a system is synchronised by itself."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

ONCE_A_DAY = 1440
_LONGER_THAN_A_DAY = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Each day of the time zone begins anew at `sync_at` ("HH:MM"); until the next one begins, a
    moment is due every `every` minutes that pass. 1,440: once a day, however long the day is.

    A time that the clocks skip is counted from before they change (zoneinfo's fold=0): 02:30 is
    03:30 on that day. Of a time that comes twice it is the first.
    """

    sync_at: str
    time_zone: str
    every: int

    def next_after(self, moment: datetime) -> datetime:
        """The first due moment that is later, in UTC."""
        begin, next_begin = self._day(moment)
        last = begin + self._interval * ((moment - begin) // self._interval)
        return min(last + self._interval, next_begin)

    @property
    def _interval(self) -> timedelta:
        return timedelta(minutes=self.every) if self.every < ONCE_A_DAY else _LONGER_THAN_A_DAY

    def _day(self, moment: datetime) -> tuple[datetime, datetime]:
        """When the day of this moment begins, and the next one. A zone may have skipped a date."""
        zone, at = ZoneInfo(self.time_zone), time.fromisoformat(self.sync_at)
        today = moment.astimezone(zone).date()
        days = (today + timedelta(days=number) for number in range(-2, 2))
        begins = [datetime.combine(day, at, zone).astimezone(UTC) for day in days]
        return (
            max(begin for begin in begins if begin <= moment),
            min(begin for begin in begins if begin > moment),
        )


@cache
def time_zones() -> frozenset[str]:
    """All of IANA's names; zoneinfo's own list opens hundreds of files, and adds the machine's."""
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return frozenset(names) - {"Factory"}  # Stands for a zone that nobody has set.
