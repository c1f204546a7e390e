"""Publishes events on the stack's own event bus."""

import os
from functools import cache
from typing import TYPE_CHECKING

from botocore.config import Config

from accounting.clients import aws
from accounting.domain.events import Event, published_detail

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

SOURCE = "revenue-sync"
# Nobody should wait long for an event of theirs: what it tells of has happened.
CONFIG = Config(
    connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2}
)


@cache
def _client() -> "EventBridgeClient":
    client: EventBridgeClient = aws.client("events", CONFIG)
    return client


def publish(event: Event) -> bool:
    """Whether EventBridge took it."""
    answer = _client().put_events(
        Entries=[
            {
                "EventBusName": os.environ["EVENT_BUS"],
                "Source": SOURCE,
                "DetailType": event.type,
                "Time": event.at,
                "Detail": published_detail(event),
            }
        ]
    )
    return answer["FailedEntryCount"] == 0
