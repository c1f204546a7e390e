"""Systems in answers."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from accounting.api import ids
from accounting.api.fields import rate_text
from accounting.api.missing_rates import MissingRateView
from accounting.api.model import Model
from accounting.api.unreadable import UnreadableView
from accounting.domain.clock import utc_text, utc_text_or_none
from accounting.domain.money import minor_text, minor_units
from accounting.domain.rates import Rate
from accounting.domain.syncs import Failure, LastSync, Mode, State
from accounting.domain.systems import Figures, System
from accounting.services.connection_test import Readable


class RateView(Model):
    """From a day on, one unit of a currency is worth so many of the reporting currency."""

    currency: str = Field(examples=["USD"])
    start: str | None = Field(alias="from", description="null: since ever", examples=["2024-01-01"])
    rate: str = Field(examples=["0.92"])

    @classmethod
    def of(cls, rate: Rate) -> Self:
        start = None if rate.start == date.min else rate.start.isoformat()
        return cls.model_validate(
            {"currency": rate.currency, "from": start, "rate": rate_text(rate.rate)}
        )


class LastSyncView(Model):
    id: str = Field(json_schema_extra=ids.SYNC)
    mode: Mode = Field(examples=["incremental"])
    state: State = Field(examples=["succeeded"])
    started_at: str = Field(examples=["2026-01-31T08:00:00.000Z"])
    ended_at: str = Field(examples=["2026-01-31T08:00:09.512Z"])

    @classmethod
    def of(cls, last: LastSync) -> Self:
        return cls(
            id=last.sync_id,
            mode=last.mode,
            state=last.state,
            started_at=utc_text(last.started_at),
            ended_at=utc_text(last.ended_at),
        )


class HookView(Model):
    """Its WHMCS may start a Sync by itself; with a key that was given out once."""

    created_at: str = Field(
        description="When the key was made", examples=["2026-01-31T08:00:00.000Z"]
    )


class HookKeyView(Model):
    """Given out this once."""

    url: str = Field(
        description="What WHMCS calls",
        examples=[
            "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/hooks/whmcs/9f2c4be81a07"
        ],
    )
    key: str = Field(
        description="What it signs with, as Standard Webhooks says",
        examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )


class SystemView(Model):
    """`invoices`, `net` and `gross` are those of the end of the last sync; revenue is that of Paid
    invoices, in `currency`, the reporting currency."""

    id: str = Field(json_schema_extra=ids.SYSTEM)
    kind: str = Field(examples=["whmcs"])
    name: str = Field(examples=["Example Hosting"])
    description: str = Field(examples=["Shared hosting, Europe"])
    url: str = Field(examples=["https://billing.example.com/"])
    username: str = Field(examples=["k3Jx0wqGmZ8vTn2aYr5uLb7cHd1eFs4p"])
    has_access_key: bool = Field(description="Whether an access key is stored", examples=[False])
    step: int = Field(examples=[250])
    parallel: int = Field(examples=[4])
    auto_sync: bool = Field(examples=[True])
    sync_at: str = Field(examples=["06:00"])
    time_zone: str = Field(examples=["Europe/Berlin"])
    every: int = Field(examples=[1440])
    next_sync_at: str | None = Field(
        description="When a sync is due that starts by itself, up to 15 minutes later; null: never",
        examples=["2026-02-02T05:00:00.000Z"],
    )
    exchange_rate: str = Field(examples=["1"])
    rates: list[RateView]
    full_sync_days: int = Field(examples=[30])
    version: int = Field(description="Grows with every change; the ETag", examples=[3])
    created_at: str = Field(examples=["2026-01-31T08:00:00.000Z"])
    updated_at: str = Field(examples=["2026-01-31T08:00:00.000Z"])
    deleting: bool = Field(description="It is being deleted", examples=[False])
    invoices: int = Field(description="How many are stored", examples=[1234])
    currency: str = Field(description="The reporting currency", examples=["EUR"])
    net: str = Field(examples=["10000.00"])
    gross: str = Field(examples=["11900.00"])
    warnings: list[str] = Field(
        examples=[["Example Hosting: 812 invoices in USD of 2024-03-01 to 2026-01-31 are …"]]
    )
    missing_rates: list[MissingRateView] = Field(description="Those `warnings` that a rate mends")
    unreadable: list[UnreadableView] = Field(description="In no revenue until they are mended")
    complete: bool = Field(
        description="A sync has succeeded at this address: all invoices were in", examples=[True]
    )
    verified_since: str | None = Field(
        description="No figure is older; null: some were never compared",
        examples=["2026-01-02T08:00:00.000Z"],
    )
    running_sync_id: str | None = Field(examples=["20260201T080000-77d0b1c3"])
    last_sync: LastSyncView | None = Field(description="The last one that ended")
    hook: HookView | None = Field(description="null: its WHMCS starts nothing by itself")

    @classmethod
    def of(cls, system: System, currency: str, now: datetime) -> Self:
        settings, last = system.settings, system.last_sync
        figures = system.figures or Figures(0, 0, 0)
        minor = minor_units(currency)
        return cls(
            id=system.system_id,
            kind=settings.kind,
            name=settings.name,
            description=settings.description,
            url=settings.url,
            username=settings.username,
            has_access_key=system.has_access_key,
            step=settings.step,
            parallel=settings.parallel,
            auto_sync=settings.auto_sync,
            sync_at=settings.sync_at,
            time_zone=settings.time_zone,
            every=settings.every,
            next_sync_at=utc_text_or_none(system.due_at),
            exchange_rate=rate_text(settings.exchange_rate),
            rates=[RateView.of(rate) for rate in settings.rates],
            full_sync_days=settings.full_sync_days,
            version=system.version,
            deleting=system.deleting,
            created_at=utc_text(system.created_at),
            updated_at=utc_text(system.updated_at),
            invoices=figures.invoices,
            currency=currency,
            net=minor_text(figures.net, minor),
            gross=minor_text(figures.gross, minor),
            warnings=list(figures.warnings),
            missing_rates=MissingRateView.all_of(settings.name, figures.missing_rates),
            unreadable=UnreadableView.all_of(figures),
            complete=system.complete,
            verified_since=utc_text_or_none(system.verified_since),
            running_sync_id=system.running_sync(now),
            last_sync=LastSyncView.of(last) if last else None,
            hook=HookView(created_at=utc_text(system.hook.created_at)) if system.hook else None,
        )


class SystemsView(Model):
    systems: list[SystemView]


class DeletingView(Model):
    id: str = Field(json_schema_extra=ids.SYSTEM)
    deleting: Annotated[Literal[True], Field(examples=[True])] = True


class ConnectedView(Model):
    ok: Annotated[Literal[True], Field(examples=[True])] = True
    invoices: int = Field(description="How many WHMCS lists", examples=[1234])
    steps: int = Field(description="Steps a full sync takes", examples=[5])
    milliseconds: int = Field(examples=[87])


class RefusedView(Model):
    """The connection does not work; what is wrong, and what to do about it."""

    ok: Annotated[Literal[False], Field(examples=[False])] = False
    code: str = Field(examples=["SourceRejected"])
    detail: str = Field(examples=["WHMCS does not accept the secret (password)."])
    advice: str = Field(
        examples=[
            "Check identifier and secret in System Settings > Manage API Credentials of WHMCS."
        ]
    )


def test_view(result: Readable | Failure) -> ConnectedView | RefusedView:
    if isinstance(result, Failure):
        return RefusedView(code=result.code, detail=result.detail, advice=result.advice)
    return ConnectedView(
        invoices=result.invoices, steps=result.steps, milliseconds=result.milliseconds
    )
