"""What asking a source took in one step, for the metrics."""

from dataclasses import dataclass, field

from accounting.domain.clock import Clock
from accounting.engine.ports import Page, Source


@dataclass(slots=True)
class Meter:
    """`milliseconds`: of each answer that could be used. `failed`: requests without one; the engine
    makes most of them again. `rows`: invoices in the answers, also those that were read before.

    Several threads count at once: appending to a list is safe then, adding to a number is not.
    """

    clock: Clock
    milliseconds: list[float] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _begun: list[float] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(self._rows)

    @property
    def requests(self) -> int:
        return len(self._begun)

    @property
    def failed(self) -> int:
        return self.requests - len(self.milliseconds)

    def sample(self, most: int) -> list[float]:
        """Milliseconds of requests at equal distances, so that percentiles are about the same."""
        return self.milliseconds[:: -(-len(self.milliseconds) // most) or 1]

    def watch(self, source: Source) -> Source:
        return _Watched(source, self)

    def page(self, source: Source, start: int, limit: int, status: str) -> Page:
        began = self.clock.monotonic()
        self._begun.append(began)
        page = source.page(start, limit, status)
        self.milliseconds.append(1000 * (self.clock.monotonic() - began))
        self._rows.append(len(page.invoices))
        return page


@dataclass(frozen=True, slots=True)
class _Watched(Source):
    source: Source
    meter: Meter

    def page(self, start: int, limit: int, status: str = "") -> Page:
        return self.meter.page(self.source, start, limit, status)
