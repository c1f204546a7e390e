"""Records what happened: in the audit, and on the event bus.

It has happened, so nothing fails because it could not be recorded: it is published later, and the
log says so. What cannot even be kept is in the log alone.
"""

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from accounting.clients import event_bus
from accounting.domain.events import Event
from accounting.tables import events_table

AT_ONCE = 100

logger = Logger()


def record(event: Event) -> bool:
    """Whether it is kept and published. Can be repeated: the same event is kept once, and published
    again only when it is not known that it was."""
    try:
        if not event.published:
            events_table.put(event, told=True)
            return True
        if events_table.is_told(event):
            return True
        told = _published(event)
        events_table.put(event, told=told)
    except (BotoCoreError, ClientError):
        logger.exception("Not recorded", extra=_place(event))
        return False
    return told


def tell_untold() -> int:
    """Publishes what could not be when it was recorded. How many still wait, of a hundred."""
    return sum(not record(event) for event in events_table.untold(AT_ONCE))


def _published(event: Event) -> bool:
    try:
        told = event_bus.publish(event)
    except (BotoCoreError, ClientError):
        logger.exception("Not published", extra=_place(event))
        return False
    if not told:
        logger.error("Not published", extra=_place(event))
    return told


def _place(event: Event) -> dict[str, str | None]:
    return {
        "system_id": event.system_id,
        "sync_id": getattr(event.detail, "sync_id", None),
        "event_id": event.event_id,
        "event_type": event.type,
    }
