"""A block: the invoices of 1,000 consecutive ids, the unit of storage."""

BLOCK_SIZE = 1000


def block_of(invoice_id: int) -> int:
    return invoice_id // BLOCK_SIZE
