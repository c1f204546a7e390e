"""Which page to ask for next, and whether the page that came serves.

Rows disappear while we read, so ranks shift to the left, never to the right. A page therefore
begins at or before an `anchor`, an id up to which everything is known or need not be read. A page
that begins beyond its anchor came too late and is asked for again from further left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from accounting.domain.errors import SourceMalformed
from accounting.domain.syncs import Checkpoint
from accounting.engine.holdings import Holdings
from accounting.engine.ports import Page

MOST_TRIES = 64


@dataclass(frozen=True, slots=True)
class Request:
    """`limit` rows from rank `start` on."""

    start: int
    limit: int


@dataclass(frozen=True, slots=True)
class Aim:
    """Ask from rank `start` on, so that the page begins at or before the invoice `anchor`.

    `after`: everything up to this id is known. `expected`: where the anchor stood when it was last
    known; its rank can only have fallen since. `skipped`: rows before the page are not read.
    `early`, `late`: ranks known to be before and beyond the anchor.
    """

    anchor: int
    after: int
    start: int
    expected: int
    skipped: bool
    early: int | None = None
    late: int | None = None
    tries: int = 0


def next_aim(at: Checkpoint, holdings: Holdings) -> Aim:
    """The page to continue with: the next row, or the next that must be read at all."""
    walk_from = at.walk_from or 0
    if at.low is not None:
        agreed = holdings.id_at(at.low - 1) if at.low else 0
        return _aim(agreed, agreed, max(at.low - 1, 0), skipped=True)
    if at.after >= walk_from:
        return _aim(at.after, at.after, max(at.offset - 1, 0), skipped=False)
    anchor = min(holdings.unsettled_after(at.after) or walk_from, walk_from)
    return _aim(anchor, at.after, max(holdings.rank(anchor) - at.shift, 0), skipped=True)


def _aim(anchor: int, after: int, start: int, *, skipped: bool) -> Aim:
    return Aim(anchor, after, start, expected=start, skipped=skipped)


class Contradicted(SourceMalformed):
    """A page that cannot follow what we know. Stays in the engine: the sync walks anew."""


def request(start: int, size: int) -> Request:
    """A page of `size` invoices, and the one before them, which is the overlap.

    Nothing need be before the first row, but behind it (of a step of 1) there must be something.
    """
    return Request(start, size + 1 if start else max(size, 2))


def ahead(aim: Aim, at: Checkpoint, holdings: Holdings, total: int) -> Iterator[Request]:
    """The requests to follow if every page comes whole and nothing changes meanwhile.

    Not the one that reaches the end: it carries the proof, so it is sent when all others are in.
    """
    tail = holdings.rank(at.walk_from or 0) - at.shift if aim.skipped else 0
    end = aim.start + request(aim.start, at.size).limit
    while at.low is None:
        start = end - 1
        if end <= tail:
            unsettled = holdings.unsettled_from(end + at.shift)
            start = tail if unsettled is None else min(unsettled - at.shift, tail)
        following = request(start, at.size)
        end = start + following.limit
        if end >= total:
            return
        yield following


def serves(aim: Aim, page: Page) -> bool:
    """Whether the page overlaps what is known, and tells something new."""
    return not _late(aim, page) and not _early(aim, page)


def corrected(aim: Aim, page: Page, fallen: int) -> Aim:
    """Where to look after a page that did not serve: back in doubling leaps, then by bisection.

    `fallen`: by how much the source's total fell since the page before, the best guess there is.
    """
    if aim.tries >= MOST_TRIES:
        raise SourceMalformed(f"The list of invoices makes no progress at position {page.start}.")
    early, late = aim.early, aim.late
    if _late(aim, page):
        late = page.start
        early = early if early is not None and early < late else None
        leap = max(1, fallen, 2 * (aim.expected - page.start))
        start = min(late - leap, page.total - 1) if early is None else (early + late) // 2
    else:
        early = page.end - 1
        start = early if late is None else max(early, (early + late) // 2)
    return replace(aim, start=max(start, 0), early=early, late=late, tries=aim.tries + 1)


def check_order(aim: Aim, page: Page) -> None:
    """Raises Contradicted when an id stands where a larger one stood: positions only ever fall.

    A server that ignores the offset does that, and one that holds invoices which we lack.
    """
    index = aim.expected - page.start
    if 0 <= index < len(page.invoices) and page.invoices[index].id < aim.anchor:
        raise Contradicted(
            f"The accounting system lists invoice {page.invoices[index].id} at position "
            f"{aim.expected}, where invoice {aim.anchor} stood before or one that we lack"
        )


def _late(aim: Aim, page: Page) -> bool:
    begins_beyond = not page.invoices or page.invoices[0].id > aim.anchor
    return page.start > 0 and begins_beyond


def _early(aim: Aim, page: Page) -> bool:
    """It ends before the anchor, or with it where what follows the anchor is wanted."""
    if page.is_last or not page.invoices:
        return False
    last = page.invoices[-1].id
    return last < aim.anchor if aim.skipped else last <= aim.anchor
