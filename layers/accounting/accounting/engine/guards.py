"""What is not believed at once: a source that shrank, rows that make no sense, another history."""

from collections.abc import Sequence

from accounting.domain.errors import SourceMalformed, SourceShrank
from accounting.domain.invoices import Invoice

SHARE, SHARE_OF_FEW, FEW = 0.2, 0.5, 100
NOTED_SHARE = 0.05
UNREADABLE_SHARE, UNREADABLE_LEAST = 0.01, 20


def most_deleted(stored_before: int) -> int:
    """How many of so many invoices one sync may delete."""
    return int(stored_before * (SHARE if stored_before >= FEW else SHARE_OF_FEW))


def check_shrinking(stored_before: int, lost: int) -> None:
    """`lost`: of the invoices held before, so many would be deleted if this sync went on."""
    if lost > most_deleted(stored_before):
        raise SourceShrank(
            f"The accounting system lacks {lost} of the {stored_before} invoices we hold.",
            "If they were deleted on purpose, start a sync with allow_shrink. If the address now "
            "leads to another installation, create a new system for that one.",
        )


def check_unreadable(rows: Sequence[Invoice], held: int, total: int) -> None:
    """`held`: unreadable invoices in all, those of `rows` included."""
    if held > max(UNREADABLE_LEAST, total * UNREADABLE_SHARE):
        named = [f"invoice {row.id} ({row.unreadable})" for row in rows if row.unreadable]
        raise SourceMalformed(
            f"{held} invoices have fields that make no sense, among them: {', '.join(named[:5])}."
        )


def rewritten(stored: Invoice | None, row: Invoice, *, settled: bool) -> bool:
    """Whether a settled invoice's figures have changed: then it is another history."""
    return bool(
        stored
        and settled
        and not row.unreadable
        and not stored.unreadable
        and stored.figures != row.figures
    )
