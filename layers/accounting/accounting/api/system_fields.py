"""Systems in requests."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from accounting.api.fields import Day, PositiveRate, Truth, whole
from accounting.outgoing import check_url
from accounting.rates import Rate

Name = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        description="What people call the system",
        examples=["Example Hosting"],
    ),
]
Description = Annotated[
    str,
    Field(
        max_length=1000, description="Anything worth knowing", examples=["Shared hosting, Europe"]
    ),
]
Url = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        description="Where WHMCS is: the folder that holds includes/api.php. https only, a public "
        "address, port 443 or one above 1023",
        examples=["https://billing.example.com/"],
        json_schema_extra={"format": "uri"},
    ),
    AfterValidator(check_url),
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
    PositiveRate,
    Field(description="To the reporting currency, where `rates` has no entry", examples=["1"]),
]


class RateFields(BaseModel):
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
    kind: Literal["whmcs"] = Field(
        "whmcs", description="Which accounting system", examples=["whmcs"]
    )
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


class NewConnectionTest(Fields):
    kind: Literal["whmcs"] = Field(
        "whmcs", description="Which accounting system", examples=["whmcs"]
    )
    url: Url
    username: Username
    password: Password
    access_key: AccessKey = SecretStr("")
    step: Step = 250


def _no_defaults(schema: dict[str, Any]) -> None:
    """What is left out stays as it is, so the defaults below are never used and not documented."""
    for field in schema["properties"].values():
        field.pop("default", None)


class SystemChange(Fields):
    """Only the fields that are to change."""

    model_config = ConfigDict(json_schema_extra=_no_defaults)
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
    """Only what differs from what is stored."""

    model_config = ConfigDict(json_schema_extra=_no_defaults)
    url: Url = ""
    username: Username = ""
    password: Password = SecretStr("")
    access_key: AccessKey = SecretStr("")
    step: Step = 250
