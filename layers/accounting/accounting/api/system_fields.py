"""Systems in requests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    TypeAdapter,
)

from accounting.api import text
from accounting.api.fields import (
    TIME_OF_DAY,
    Day,
    PositiveRate,
    Truth,
    time_of_day,
    time_zone,
    whole,
)
from accounting.api.model import Model
from accounting.clients.sources import address
from accounting.domain.credentials import CredentialsChange
from accounting.domain.rates import Rate
from accounting.domain.schedule import ONCE_A_DAY
from accounting.domain.systems import Kind, Settings

T = TypeVar("T")

Name = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        description="What people call the system",
        examples=["Example Hosting"],
        json_schema_extra=text.SOME_LINE,
    ),
    text.some_line,
]
Description = Annotated[
    str,
    Field(
        max_length=1000,
        description="Anything worth knowing",
        examples=["Shared hosting, Europe"],
        json_schema_extra=text.ANY_LINES,
    ),
    text.any_lines,
]
Url = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        description="Where WHMCS is: the folder that holds includes/api.php; `https://` is added, "
        "and the address of a page inside it is cut. https only, a public address, port 443 or one "
        "above 1023",
        examples=["https://billing.example.com/"],
        json_schema_extra={"format": "uri"},
    ),
    text.some_line,
    AfterValidator(address),
]
Username = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="The identifier of the API credential",
        examples=["k3Jx0wqGmZ8vTn2aYr5uLb7cHd1eFs4p"],
        json_schema_extra=text.SOME_LINE,
    ),
    text.some_line,
]
Password = Annotated[
    SecretStr,
    Field(
        min_length=1,
        max_length=500,
        description="The secret of the API credential; never given out again",
        examples=["the-secret"],
        json_schema_extra=text.SOME_LINE,
    ),
    text.some_line,
]
AccessKey = Annotated[
    SecretStr,
    Field(
        max_length=500,
        description="Passes WHMCS's IP restriction; empty for none; never given out again",
        examples=[""],
        json_schema_extra=text.ANY_LINE,
    ),
    text.any_line,
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
        description="Within so many days every figure is compared anew; 0: by full syncs only",
        examples=[30],
    ),
    whole,
]
AutoSync = Annotated[
    Truth,
    Field(description="Start syncs by itself, as `sync_at` and `every` say", examples=[True]),
]
SyncAt = Annotated[
    str,
    Field(
        description="When the first automatic sync of a day is due, in `time_zone`; it starts up "
        "to 15 minutes later",
        examples=["06:00"],
        json_schema_extra={"pattern": TIME_OF_DAY},
    ),
    time_of_day,
]
TimeZone = Annotated[
    str,
    Field(
        description="IANA name of the time zone of `sync_at`",
        examples=["Europe/Berlin"],
        json_schema_extra={"format": "time-zone"},
    ),
    time_zone,
]
Every = Annotated[
    int,
    Field(
        ge=60,
        le=ONCE_A_DAY,
        description="Minutes from one automatic sync to the next, counted anew from each day's "
        "`sync_at`; 1440: once a day",
        examples=[1440],
    ),
    whole,
]

FieldKind = Annotated[Kind, Field(description="Which accounting system", examples=["whmcs"])]


class RateFields(Model):
    """From a day on, one unit of a currency is worth so many of the reporting currency."""

    model_config = ConfigDict(extra="forbid")
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217", examples=["USD"])
    start: Day | None = Field(
        None,
        alias="from",
        description="The first day it holds; null or left out: since ever",
        examples=["2024-01-01"],
    )
    rate: PositiveRate

    def domain(self) -> Rate:
        return Rate(self.currency, self.rate, self.start or date.min)


def _each_once(rates: list[RateFields]) -> list[RateFields]:
    if len({(rate.currency, rate.start or date.min) for rate in rates}) < len(rates):
        raise ValueError("There are two rates for the same currency from the same day")
    return rates


Rates = Annotated[
    list[RateFields],
    Field(max_length=200, description="Refine `exchange_rate` by currency and by date"),
    AfterValidator(_each_once),
]


def _not_null(value: object) -> object:
    """None stands for a field that was left out, and is nothing that can be sent."""
    if value is None:
        raise ValueError("Input should not be null; leave the field out")
    return value


LeftOut = Annotated[T | None, BeforeValidator(_not_null)]
ExchangeRate = Annotated[
    LeftOut[PositiveRate],
    Field(description="To the reporting currency, where `rates` has no entry", examples=["1"]),
]


def without_null(schema: dict[str, Any]) -> None:
    for name, field in schema["properties"].items():
        field.pop("default", None)
        if "anyOf" in field and {"type": "null"} in field["anyOf"]:
            schema["properties"][name] = {**field.pop("anyOf")[0], **field}


def _with_defaults(schema: dict[str, Any]) -> None:
    """The defaults of the domain, where the API's description can show them."""
    without_null(schema)
    defaults = TypeAdapter(Settings).dump_python(Settings("", "", ""), mode="json")
    for name, field in schema["properties"].items():
        if name not in schema["required"]:
            field["default"] = defaults.get(name, "")


