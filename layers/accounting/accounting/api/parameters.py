"""The parameters that routes have in common."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query

from accounting.api import ids

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
