"""The parameters that routes have in common."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header, Path

SystemId = Annotated[
    str, Path(min_length=1, max_length=40, description="The system", examples=["9f2c4be81a07"])
]
SyncId = Annotated[
    str,
    Path(
        min_length=1, max_length=80, description="The sync", examples=["20260131T080000-5f0c2a91"]
    ),
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
