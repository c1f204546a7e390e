"""Which invoices are looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounting.domain.columns import Columns
from accounting.domain.invoices import Basis


@dataclass(frozen=True, slots=True)
class InvoiceFilter:
    """What an invoice must have; nothing is asked where a set or text is empty or a day None.

    `number`: a part of its number as people see it, in any letter case. `start` and `end`: the
    first and last day on which it counts, by `basis`.
    """

    statuses: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    number: str = ""
    start: date | None = None
    end: date | None = None
    basis: Basis = "issued"

    @property
    def asks_something(self) -> bool:
        return self != InvoiceFilter(basis=self.basis)

    def places(self, block: Columns) -> list[int]:
        """Where in the block those are that match, ascending."""
        found = list(range(len(block.ids)))
        for name, wanted in (("status", self.statuses), ("currency", self.currencies)):
            if wanted:
                found = _having(block, name, wanted, found)
        if self.number:
            part = self.number.casefold()
            found = [at for at in found if part in block.shown_number(at).casefold()]
        if self.start or self.end:
            first, last = (self.start or date.min).toordinal(), (self.end or date.max).toordinal()
            days = block.revenue_days(self.basis)
            found = [at for at in found if first <= days[at] <= last]
        return found


def _having(block: Columns, name: str, wanted: frozenset[str], places: Sequence[int]) -> list[int]:
    """Those of the places at which the word is one of these."""
    words, own = block.words[name]
    among = {at for at, word in enumerate(words) if word in wanted}
    return [at for at in places if own[at] in among]
