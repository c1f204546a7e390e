"""Which page to read by position, and whether the page that came serves.

Rows disappear while we read, so ranks shift to the left. A page therefore begins at or before an
`anchor`, an id up to which everything is known or need not be read. A page that begins beyond its
anchor came too late and is asked for again from further left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from accounting.domain.errors import SourceMalformed
from accounting.domain.positions import Scanning, SearchingRank, Skipping
from accounting.engine.fetcher import Request
from accounting.engine.ports import Page
from accounting.engine.reader import limit
from accounting.engine.stored_index import StoredIndex
from accounting.engine.to_read import ToRead

MOST_TRIES = 64


@dataclass(frozen=True, slots=True)
class Target:
    """Ask from rank `start` on, so that the page begins at or before the invoice `anchor`.

    `after`: everything up to this id is known. `expected`: where the anchor stood when it was last
    known; its rank can only have fallen since. `skipped`: rows before the page are not read, and it
    is the anchor itself that is wanted. `early`, `late`: ranks known to be before and beyond it.
    """

    anchor: int
    after: int
    start: int
    expected: int
    skipped: bool
    early: int | None = None
    late: int | None = None
    tries: int = 0


class Contradicted(SourceMalformed):
    """A page that cannot follow what we know. Stays in the engine, which reads everything anew."""


def scan_target(at: Scanning) -> Target:
    start = max(at.rank - 1, 0)
    return Target(at.after, at.after, start, start, skipped=False)


def skip_target(at: Skipping, wanted: int, index: StoredIndex) -> Target:
    """The page of the invoice `wanted`, which is the next that must be read; it begins with the one
    before, where that has just been read, so that nothing is left out between them."""
    rank = index.rank(wanted) - at.shift
    contiguous = at.after and index.rank(wanted) == index.rank(at.after + 1)
    start = max(rank - 1 if contiguous else rank, 0)
    return Target(wanted, at.after, start, max(rank, 0), skipped=True)


def search_target(at: SearchingRank, index: StoredIndex) -> Target:
    """The page of the first rank that differs; the row before it is the same on both sides."""
    agreed = index.id_at(at.low - 1) if at.low else 0
    start = max(at.low - 1, 0)
    return Target(agreed, agreed, start, start, skipped=False)


def scans_ahead(start: int, size: int, total: int) -> Iterator[Request]:
    """The requests to follow if every page comes whole and nothing changes meanwhile.

    Not the one that reaches the end: it carries the proof, so it is sent when all others are in.
    """
    end = start + limit(start, size)
    while True:
        following = Request(end - 1, limit(end - 1, size))
        end = following.start + following.limit
        if end >= total:
            return
        yield following


def skips_ahead(
    at: Skipping, target: Target, size: int, to_read: ToRead, tail: int, *, listable: bool
) -> Iterator[Request]:
    """The same while skipping, up to the tail, which is only begun when all others are in."""
    index, end = to_read.index, target.start + limit(target.start, size)
    while (last := end - 1 + at.shift) < index.rank(tail):
        at = replace(at, after=index.id_at(last))
        wanted = to_read.following(at.after, listable=listable)
        if wanted is None or wanted > tail:
            return
        start = skip_target(at, wanted, index).start
        yield Request(start, limit(start, size))
        end = start + limit(start, size)


def serves(target: Target, page: Page) -> bool:
    """Whether the page overlaps what is known, and tells something new."""
    return not _late(target, page) and not _early(target, page)


def corrected(target: Target, page: Page, fallen: int) -> Target:
    """Where to look after a page that did not serve: back in doubling leaps, then by bisection.

    `fallen`: by how much the source's total fell since the page before, the best guess there is.
    """
    if target.tries >= MOST_TRIES:
        raise SourceMalformed(f"The list of invoices makes no progress at position {page.start}.")
    early, late = target.early, target.late
    if _late(target, page):
        late = page.start
        early = early if early is not None and early < late else None
        leap = max(1, fallen, 2 * (target.expected - page.start))
        start = min(late - leap, page.total - 1) if early is None else (early + late) // 2
    else:
        early = page.end - 1
        start = early if late is None else max(early, (early + late) // 2)
    return replace(target, start=max(start, 0), early=early, late=late, tries=target.tries + 1)


def check_order(target: Target, page: Page) -> None:
    """Raises Contradicted when an id stands where a larger one stood: positions only ever fall.

    A server that ignores the offset does that, and one that holds invoices which we lack.
    """
    index = target.expected - page.start
    if 0 <= index < len(page.invoices) and page.invoices[index].id < target.anchor:
        raise Contradicted(
            f"The accounting system lists invoice {page.invoices[index].id} at position "
            f"{target.expected}, where invoice {target.anchor} stood before or one that we lack"
        )


def _late(target: Target, page: Page) -> bool:
    begins_beyond = not page.invoices or page.invoices[0].id > target.anchor
    return page.start > 0 and begins_beyond


def _early(target: Target, page: Page) -> bool:
    """It ends before the anchor, or with it where what follows the anchor is wanted."""
    if page.is_last or not page.invoices:
        return False
    last = page.invoices[-1].id
    return last < target.anchor if target.skipped else last <= target.anchor
