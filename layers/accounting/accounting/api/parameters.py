"""The parameters that routes have in common."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query
from pydantic import Field

from accounting.api import ids
from accounting.api.fields import Day
from accounting.api.paging import EVENT_CURSOR, FOUND_CURSOR, INVOICE_CURSOR, SYNC_CURSOR
from accounting.domain.invoices import Basis

_NEXT = "`next` of the page before"

SystemId = Annotated[
    str,
    Path(min_length=1, max_length=40, description="The system", json_schema_extra=ids.SYSTEM),
]
OneSystem = Annotated[
    str | None,
    Query(min_length=1, max_length=40, description="One system only", json_schema_extra=ids.SYSTEM),
]
From = Annotated[Day | None, Query(alias="from", description="First day, inclusive")]
To = Annotated[Day | None, Query(alias="to", description="Last day, inclusive")]
WhichDay = Annotated[Basis, Query(description="Which day counts: of issue or payment")]
Word = Annotated[str, Field(min_length=1, max_length=40)]
Currencies = Annotated[
    list[Word], Query(description="Invoices in this currency only; repeatable", examples=[["USD"]])
]
SyncId = Annotated[
    str, Path(min_length=1, max_length=80, description="The sync", json_schema_extra=ids.SYNC)
]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at once")]
Invoices = Annotated[int, Query(ge=1, le=1000, description="How many at once")]
FoundCursor = Annotated[str | None, Query(pattern=FOUND_CURSOR, description=_NEXT)]
InvoiceCursor = Annotated[str | None, Query(pattern=INVOICE_CURSOR, description=_NEXT)]
SyncCursor = Annotated[str | None, Query(pattern=SYNC_CURSOR, description=_NEXT)]
EventCursor = Annotated[str | None, Query(pattern=EVENT_CURSOR, description=_NEXT)]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="The ETag of what the change is based on; `*` or none: whatever there is",
    ),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        description="Repeating a request with the same key gives the first answer again",
    ),
]
