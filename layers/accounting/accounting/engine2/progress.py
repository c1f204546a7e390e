"""All that a step changes of a sync's record; written as one value with each commit."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from accounting.domain.counters import Counters
from accounting.domain.positions import Position
from accounting.domain.syncs import NOTHING, LogLine

LOG_LINES = 40


@dataclass(frozen=True, slots=True)
class Proof:
    """Counted in one answer of the source that held its last invoices: equal totals, equal sets.

    `statuses`: how many of each closed status the source counted after that, as many as we hold;
    None where its filter by status was not asked or is not to be trusted.
    """

    remote_total: int
    stored_total: int
    last_id: int
    statuses: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """`position`: None until the first step has looked.

    `full_since`: when the reading of everything began that this sync makes; None when it skips.
    `tail`: the last id we held when a Sync began; what is beyond is new and is scanned.
    `stored_before`: invoices held when the sync began. `size`: invoices a page, as far as the
    server could deliver it. `scans`: how often everything had to be read. `rounds`: how often a
    Sync looked again because the counts by status differed. `searched`: requests spent on searches.
    `end_confirmed`: the end of the list was looked at a second time. `filter_trusted`: the source's
    filter by status gives what it is asked for.
    """

    position: Position | None = None
    counters: Counters = NOTHING
    full_since: datetime | None = None
    tail: int = 0
    stored_before: int | None = None
    size: int = 0
    scans: int = 0
    rounds: int = 0
    searched: int = 0
    end_confirmed: bool = False
    filter_trusted: bool = True
    waits: int = 0
    invoices_total: int | None = None
    steps_done: int = 0
    steps_left: int | None = None
    log: tuple[LogLine, ...] = ()
    proof: Proof | None = None
    outcome: Literal["succeeded", "cancelled"] | None = None

    def noted(self, at: datetime, message: str) -> "Progress":
        return replace(self, log=(*self.log, LogLine(at, message))[-LOG_LINES:])
