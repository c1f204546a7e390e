"""What invoices add up to, in answers."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field

from accounting.api.model import Model
from accounting.domain.by_currency import ByCurrency, InCurrency, over_all
from accounting.domain.money import minor_text, source_decimals
from accounting.domain.totals import Totals


class TotalsView(Model):
    """Amounts in the reporting currency, of which each is a sum of rounded amounts: gross = net +
    tax, collected = gross - credit, and systems and periods add up."""

    count: int = Field(description="Invoices", examples=[120])
    net: str = Field(examples=["10000.00"])
    tax: str = Field(examples=["1900.00"])
    gross: str = Field(examples=["11900.00"])
    credit: str = Field(description="What was paid with credit", examples=["100.00"])
    collected: str = Field(description="gross - credit", examples=["11800.00"])

    @classmethod
    def of(cls, totals: Totals, minor: int) -> Self:
        """`minor`: decimals of the reporting currency."""
        return cls(
            count=totals.count,
            net=minor_text(totals.net, minor),
            tax=minor_text(totals.tax, minor),
            gross=minor_text(totals.gross, minor),
            credit=minor_text(totals.credit, minor),
            collected=minor_text(totals.collected, minor),
        )


_BY_SYSTEM = {
    "9f2c4be81a07": {
        "count": 120,
        "net": "10000.00",
        "tax": "1900.00",
        "gross": "11900.00",
        "credit": "100.00",
        "collected": "11800.00",
    }
}
type BySystem = Annotated[
    dict[str, TotalsView], Field(description="By the system's id", examples=[_BY_SYSTEM])
]


def by_system_view(sums: Mapping[str, Totals], minor: int) -> BySystem:
    return {system_id: TotalsView.of(one, minor) for system_id, one in sums.items()}


class AmountsView(Model):
    """In the invoices' own currency, of which each is a sum of amounts as WHMCS has them."""

    net: str = Field(examples=["10869.57"])
    tax: str = Field(examples=["2065.22"])
    gross: str = Field(examples=["12934.79"])
    credit: str = Field(examples=["108.70"])
    collected: str = Field(examples=["12826.09"])

    @classmethod
    def of(cls, totals: Totals, minor: int) -> Self:
        return cls.model_validate(TotalsView.of(totals, minor).model_dump(exclude={"count"}))


class InCurrencyView(TotalsView):
    own: AmountsView

    @classmethod
    def of_sums(cls, currency: str, sums: InCurrency, minor: int) -> Self:
        own = AmountsView.of(sums.own, source_decimals(currency))
        return cls.model_validate({**dict(TotalsView.of(sums.converted, minor)), "own": own})


def by_currency_view(of_systems: Mapping[str, ByCurrency], minor: int) -> dict[str, InCurrencyView]:
    """Of all systems together."""
    return {
        currency: InCurrencyView.of_sums(currency, sums, minor)
        for currency, sums in over_all(of_systems).items()
    }
