"""Any invoice that can be stored, for hypothesis to make up."""

from copy import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from accounting.domain.invoices import STATUSES, Invoice

TEXTS = st.text(st.characters(exclude_characters="|"), max_size=20)
HUGE = Decimal(10**15) - 1
AMOUNTS = st.decimals(-HUGE, HUGE, places=6, allow_nan=False) | st.decimals(
    Decimal(-1000), Decimal(100_000), places=2, allow_nan=False
)
DAYS = st.none() | st.dates()


def any_invoices(days: st.SearchStrategy[date | None] = DAYS) -> st.SearchStrategy[Invoice]:
    """A number is empty, the id, or any text."""
    found = st.builds(
        Invoice,
        id=st.integers(1, 2**53),
        number=st.sampled_from(["id", "", "0", "007"]) | TEXTS,
        date=days,
        due_date=days,
        paid_date=days,
        status=st.sampled_from(STATUSES) | TEXTS,
        currency=st.sampled_from(["EUR", "USD", "JPY", ""]) | TEXTS,
        subtotal=AMOUNTS,
        tax=AMOUNTS,
        total=AMOUNTS,
        credit=AMOUNTS,
        refunded_date=days,
        unreadable=st.sampled_from(["", "", "", "total", "date, tax2"]),
    )
    return found.map(lambda row: replace(row, number=str(row.id)) if row.number == "id" else row)


def blocks_of(
    days: st.SearchStrategy[date | None] = DAYS, most: int = 8
) -> st.SearchStrategy[list[Invoice]]:
    """As they are stored: no id twice, ascending."""
    rows = st.lists(any_invoices(days), max_size=most, unique_by=lambda row: row.id)
    return rows.map(lambda found: sorted(found, key=lambda row: row.id))
