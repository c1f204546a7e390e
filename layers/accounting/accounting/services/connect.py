"""Connects an accounting system, and changes one that is connected."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from accounting.clients import secrets_manager, sources
from accounting.domain import events
from accounting.domain.credentials import Credentials, CredentialsChange
from accounting.domain.errors import (
    InstallationConnected,
    SecretMissing,
    VersionMismatch,
)
from accounting.domain.systems import Settings, System
from accounting.services.credentials import credentials_for, is_moved
from accounting.services.events import record
from accounting.services.new_secret import new_secret
from accounting.tables import systems_table

ATTEMPTS = 5


def connect(settings: Settings, credentials: Credentials, now: datetime, actor: str) -> System:
    """Keeps the credentials in Secrets Manager and the rest in the table.

    Raises InstallationConnected.
    """
    system_id = secrets.token_hex(6)
    _check_free(settings, system_id)
    with new_secret(system_id, secrets_manager.store(system_id, credentials)) as secret_arn:
        system = System(
            system_id=system_id,
            settings=settings,
            secret_arn=secret_arn,
            has_access_key=bool(credentials.access_key),
            version=1,
            created_at=now,
            updated_at=now,
            next_sync_at=settings.next_sync_after(now),
            auto_since=now if settings.auto_sync else None,
        )
        systems_table.create(system)
        _give_way(system)
    record(events.created(system, actor))
    return system


def change(
    system_id: str,
    edit: Callable[[Settings], Settings],
    credentials: CredentialsChange,
    version: int | None,
    now: datetime,
    actor: str,
) -> System:
    """The system as it is afterwards. Without a version to hold to, two changes at once are made
    one after the other.

    Raises SystemNotFound, SystemDeleting, VersionMismatch, InvalidInput, InstallationConnected,
    SecretMissing.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _change(systems_table.get(system_id), edit, credentials, version, now, actor)
        except VersionMismatch:
            if version is not None or attempt == ATTEMPTS:
                raise
        except SecretMissing:  # Or replaced a moment ago, by another change.
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _change(
    system: System,
    edit: Callable[[Settings], Settings],
    entered: CredentialsChange,
    version: int | None,
    now: datetime,
    actor: str,
) -> System:
    if version not in (None, system.version):
        raise VersionMismatch
    changed = replace(system, settings=edit(system.settings), updated_at=now)
    moved = is_moved(system, changed.settings)
    if not (entered or moved):
        return _keep(system, changed, entered, actor)
    credentials = credentials_for(changed.settings, system, entered)
    if moved:
        _check_free(changed.settings, system.system_id)
    stored = secrets_manager.store(system.system_id, credentials)
    with new_secret(system.system_id, stored) as secret_arn:
        has_access_key = bool(credentials.access_key)
        changed = replace(changed, secret_arn=secret_arn, has_access_key=has_access_key)
        kept = _keep(system, changed, entered, actor)
    secrets_manager.remove(system.secret_arn)
    return kept


def _keep(before: System, after: System, entered: CredentialsChange, actor: str) -> System:
    rescheduled = after.settings.schedule != before.settings.schedule
    if rescheduled:
        switched_on = after.settings.auto_sync and not before.settings.auto_sync
        after = replace(
            after,
            next_sync_at=_next_sync_at(before, after),
            auto_since=after.updated_at if switched_on else before.auto_since,
        )
    kept = systems_table.change(after, rescheduled=rescheduled)
    event = events.changed(before, kept, entered, actor)
    if event:
        record(event)
    return kept


def _next_sync_at(before: System, after: System) -> datetime | None:
    """What is due stays due: it may wait for a sync that runs, or WHMCS has been promised it."""
    due_at, now = before.due_at, after.updated_at
    return due_at if due_at and due_at <= now else after.settings.next_sync_after(now)


def _check_free(settings: Settings, system_id: str) -> None:
    """Connected twice, an installation's revenue would count twice."""
    installation = sources.installation(settings)
    for other in systems_table.list_all(consistent=True):
        if other.system_id == system_id or other.deleting:
            continue
        if sources.installation(other.settings) == installation:
            raise InstallationConnected(other.system_id, other.settings.name)


def _give_way(system: System) -> None:
    """To another that was connected since we looked; it looks too, so one of them goes at least."""
    try:
        _check_free(system.settings, system.system_id)
    except InstallationConnected:
        systems_table.remove(system.system_id)
        raise
