"""Where a sync is: one small type for each thing it can be doing. Ranks count from 0."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Listing:
    """Lists the open invoices of `status`; those with ids up to `after` are compared, and the
    source lists `rank` of them."""

    status: str
    after: int = 0
    rank: int = 0
    at: Literal["listing"] = "listing"


@dataclass(frozen=True, slots=True)
class Skipping:
    """Reads only what must be read again, beyond the id `after`.

    `shift`: by how much our ranks exceed the source's, because it lacks invoices we still hold.
    `since`: every id in (since, after] has been read.
    """

    after: int = 0
    shift: int = 0
    since: int = 0
    at: Literal["skipping"] = "skipping"


@dataclass(frozen=True, slots=True)
class Scanning:
    """Reads page after page: everything in (since, after] is compared, and the source lists `rank`
    invoices up to there."""

    after: int = 0
    rank: int = 0
    since: int = 0
    at: Literal["scanning"] = "scanning"


@dataclass(frozen=True, slots=True)
class SearchingRank:
    """Looks between these ranks (low ≤ rank < high) for the first at which the ids differ."""

    low: int
    high: int
    at: Literal["searching_rank"] = "searching_rank"


@dataclass(frozen=True, slots=True)
class Counting:
    """Asks for the number of invoices of each closed status; `totals` so far."""

    totals: tuple[tuple[str, int], ...] = ()
    at: Literal["counting"] = "counting"


@dataclass(frozen=True, slots=True)
class SearchingStatus:
    """Looks in the list of `status` between these ranks for the first at which the ids differ."""

    totals: tuple[tuple[str, int], ...]
    status: str
    low: int
    high: int
    at: Literal["searching_status"] = "searching_status"


type Position = Listing | Skipping | Scanning | SearchingRank | Counting | SearchingStatus
