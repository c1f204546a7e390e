"""Where a page of invoices goes on: the id of its last invoice."""

import re

from accounting.domain.errors import InvalidInput

PATTERN = "^b[1-9][0-9]{0,17}$"


def cursor_of(invoice_id: int) -> str:
    return f"b{invoice_id}"


def id_of(cursor: str) -> int:
    """Raises InvalidInput for anything that `cursor_of` did not make."""
    if not re.fullmatch(PATTERN, cursor):
        raise InvalidInput(("cursor", "is not one that this route gave out"))
    return int(cursor[1:])
