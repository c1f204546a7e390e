"""Events as EventBridge sends them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any


def event(
    source: str,
    detail_type: str,
    resource: str,
    detail: dict[str, Any],
    at: datetime | None = None,
) -> dict[str, Any]:
    """`at`: now, unless said otherwise."""
    time = (at or datetime.now(UTC)).astimezone(UTC)
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": detail_type,
        "source": source,
        "account": "123456789012",
        "time": f"{time:%Y-%m-%dT%H:%M:%SZ}",
        "region": "eu-central-1",
        "resources": [resource],
        "detail": detail,
    }


def scheduled_event(rule: str, due: datetime | None = None) -> dict[str, Any]:
    """What a rule with a schedule sends. `due`: when the schedule says so."""
    arn = f"arn:aws:events:eu-central-1:123456789012:rule/{rule}"
    return event("aws.events", "Scheduled Event", arn, {}, due)
