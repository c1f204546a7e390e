"""Connects an accounting system, and changes one that is connected."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from accounting.clients import secrets_manager
from accounting.domain.credentials import Credentials, CredentialsChange
from accounting.domain.errors import VersionMismatch
from accounting.domain.systems import Settings, System
from accounting.tables import systems_table

ATTEMPTS = 5


def connect(settings: Settings, credentials: Credentials, now: datetime) -> System:
    """Keeps the credentials in Secrets Manager and the rest in the table."""
    system_id = secrets.token_hex(6)
    system = System(
        system_id=system_id,
        settings=settings,
        secret_arn=secrets_manager.store(system_id, credentials),
        has_access_key=bool(credentials.access_key),
        version=1,
        created_at=now,
        updated_at=now,
    )
    try:
        systems_table.create(system)
    except BaseException:
        secrets_manager.remove(system.secret_arn)
        raise
    return system


def change(
    system_id: str,
    edit: Callable[[Settings], Settings],
    credentials: CredentialsChange,
    version: int | None,
    now: datetime,
) -> System:
    """The system as it is afterwards. Without a version to hold to, two changes at once are made
    one after the other.

    Raises SystemNotFound, SystemDeleting, VersionMismatch.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _change(systems_table.get(system_id), edit, credentials, version, now)
        except VersionMismatch:
            if version is not None or attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _change(
    system: System,
    edit: Callable[[Settings], Settings],
    credentials: CredentialsChange,
    version: int | None,
    now: datetime,
) -> System:
    if version not in (None, system.version):
        raise VersionMismatch
    has_access_key = system.has_access_key
    if credentials.access_key is not None:
        has_access_key = bool(credentials.access_key)
    changed = systems_table.change(
        replace(
            system,
            settings=edit(system.settings),
            has_access_key=has_access_key,
            updated_at=now,
        )
    )
    if credentials:
        stored = secrets_manager.read(system.secret_arn)
        secrets_manager.replace(system.secret_arn, credentials.applied_to(stored))
    return changed
