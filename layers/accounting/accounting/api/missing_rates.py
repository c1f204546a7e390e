"""What is converted at a rate that is probably not meant for it, in answers: of systems, and of
revenue."""

from collections.abc import Iterable
from typing import Self

from pydantic import Field

from accounting.api.fields import rate_text
from accounting.api.model import Model
from accounting.domain.rates import MissingRate


class MissingRateView(Model):
    """Paid invoices of a currency that are converted at the exchange rate of their system, for want
    of a rate of their own."""

    currency: str = Field(description="What needs an entry in `rates`", examples=["USD"])
    invoices: int = Field(description="How many", examples=[812])
    first: str = Field(
        alias="from", description="The first day of these invoices", examples=["2024-03-01"]
    )
    last: str = Field(alias="to", description="And the last", examples=["2026-01-31"])
    until: str | None = Field(
        description="From when on there is an entry; null: there is none", examples=["2026-02-01"]
    )
    used: str = Field(description="What they are converted at", examples=["1"])
    warning: str = Field(
        description="The same in words, as in `warnings`",
        examples=["Example Hosting: 812 invoices in USD of 2024-03-01 to 2026-01-31 are …"],
    )

    @classmethod
    def all_of(cls, name: str, missing: Iterable[MissingRate]) -> list[Self]:
        """`name`: of the system."""
        return [
            cls.model_validate(
                {
                    "currency": one.currency,
                    "invoices": one.invoices,
                    "from": one.first.isoformat(),
                    "to": one.last.isoformat(),
                    "until": one.until and one.until.isoformat(),
                    "used": rate_text(one.used),
                    "warning": f"{name}: {one.text}",
                }
            )
            for one in missing
        ]
