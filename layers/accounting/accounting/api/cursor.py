"""Where a page of invoices goes on: the id of its last invoice."""

from accounting.errors import InvalidInput


def cursor_of(invoice_id: int) -> str:
    return f"b{invoice_id}"


def id_of(cursor: str) -> int:
    """Raises InvalidInput for anything that `cursor_of` did not make."""
    digits = cursor[1:]
    if (
        not cursor.startswith("b")
        or not (digits.isascii() and digits.isdigit())
        or len(digits) > 18
    ):
        raise InvalidInput(("cursor", "is not one that this route gave out"))
    return int(digits)
