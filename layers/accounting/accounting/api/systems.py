"""Systems in requests and answers."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from accounting.api.fields import (
    Day,
    PositiveRate,
    Truth,
    rate_text,
    whole,
)
from accounting.blocks import Block
from accounting.clock import utc_text
from accounting.connections import Connected
from accounting.money import money_text
from accounting.rates import Rate
from accounting.revenue import NOTHING, Query, system_revenue
from accounting.syncs import Failure, LastSync, Mode, State
from accounting.systems import System

Name = Annotated[str, Field(min_length=1, max_length=100, examples=["Example Hosting"])]
Description = Annotated[str, Field(max_length=1000, examples=["Shared hosting, EU"])]
Url = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        description="Where WHMCS is: the folder that holds includes/api.php; https only",
        examples=["https://billing.example.com/"],
    ),
]
Username = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="The identifier of the API credential",
        examples=["k3Jx0wqGmZ8vTn2aYr5uLb7cHd1eFs4p"],
    ),
]
Password = Annotated[
    SecretStr,
    Field(
        min_length=1,
        max_length=500,
        description="The secret of the API credential; never given out again",
        examples=["the-secret"],
    ),
]
AccessKey = Annotated[
    SecretStr,
    Field(
        max_length=500,
        description="Passes WHMCS's IP restriction; empty for none; never given out again",
        examples=[""],
    ),
]
Step = Annotated[
    int, Field(ge=1, le=5000, description="Invoices asked for at once", examples=[250]), whole
]
Parallel = Annotated[
    int, Field(ge=1, le=8, description="Requests to WHMCS at the same time", examples=[4]), whole
]
FullSyncDays = Annotated[
    int,
    Field(
        ge=0,
        le=3650,
        description="The automatic sync becomes a full one after so many days; 0: never",
        examples=[30],
    ),
    whole,
]
AutoSync = Annotated[Truth, Field(description="Synchronise every day", examples=[True])]
ExchangeRate = Annotated[
    PositiveRate, Field(description="To the reporting currency, where `rates` has no entry")
]


class RateFields(BaseModel):
    """From a day on, one unit of a currency is worth so many of the reporting currency."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["USD"])
    start: Day | None = Field(
        None, alias="from", description="null: since ever", examples=["2024-01-01"]
    )
    rate: PositiveRate

    def domain(self) -> Rate:
        return Rate(self.currency, self.rate, self.start or date.min)

    @classmethod
    def of(cls, rate: Rate) -> "RateFields":
        start = None if rate.start == date.min else rate.start
        return cls.model_validate(
            {"currency": rate.currency, "from": start, "rate": rate_text(rate.rate)}
        )


Rates = Annotated[
    list[RateFields],
    Field(max_length=200, description="Refine `exchange_rate` by currency and by date"),
]


class Fields(BaseModel):
    model_config = ConfigDict(extra="forbid")

    def all(self) -> dict[str, Any]:
        """Every field, as the domain has it."""
        return {name: _domain(value) for name, value in self}

    def given(self) -> dict[str, Any]:
        """Only the fields the caller sent."""
        return {name: value for name, value in self.all().items() if name in self.model_fields_set}


def _domain(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, list):
        return [rate.domain() for rate in value]
    return value


class SystemCreate(Fields):
    kind: Literal["whmcs"] = "whmcs"
    name: Name
    description: Description = ""
    url: Url
    username: Username
    password: Password
    access_key: AccessKey = SecretStr("")
    step: Step = 250
    parallel: Parallel = 4
    auto_sync: AutoSync = False
    exchange_rate: ExchangeRate = Decimal(1)
    rates: Rates = []
    full_sync_days: FullSyncDays = 30


class SystemChange(Fields):
    """Only the fields that are to change."""

    name: Name = ""
    description: Description = ""
    url: Url = ""
    username: Username = ""
    password: Password = SecretStr("")
    access_key: AccessKey = SecretStr("")
    step: Step = 250
    parallel: Parallel = 4
    auto_sync: AutoSync = False
    exchange_rate: ExchangeRate = Decimal(1)
    rates: Rates = []
    full_sync_days: FullSyncDays = 30


