"""Which of the types that a route can answer with the Accept header prefers (RFC 9110, 12.5.1)."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_WEIGHT = re.compile(r"(0(\.\d{0,3})?|1(\.0{0,3})?)")


class _Range(NamedTuple):
    """`specificity`: 2 for text/csv, 1 for text/*, 0 for */*."""

    specificity: int
    name: str
    weight: float

    def covers(self, offer: str) -> bool:
        match self.specificity:
            case 0:
                return True
            case 1:
                return offer.startswith(self.name.removesuffix("*"))
        return offer == self.name


def preferred(accept: str, offers: Sequence[str]) -> str:
    """The offer with the highest weight; among equals the one that is named more exactly, then the
    earlier one. The first one when none is accepted, or nothing was asked for."""
    ranges = list(_ranges(accept.lower()))

    def rank(offer: str) -> tuple[float, int]:
        """The most exact range that covers the offer decides its weight."""
        covering = [(each.specificity, each.weight) for each in ranges if each.covers(offer)]
        specificity, weight = max(covering, default=(0, 0.0))
        return weight, specificity if weight else 0

    return max(offers, key=rank)


def _ranges(accept: str) -> Iterator[_Range]:
    """What is not valid is left out."""
    for element in accept.split(","):
        name, *parameters = (part.strip() for part in element.split(";"))
        kind, _, subtype = ("*/*" if name == "*" else name).partition("/")
        weights = [each[2:] for each in parameters if each.startswith("q=")] or ["1"]
        if _WEIGHT.fullmatch(weights[0]):
            specificity = 0 if kind == "*" else 1 if subtype == "*" else 2
            yield _Range(specificity, f"{kind}/{subtype}", float(weights[0]))
