"""An accounting system that asks by itself for a Sync."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes
from typing import Literal

from aws_lambda_powertools import Logger

from accounting.clients import secrets_manager
from accounting.clients.aws import busy
from accounting.domain.actors import HOOK
from accounting.domain.errors import (
    SecretMissing,
    SyncAlreadyRunning,
    SystemDeleting,
    SystemNotFound,
    WebhookRefused,
    WebhookRepeated,
)
from accounting.domain.syncs import hook_sync_id
from accounting.domain.systems import Hook
from accounting.domain.webhooks import KEY_BYTES, Webhook, WebhookKey
from accounting.services.start import start
from accounting.tables import syncs_table, systems_table, webhooks_table

logger = Logger()


@dataclass(frozen=True, slots=True)
class Answered:
    """`started`: this sync reads what is new. `coalesced`: this one, which has not begun to read,
    does. `wanted`: this one has begun, so the schedule starts another."""

    sync_id: str
    state: Literal["started", "coalesced", "wanted"]


def authenticate(system_id: str, webhook: Webhook) -> None:
    """Does as much for a system that does not exist as for one that does.

    Raises WebhookRefused, Busy.
    """
    with busy():
        hook = _hook(system_id)
        try:
            key = secrets_manager.read_hook_key(hook.secret_arn if hook else None)
        except SecretMissing:
            key = WebhookKey(token_bytes(KEY_BYTES))  # Nobody's.
    webhook.check(key)


def ask(system_id: str, webhook_id: str, event: str, now: datetime) -> Answered:
    """For an authentic message. Raises WebhookRefused, WebhookRepeated, Busy."""
    with busy():
        if webhooks_table.is_answered(system_id, webhook_id, now):
            raise WebhookRepeated
        try:
            answered = _start(system_id, now)
        except (SystemNotFound, SystemDeleting):
            raise WebhookRefused("deleted") from None
        # Only now: one that is repeated while this is at work, or after it failed, is no replay. It
        # starts the same sync.
        webhooks_table.remember(system_id, webhook_id, now)
    logger.info(
        "Asked for a Sync",
        system_id=system_id,
        sync_id=answered.sync_id,
        state=answered.state,
        event_name=event,
    )
    return answered


def _hook(system_id: str) -> Hook | None:
    system = systems_table.find(system_id)
    return system.hook if system and not system.deleting else None


def _start(system_id: str, now: datetime) -> Answered:
    """One sync a minute at most. One that has begun to read may have passed what is new."""
    sync_id = hook_sync_id(now, system_id)
    earlier = syncs_table.find(system_id, sync_id)
    if earlier and earlier.state != "queued":
        return _want(system_id, sync_id, now)
    mode, go_on = systems_table.get(system_id).daily(now)
    try:
        start(system_id, mode, now, go_on=go_on, started_by=HOOK, sync_id=sync_id)
    except SyncAlreadyRunning as error:
        running = syncs_table.find(system_id, error.sync_id)
        if running and running.state == "queued":
            return Answered(error.sync_id, "coalesced")
        return _want(system_id, error.sync_id, now)
    if go_on:  # It goes on behind what is new.
        return _want(system_id, sync_id, now)
    return Answered(sync_id, "coalesced" if earlier else "started")


def _want(system_id: str, sync_id: str, now: datetime) -> Answered:
    systems_table.want_sync(system_id, now)
    return Answered(sync_id, "wanted")
