"""The engine's store in memory, with the same promises as the tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from accounting.domain.blocks import Block
from accounting.domain.errors import LeaseLost
from accounting.domain.invoices import Invoice
from accounting.domain.syncs import Progress
from accounting.engine.ports import Store


@dataclass
class StoreState:
    """What is stored of a system, and the number of the run that may write it."""

    stored: dict[int, Invoice] = field(default_factory=dict)
    kept: dict[int, Block] = field(default_factory=dict)
    writing: tuple[int, int] | None = None
    holder: int = 0
    invoices_written: int = 0


class MemoryStore(Store):
    """`on_write` is called before every single change and may raise: a process that dies there."""

    def __init__(self, state: StoreState | None = None) -> None:
        self._state = state or StoreState()
        self._state.holder += 1
        self._number = self._state.holder
        self.progress: Progress | None = None
        self.cancel = False
        self.on_write: Callable[[str], None] = lambda _what: None

    def another_run(self) -> "MemoryStore":
        """The store of a run that takes the lease from this one."""
        return MemoryStore(self._state)

    @property
    def stored(self) -> dict[int, Invoice]:
        return self._state.stored

    @property
    def kept(self) -> dict[int, Block]:
        return self._state.kept

    @property
    def invoices_written(self) -> int:
        return self._state.invoices_written

    def blocks(self) -> Sequence[Block]:
        return [self.kept[number] for number in sorted(self.kept)]

    def invoices(self, first_id: int, last_id: int) -> Sequence[Invoice]:
        return [self.stored[key] for key in sorted(self.stored) if first_id <= key <= last_id]

    def unfinished_write(self) -> tuple[int, int] | None:
        return self._state.writing

    def begin_write(self, after: int, up_to: int) -> None:
        self.on_write("begin")
        self._leased()
        self._state.writing = (after, up_to)

    def write_invoices(self, put: Sequence[Invoice], delete: Sequence[int]) -> None:
        for invoice in put:
            self._write("invoice")
            assert self._covered(invoice.id)
            self.stored[invoice.id] = invoice
            self._state.invoices_written += 1
        for invoice_id in delete:
            self._write("invoice")
            assert self._covered(invoice_id)
            self.stored.pop(invoice_id, None)

    def write_blocks(self, put: Sequence[Block], delete: Sequence[int]) -> None:
        for block in put:
            self._write("block")
            self.kept[block.number] = block
        for number in delete:
            self._write("block")
            self.kept.pop(number, None)

    def checkpoint(self, progress: Progress) -> bool:
        self.on_write("checkpoint")
        self._leased()
        self.progress = progress
        return self.cancel

    def _write(self, what: str) -> None:
        self.on_write(what)
        assert self._number == self._state.holder, "a run without its lease writes"

    def _covered(self, invoice_id: int) -> bool:
        assert self._state.writing
        after, up_to = self._state.writing
        return after < invoice_id <= up_to

    def _leased(self) -> None:
        if self._number != self._state.holder:
            raise LeaseLost("Another run holds the system.")
