"""Revenue in answers."""

from collections.abc import Iterable
from typing import Self

from pydantic import Field

from accounting.api.missing_rates import MissingRateView
from accounting.api.model import Model
from accounting.api.revenue_totals import (
    BySystem,
    InCurrencyView,
    TotalsView,
    by_currency_view,
    by_system_view,
)
from accounting.api.unreadable import UnreadableView
from accounting.domain.clock import utc_text, utc_text_or_none
from accounting.domain.money import minor_text, minor_units
from accounting.domain.periods import Earlier
from accounting.domain.rates import MissingRate
from accounting.domain.revenue import Compared, Report, Row
from accounting.domain.revenue_query import Query
from accounting.domain.syncs import State
from accounting.domain.systems import System


class ComparedView(TotalsView):
    """The same time of an earlier period: of one that still runs, its days up to today's."""

    first: str = Field(alias="from", description="First day, inclusive", examples=["2025-01-01"])
    last: str = Field(alias="to", description="Last day, inclusive", examples=["2025-01-31"])
    by_system: BySystem

    @classmethod
    def of_days(cls, compared: Compared, minor: int) -> Self:
        days = {"from": compared.days.first.isoformat(), "to": compared.days.last.isoformat()}
        sums = dict(TotalsView.of(compared.total, minor))
        return cls.model_validate(
            {**sums, **days, "by_system": by_system_view(compared.by_system, minor)}
        )


class SumsView(TotalsView):
    average_net: str = Field(description="Per invoice", examples=["83.33"])
    average_gross: str = Field(examples=["99.17"])
    so_far: bool = Field(description="It is not over yet: today (UTC) is in it", examples=[False])
    previous_year: ComparedView | None = Field(
        description="The same days a year before; null unless asked for, and where there are none"
    )
    by_system: BySystem
    by_currency: dict[str, InCurrencyView] | None = Field(
        description="By the currency of the invoices; null unless asked for"
    )

    @classmethod
    def _values(cls, row: Row, minor: int, *, by_currency: bool) -> dict[str, object]:
        total = row.total
        return {
            **dict(TotalsView.of(total, minor)),
            "average_net": minor_text(total.average_net, minor),
            "average_gross": minor_text(total.average_gross, minor),
            "so_far": row.so_far,
            "previous_year": _compared(row, "previous_year", minor),
            "by_system": by_system_view(row.by_system, minor),
            "by_currency": by_currency_view(row.by_currency, minor) if by_currency else None,
        }


class RowView(SumsView):
    period: str = Field(examples=["2026-01"])
    previous_period: ComparedView | None = Field(
        description="The same days of the period before; null unless asked for"
    )

    @classmethod
    def of_row(cls, row: Row, minor: int, *, by_currency: bool) -> Self:
        before = _compared(row, "previous_period", minor)
        values = cls._values(row, minor, by_currency=by_currency)
        return cls.model_validate({"period": row.period, "previous_period": before, **values})


def _compared(row: Row, earlier: Earlier, minor: int) -> ComparedView | None:
    compared = row.compared.get(earlier)
    return ComparedView.of_days(compared, minor) if compared else None


class SourceView(Model):
    """How far a system's figures are to be trusted.

    `complete`: a sync of it has succeeded at this address, so that all its invoices were in.
    """

    id: str = Field(examples=["9f2c4be81a07"])
    name: str = Field(examples=["Example Hosting"])
    complete: bool = Field(examples=[True])
    as_of: str | None = Field(
        description="End of its last sync that succeeded; null: none has",
        examples=["2026-01-31T08:00:09.512Z"],
    )
    verified_since: str | None = Field(
        description="No figure is older; null: some were never compared",
        examples=["2026-01-02T08:00:00.000Z"],
    )
    last_sync_state: State | None = Field(
        description="Of the last sync that ended; null: none has", examples=["succeeded"]
    )
    unreadable: list[UnreadableView] = Field(description="In no revenue until they are mended")
    missing_rates: list[MissingRateView] = Field(
        description="Those `warnings` of this report that a rate of the system mends"
    )

    @classmethod
    def of(cls, system: System, missing: Iterable[MissingRate]) -> Self:
        success, last = system.last_success, system.last_sync
        return cls(
            id=system.system_id,
            name=system.settings.name,
            complete=system.complete,
            as_of=utc_text(success.ended_at) if success else None,
            verified_since=utc_text_or_none(system.verified_since),
            last_sync_state=last.state if last else None,
            unreadable=UnreadableView.all_of(system.figures),
            missing_rates=MissingRateView.all_of(system.settings.name, missing),
        )


class RevenueView(Model):
    currency: str = Field(description="The reporting currency", examples=["EUR"])
    rows: list[RowView] = Field(
        description="Periods without invoices, and with none to compare with, have none"
    )
    total: SumsView
    systems: list[SourceView] = Field(description="Of which systems, and how complete they are")
    warnings: list[str] = Field(
        description="What a reader of the amounts should know besides what `systems` says",
        examples=[[]],
    )

    @classmethod
    def of(
        cls, report: Report, query: Query, systems: Iterable[System], currency: str
    ) -> "RevenueView":
        by_currency = query.by_currency
        minor = minor_units(currency)
        total = SumsView._values(report.total, minor, by_currency=by_currency)
        return cls(
            currency=currency,
            rows=[RowView.of_row(row, minor, by_currency=by_currency) for row in report.rows],
            total=SumsView.model_validate(total),
            systems=[
                SourceView.of(system, report.missing_rates.get(system.system_id, ()))
                for system in systems
            ],
            warnings=report.warnings,
        )
