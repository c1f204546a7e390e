"""Lists that are given out a page at a time, newest first: `limit`, `cursor` and `next`."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from accounting.api.ids import SYNC_ID, SYSTEM_ID
from accounting.domain.errors import InvalidInput
from accounting.domain.invoices import InvoicePosition
from accounting.domain.syncs import SyncPosition

INVOICE_CURSOR = "^b([1-9][0-9]{0,17})$"
FOUND_CURSOR = rf"^i({SYSTEM_ID})\.b([1-9][0-9]{{0,17}})$"
SYNC_CURSOR = rf"^s([0-9]{{1,14}})\.({SYNC_ID})$"
EVENT_CURSOR = "^e([0-9]{8}T[0-9]{9}-[0-9a-f]{12})$"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def cut[Row](
    found: Sequence[Row], limit: int, cursor_of: Callable[[Row], str]
) -> tuple[Sequence[Row], str | None]:
    """The page out of up to `limit` + 1 rows, and the cursor of the next one; None at the end."""
    page = found[:limit]
    return page, cursor_of(page[-1]) if len(found) > limit else None


def invoice_cursor(invoice_id: int) -> str:
    return f"b{invoice_id}"


def invoice_before(cursor: str | None) -> int | None:
    """The id that `invoice_cursor` was given. Raises InvalidInput."""
    return int(_parts(INVOICE_CURSOR, cursor)[1]) if cursor is not None else None


def found_cursor(place: InvoicePosition) -> str:
    return f"i{place.system_id}.b{place.invoice_id}"


def found_place(cursor: str | None) -> InvoicePosition | None:
    """The place that `found_cursor` was given. Raises InvalidInput."""
    if cursor is None:
        return None
    parts = _parts(FOUND_CURSOR, cursor)
    return InvoicePosition(parts[1], int(parts[2]))


def sync_cursor(position: SyncPosition) -> str:
    return f"s{(position.started_at - EPOCH) // MILLISECOND}.{position.sync_id}"


def sync_before(cursor: str | None) -> SyncPosition | None:
    """The position that `sync_cursor` was given. Raises InvalidInput."""
    if cursor is None:
        return None
    parts = _parts(SYNC_CURSOR, cursor)
    return SyncPosition(EPOCH + int(parts[1]) * MILLISECOND, parts[2])


def event_cursor(event_id: str) -> str:
    return f"e{event_id}"


def event_before(cursor: str | None) -> str | None:
    """The id that `event_cursor` was given. Raises InvalidInput."""
    return _parts(EVENT_CURSOR, cursor)[1] if cursor is not None else None


def _parts(pattern: str, cursor: str) -> re.Match[str]:
    match = re.fullmatch(pattern, cursor)
    if match is None:
        raise InvalidInput(("cursor", "is not one that this route gave out"))
    return match