class ConnectionTest(Fields):
    """What to test. Of a stored system: only what differs from what is stored."""

    url: Url = ""
    username: Username = ""
    password: Password = SecretStr("")
    access_key: AccessKey = SecretStr("")
    step: Step = 250


class NewConnectionTest(Fields):
    kind: Literal["whmcs"] = "whmcs"
    url: Url
    username: Username
    password: Password
    access_key: AccessKey = SecretStr("")
    step: Step = 250


class LastSyncView(BaseModel):
    id: str
    mode: Mode
    state: State
    started_at: str
    ended_at: str

    @classmethod
    def of(cls, last: LastSync) -> "LastSyncView":
        return cls(
            id=last.sync_id,
            mode=last.mode,
            state=last.state,
            started_at=utc_text(last.started_at),
            ended_at=utc_text(last.ended_at),
        )


class SystemView(BaseModel):
    """`invoices`, `net` and `gross` are of what is stored now; revenue is that of Paid invoices by
    their issue date, in `currency`, the reporting currency."""

    id: str = Field(examples=["9f2c4be81a07"])
    kind: str = Field(examples=["whmcs"])
    name: str
    description: str
    url: str
    username: str
    has_access_key: bool
    step: int
    parallel: int
    auto_sync: bool
    exchange_rate: str = Field(examples=["1"])
    rates: list[RateFields]
    full_sync_days: int
    version: int = Field(description="Grows with every change; the ETag")
    created_at: str = Field(examples=["2026-01-31T08:00:00.000Z"])
    updated_at: str
    deleting: bool
    invoices: int
    currency: str = Field(examples=["EUR"])
    net: str = Field(examples=["10000.00"])
    gross: str = Field(examples=["11900.00"])
    warnings: list[str]
    running_sync_id: str | None
    last_sync: LastSyncView | None

    @classmethod
    def of(
        cls, system: System, blocks: Iterable[Block], currency: str, now: datetime
    ) -> "SystemView":
        held = list(blocks)
        periods, warnings = system_revenue(Query(by="year"), system, held, currency)
        revenue = sum(periods.values(), NOTHING)
        last = system.last_sync
        same = {name: getattr(system, name) for name in _SAME}
        return cls(
            **same,
            id=system.system_id,
            exchange_rate=rate_text(system.exchange_rate),
            rates=[RateFields.of(rate) for rate in system.rates],
            created_at=utc_text(system.created_at),
            updated_at=utc_text(system.updated_at),
            invoices=sum(block.count for block in held),
            currency=currency,
            net=money_text(revenue.net),
            gross=money_text(revenue.gross),
            warnings=warnings,
            running_sync_id=system.running_sync(now),
            last_sync=LastSyncView.of(last) if last else None,
        )


_SAME = (
    "kind",
    "name",
    "description",
    "url",
    "username",
    "has_access_key",
    "step",
    "parallel",
    "auto_sync",
    "full_sync_days",
    "version",
    "deleting",
)


class SystemsView(BaseModel):
    systems: list[SystemView]


class DeletingView(BaseModel):
    id: str
    deleting: bool = True


class ConnectedView(BaseModel):
    ok: Literal[True] = True
    invoices: int = Field(description="How many WHMCS lists", examples=[1234])
    steps: int = Field(description="Steps a full sync takes", examples=[5])
    milliseconds: int = Field(examples=[87])


class RefusedView(BaseModel):
    ok: Literal[False] = False
    code: str = Field(examples=["SourceRejected"])
    detail: str
    advice: str


def test_view(result: Connected | Failure) -> ConnectedView | RefusedView:
    if isinstance(result, Failure):
        return RefusedView(code=result.code, detail=result.detail, advice=result.advice)
    return ConnectedView(
        invoices=result.invoices, steps=result.steps, milliseconds=result.milliseconds
    )
