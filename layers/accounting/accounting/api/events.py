"""Events in answers."""

import json
from typing import Any, Self

from pydantic import Field

from accounting.api.model import Model
from accounting.domain.clock import utc_text
from accounting.domain.event_types import TYPES
from accounting.domain.events import Event, detail_text

KNOWN: dict[str, Any] = {"enum": sorted(TYPES)}


class EventView(Model):
    """`detail` depends on the type: docs/events.md describes each."""

    id: str = Field(examples=["20260131T080009512-5f0c2a9177d0"])
    type: str = Field(examples=["SyncFailed"], json_schema_extra=KNOWN)
    at: str = Field(examples=["2026-01-31T08:00:09.512Z"])
    actor: str = Field(
        description="Mail address, user name or client id; or `schedule`, `hook` (of a WHMCS), "
        "`execution` (started in Step Functions), `unknown`",
        examples=["ada@example.com"],
    )
    name: str = Field(description="The system's, at that time", examples=["Example Hosting"])
    detail: dict[str, Any] = Field(
        examples=[
            {
                "sync_id": "20260131T080000-5f0c2a91",
                "mode": "incremental",
                "started_at": "2026-01-31T08:00:00.000Z",
                "ended_at": "2026-01-31T08:00:09.512Z",
                "error": {
                    "code": "SourceRejected",
                    "title": "The accounting system refused us",
                    "detail": "WHMCS does not accept the secret (password).",
                    "advice": "Check identifier and secret in System Settings > Manage API "
                    "Credentials of WHMCS.",
                },
                "repeated": False,
            }
        ]
    )

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(
            id=event.event_id,
            type=event.type,
            at=utc_text(event.at),
            actor=event.actor,
            name=event.name,
            detail=json.loads(detail_text(event)),
        )


class EventsView(Model):
    events: list[EventView]
    next: str | None = Field(
        description="Give it as `cursor` for the next ones; null at the end",
        examples=["e20260131T080009512-5f0c2a9177d0"],
    )
