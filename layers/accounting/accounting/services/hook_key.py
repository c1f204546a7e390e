"""The key with which a WHMCS signs its request for a Sync: given out once, when it is made."""

import secrets
from datetime import datetime

from accounting.clients import secrets_manager
from accounting.domain import events
from accounting.domain.errors import SystemDeleting, VersionMismatch
from accounting.domain.systems import Hook, System
from accounting.domain.webhooks import KEY_BYTES, WebhookKey
from accounting.services.events import record
from accounting.services.new_secret import new_secret
from accounting.tables import systems_table

ATTEMPTS = 5


def create(system_id: str, now: datetime, actor: str) -> WebhookKey:
    """In place of the one there was, which ends at once.

    Raises SystemNotFound, SystemDeleting, VersionMismatch.
    """
    if systems_table.get(system_id).deleting:
        raise SystemDeleting(system_id)
    key = WebhookKey(secrets.token_bytes(KEY_BYTES))
    stored = secrets_manager.store_hook_key(system_id, key)
    with new_secret(system_id, stored) as secret_arn:
        before = _replace(system_id, Hook(secret_arn, now))
    _remove(before)
    record(events.hook_key_changed(before, "set anew" if before.hook else "set", actor, now))
    return key


def remove(system_id: str, now: datetime, actor: str) -> None:
    """Nothing starts a Sync from there any more. Can be repeated.

    Raises SystemNotFound, SystemDeleting, VersionMismatch.
    """
    before = _replace(system_id, None)
    _remove(before)
    if before.hook:
        record(events.hook_key_changed(before, "", actor, now))


def _replace(system_id: str, hook: Hook | None) -> System:
    """The system as it was before; another replacement may come between reading and writing."""
    for _ in range(ATTEMPTS):
        before = systems_table.get(system_id)
        if systems_table.replace_hook(before, hook):
            return before
    raise VersionMismatch


def _remove(before: System) -> None:
    if before.hook:
        secrets_manager.remove(before.hook.secret_arn)