class ConnectionTest(Model):
    """Only what differs from what is stored."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=without_null)
    url: LeftOut[Url] = None
    username: LeftOut[Username] = None
    password: LeftOut[Password] = None
    access_key: LeftOut[AccessKey] = None
    step: LeftOut[Step] = None

    def applied_to(self, settings: Settings) -> Settings:
        return replace(
            settings,
            url=_given(self.url, settings.url),
            username=_given(self.username, settings.username),
            step=_given(self.step, settings.step),
        )

    @property
    def credentials(self) -> CredentialsChange:
        return CredentialsChange(_revealed(self.password), _revealed(self.access_key))


class NewConnectionTest(ConnectionTest):
    """What is needed to ask for an invoice."""

    model_config = ConfigDict(json_schema_extra=_with_defaults)
    kind: FieldKind = "whmcs"
    url: Url
    username: Username
    password: Password

    def settings(self) -> Settings:
        return self.applied_to(Settings("", self.url, self.username, kind=self.kind))


class SystemChange(ConnectionTest):
    """Only the fields that are to change."""

    name: LeftOut[Name] = None
    description: LeftOut[Description] = None
    parallel: LeftOut[Parallel] = None
    auto_sync: LeftOut[AutoSync] = None
    sync_at: LeftOut[SyncAt] = None
    time_zone: LeftOut[TimeZone] = None
    every: LeftOut[Every] = None
    exchange_rate: ExchangeRate = None
    rates: LeftOut[Rates] = None
    full_sync_days: LeftOut[FullSyncDays] = None

    def applied_to(self, settings: Settings) -> Settings:
        return replace(
            with_rates(super().applied_to(settings), self.exchange_rate, self.rates),
            name=_given(self.name, settings.name),
            description=_given(self.description, settings.description),
            parallel=_given(self.parallel, settings.parallel),
            auto_sync=_given(self.auto_sync, settings.auto_sync),
            sync_at=_given(self.sync_at, settings.sync_at),
            time_zone=_given(self.time_zone, settings.time_zone),
            every=_given(self.every, settings.every),
            full_sync_days=_given(self.full_sync_days, settings.full_sync_days),
        )

    @property
    def revalues(self) -> bool:
        """The stored invoices are worth something else afterwards, or are named otherwise."""
        return bool(self.model_fields_set & {"exchange_rate", "rates", "name"})


class SystemCreate(SystemChange):
    """A system to connect."""

    model_config = ConfigDict(json_schema_extra=_with_defaults)
    kind: FieldKind = "whmcs"
    name: Name
    url: Url
    username: Username
    password: Password

    def settings(self) -> Settings:
        return self.applied_to(Settings(self.name, self.url, self.username, kind=self.kind))


def with_rates(settings: Settings, exchange_rate: Decimal | None, rates: Rates | None) -> Settings:
    """None: as they are."""
    entries = None if rates is None else tuple(rate.domain() for rate in rates)
    return replace(
        settings,
        exchange_rate=_given(exchange_rate, settings.exchange_rate),
        rates=_given(entries, settings.rates),
    )


def _given[V](value: V | None, stored: V) -> V:
    return stored if value is None else value


def _revealed(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
