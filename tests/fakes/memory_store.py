"""The engine's store in memory, with the same promises as the tables."""

from collections.abc import Callable, Sequence

from accounting.blocks import Block
from accounting.engine.ports import Store
from accounting.invoices import Invoice
from accounting.syncs import Progress


class MemoryStore(Store):
    """`on_write` is called before every single change and may raise: a process that dies there."""

    def __init__(self) -> None:
        self.stored: dict[int, Invoice] = {}
        self.kept: dict[int, Block] = {}
        self.writing: tuple[int, int] | None = None
        self.progress: Progress | None = None
        self.cancel = False
        self.invoices_written = 0
        self.on_write: Callable[[str], None] = lambda _what: None

    def blocks(self) -> Sequence[Block]:
        return [self.kept[number] for number in sorted(self.kept)]

    def invoices(self, first_id: int, last_id: int) -> Sequence[Invoice]:
        return [self.stored[key] for key in sorted(self.stored) if first_id <= key <= last_id]

    def unfinished_write(self) -> tuple[int, int] | None:
        return self.writing

    def begin_write(self, after: int, up_to: int) -> None:
        self.on_write("begin")
        self.writing = (after, up_to)

    def write_invoices(self, put: Sequence[Invoice], delete: Sequence[int]) -> None:
        for invoice in put:
            self.on_write("invoice")
            self.stored[invoice.id] = invoice
            self.invoices_written += 1
        for invoice_id in delete:
            self.on_write("invoice")
            self.stored.pop(invoice_id, None)

    def write_blocks(self, put: Sequence[Block], delete: Sequence[int]) -> None:
        for block in put:
            self.on_write("block")
            self.kept[block.number] = block
        for number in delete:
            self.on_write("block")
            self.kept.pop(number, None)

    def checkpoint(self, progress: Progress) -> bool:
        self.on_write("checkpoint")
        self.progress = progress
        return self.cancel
