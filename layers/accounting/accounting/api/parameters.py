"""The parameters that routes have in common."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query

from accounting.api import ids
from accounting.api.paging import EVENT_CURSOR, INVOICE_CURSOR, SYNC_CURSOR

_NEXT = "`next` of the page before"

SystemId = Annotated[
    str,
    Path(min_length=1, max_length=40, description="The system", json_schema_extra=ids.SYSTEM),
]
OneSystem = Annotated[
    str | None,
    Query(min_length=1, max_length=40, description="One system only", json_schema_extra=ids.SYSTEM),
]
SyncId = Annotated[
    str, Path(min_length=1, max_length=80, description="The sync", json_schema_extra=ids.SYNC)
]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at once")]
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
