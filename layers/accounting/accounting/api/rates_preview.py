"""Exchange rates to try, and what they would make of a system's revenue."""

from typing import TYPE_CHECKING, Self

from pydantic import ConfigDict, Field

from accounting.api.missing_rates import MissingRateView
from accounting.api.model import Model
from accounting.api.system_fields import ExchangeRate, LeftOut, Rates, with_rates, without_null
from accounting.domain.money import minor_text, minor_units
from accounting.domain.systems import Settings

if TYPE_CHECKING:  # It adds up revenue, which no other request needs.
    from accounting.domain.rates_preview import Effect, Preview


class RatesPreview(Model):
    """The rates to try: only what differs from what is stored."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=without_null)
    exchange_rate: ExchangeRate = None
    rates: LeftOut[Rates] = None

    def applied_to(self, settings: Settings) -> Settings:
        return with_rates(settings, self.exchange_rate, self.rates)


class EffectView(Model):
    """On the net revenue of paid invoices, by the day of issue."""

    invoices: int = Field(description="How many are converted at another rate", examples=[812])
    before: str = Field(description="Net, at the stored rates", examples=["12345.67"])
    after: str = Field(description="Net, at these rates", examples=["11234.56"])

    @classmethod
    def of(cls, effect: "Effect", minor: int) -> Self:
        """`minor`: decimals of the reporting currency."""
        return cls.model_validate(cls._values(effect, minor))

    @classmethod
    def _values(cls, effect: "Effect", minor: int) -> dict[str, object]:
        return {
            "invoices": effect.invoices,
            "before": minor_text(effect.before, minor),
            "after": minor_text(effect.after, minor),
        }


class YearEffectView(EffectView):
    period: str = Field(description="The name of the year", examples=["2026"])
    first: str = Field(alias="from", description="First day", examples=["2026-01-01"])
    last: str = Field(alias="to", description="Last day", examples=["2026-12-31"])

    @classmethod
    def of_year(cls, year: str, effect: "Effect", minor: int) -> Self:
        days = {"from": effect.days.first.isoformat(), "to": effect.days.last.isoformat()}
        return cls.model_validate({"period": year, **days, **cls._values(effect, minor)})


class PreviewView(Model):
    currency: str = Field(description="The reporting currency", examples=["EUR"])
    this_year: YearEffectView = Field(description="On the year that today (UTC) is in")
    all: EffectView = Field(description="On all years")
    missing_rates: list[MissingRateView] = Field(
        description="Those that would be missing with these rates"
    )

    @classmethod
    def of(cls, preview: "Preview", name: str, currency: str) -> Self:
        """`name`: of the system."""
        minor = minor_units(currency)
        return cls(
            currency=currency,
            this_year=YearEffectView.of_year(preview.year, preview.this_year, minor),
            all=EffectView.of(preview.all_years, minor),
            missing_rates=MissingRateView.all_of(name, preview.missing_rates),
        )
