"""The parameters of a report."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field

from accounting.api import ids
from accounting.api.fields import QueryTruth
from accounting.api.parameters import Word
from accounting.domain.periods import Earlier, Grain
from accounting.domain.revenue_query import Refunds

Length = Annotated[Grain, Query(description="How long a period is")]
YearStart = Annotated[
    int,
    Query(
        ge=1,
        le=12,
        description="The month that years and quarters begin with. Of another than January they "
        "are fiscal years, called after the year they end in: FY2026, FY2026-Q1",
        examples=[7],
    ),
]
Statuses = Annotated[
    list[Word],
    Query(
        min_length=1,
        description="Which invoices count, in any letter case; repeatable",
        examples=[["Paid", "Unpaid"]],
    ),
]
RefundsAre = Annotated[
    Refunds,
    Query(
        description="excluded: a refunded invoice leaves the revenue; booked: it stays where "
        "it was, and is subtracted on the day of its refund"
    ),
]
Compare = Annotated[
    list[Earlier],
    Query(
        max_length=2,
        description="JSON only: what stands beside each period, of one that still runs up to "
        "the same day; repeatable. The total of days with a first one has `previous_year` too",
        examples=[["previous_year"]],
    ),
]
Systems = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=40, json_schema_extra=ids.SYSTEM)]],
    Query(max_length=100, description="Of these systems only; repeatable"),
]
PerCurrency = Annotated[
    QueryTruth,
    Query(
        description="What the invoices of each currency add up to, in the reporting currency and "
        "in their own; in CSV a line for each system and currency of a period"
    ),
]
WithTotals = Annotated[
    QueryTruth,
    Query(description="CSV only: a line over all systems for each period, besides theirs"),
]
