"""What a page that was taken in adds to the sync's record: counters, steps, a line of its log."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from math import ceil

from accounting.domain.counters import Counters
from accounting.domain.syncs import Progress
from accounting.engine.aim import ahead, next_aim
from accounting.engine.holdings import Holdings
from accounting.engine.ports import Page

MOST_STEPS_COUNTED = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """A page that was taken in: what that did, when it was done, and how long it took."""

    page: Page
    done: Counters
    at: datetime
    seconds: float


def booked(progress: Progress, taken: Taken, holdings: Holdings) -> Progress:
    """`progress` stands behind the page already, `holdings` hold what it brought."""
    growth = holdings.total - (progress.stored_before or 0)
    progress = replace(
        progress,
        counters=(progress.counters + taken.done).adjusted(growth),
        invoices_total=taken.page.total,
        steps_left=_steps_left(progress, taken.page, holdings),
    )
    if progress.checkpoint.doubted and taken.done == Counters():
        return progress.noted(taken.at, "The end of the list, looked at again - OK")
    step = progress.steps_done + 1
    line = f"Step {step} - OK: {taken.done.describe()} ({round(1000 * taken.seconds)} ms)"
    return replace(progress, steps_done=step).noted(taken.at, line)


def _steps_left(progress: Progress, page: Page, holdings: Holdings) -> int:
    at = progress.checkpoint
    if page.is_last:
        return 0
    if at.low is not None or at.after >= (at.walk_from or 0):
        return ceil((page.total - at.offset) / at.size)
    following = ahead(next_aim(at, holdings), at, holdings, page.total)
    return 2 + sum(1 for _ in islice(following, MOST_STEPS_COUNTED))
