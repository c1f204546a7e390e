"""Where a page of invoices goes on: the id of its last invoice."""

import re

from accounting.errors import InvalidInput


def cursor_of(invoice_id: int) -> str:
    return f"b{invoice_id}"


def id_of(cursor: str) -> int:
    """Raises InvalidInput for anything that `cursor_of` did not make."""
    match = re.fullmatch(r"b([1-9][0-9]{0,17})", cursor)
    if match is None:
        raise InvalidInput(("cursor", "is not one that this route gave out"))
    return int(match[1])
