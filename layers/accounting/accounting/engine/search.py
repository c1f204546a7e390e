"""Finding the invoices that were deleted at the source, by bisection over ranks.

After the tail is read we hold everything the source holds. Where both are listed by id, the ids
at a rank therefore agree up to the first invoice deleted at the source and never again beyond it.
"""

from dataclasses import replace
from math import ceil, log2

from accounting.domain.syncs import Checkpoint
from accounting.engine.holdings import Holdings
from accounting.engine.ports import Page


def probe(at: Checkpoint, holdings: Holdings) -> int | None:
    """The rank to compare next; None when one page covers all that is left."""
    low = at.low or 0
    return holdings.block_start(low, at.high) if at.high - low > at.size else None


def begun(at: Checkpoint, held: int) -> Checkpoint:
    """Searching everything we hold."""
    return replace(at, low=0, high=held)


def within(at: Checkpoint, holdings: Holdings) -> Checkpoint:
    """The bounds after a run that deleted what it had found, and died before it could say so."""
    if at.low is None:
        return at
    return replace(at, low=min(at.low, holdings.total), high=min(at.high, holdings.total))


def continued(at: Checkpoint, page: Page, held: int) -> Checkpoint:
    """After the page that was found is taken in. While we hold more than the source lists: on
    behind it, by search or, when that has cost too much already, by a walk. Else to the tail, for
    the proof."""
    at = replace(at, searched=at.searched + 1)
    if held <= page.total or page.end >= held:
        return replace(at, low=None, offset=page.total)
    if worth_searching(at, page.total - page.end):
        return replace(at, low=page.end, high=held)
    last = page.invoices[-1].id if page.invoices else at.after
    return replace(at, low=None, after=last, offset=page.end, walk_from=last)


def narrowed(at: Checkpoint, holdings: Holdings, rank: int, page: Page) -> Checkpoint:
    """The bounds after the source told which invoice stands at `rank`."""
    agrees = bool(page.invoices) and page.invoices[0].id == holdings.id_at(rank)
    at = replace(at, searched=at.searched + 1)
    return replace(at, low=rank + 1) if agrees else replace(at, high=rank + 1)


def worth_searching(at: Checkpoint, rows: int) -> bool:
    """Whether one more search, its page and the tail still cost less than reading so many rows,
    all searches so far included: so however many were deleted, it costs twice the best at most."""
    pages = ceil(rows / max(at.size, 1))
    return at.searched + ceil(log2(max(pages, 1))) + 2 <= pages
