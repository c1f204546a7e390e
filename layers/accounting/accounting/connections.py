"""Connect, change and test accounting systems."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any

from accounting import credentials, sources, systems_table, workflow_client
from accounting.clock import Clock
from accounting.credentials import SECRETS, Credentials
from accounting.errors import SourceError
from accounting.syncs import Failure
from accounting.systems import System


@dataclass(frozen=True, slots=True)
class Connected:
    """`invoices`: how many the source lists. `steps`: how many requests a full sync takes."""

    invoices: int
    steps: int
    milliseconds: int


def _new(fields: Mapping[str, Any], now: datetime) -> tuple[System, Credentials]:
    """A system with these fields, not stored yet."""
    plain = {name: value for name, value in fields.items() if name not in SECRETS}
    system = System(
        **{**plain, "rates": tuple(plain["rates"])},
        system_id=secrets.token_hex(6),
        secret_arn="",
        version=1,
        created_at=now,
        updated_at=now,
    )
    return system, Credentials(fields["password"], fields["access_key"])


def connect(fields: Mapping[str, Any], now: datetime) -> System:
    """Keeps the secrets in Secrets Manager and the rest in the table."""
    system, secret = _new(fields, now)
    stored = replace(
        system,
        secret_arn=credentials.store(system.system_id, secret),
        has_access_key=bool(secret.access_key),
    )
    try:
        systems_table.create(stored)
    except BaseException:
        credentials.remove(stored.secret_arn)
        raise
    return stored


def change(system_id: str, fields: Mapping[str, Any], version: int | None, now: datetime) -> System:
    """Sets these fields only. The secrets follow when the system has been changed, so that a stale
    request changes nothing."""
    plain = {name: value for name, value in fields.items() if name not in SECRETS}
    if "access_key" in fields:
        plain["has_access_key"] = bool(fields["access_key"])
    system = systems_table.change(system_id, plain, now, version)
    given = {name: fields[name] for name in SECRETS if name in fields}
    if given:
        credentials.replace(
            system.secret_arn, replace(credentials.read(system.secret_arn), **given)
        )
    return system


def delete(system_id: str, version: int | None, now: datetime) -> System:
    """Marks the system and starts the state machine that removes it. Can be repeated."""
    system = systems_table.mark_deleting(system_id, now, version)
    workflow_client.start_delete(system_id)
    return system


def try_new(fields: Mapping[str, Any], clock: Clock) -> Connected | Failure:
    """Tries what the administrator has typed, before anything of it is stored."""
    unstored = {"name": "", "description": "", "parallel": 1, "auto_sync": False, "rates": ()}
    rest = {"exchange_rate": Decimal(1), "full_sync_days": 0}
    return _try(*_new({**unstored, **rest, **fields}, clock.now()), clock)


def try_stored(system: System, fields: Mapping[str, Any], clock: Clock) -> Connected | Failure:
    """Tries a system with what the administrator has typed meanwhile in place of what is stored."""
    plain = {name: value for name, value in fields.items() if name not in SECRETS}
    given = {name: fields[name] for name in SECRETS if name in fields}
    secret = replace(credentials.read(system.secret_arn), **given)
    return _try(replace(system, **plain), secret, clock)


def _try(system: System, secret: Credentials, clock: Clock) -> Connected | Failure:
    """One request for one invoice, no second attempt: the administrator is waiting."""
    began = clock.monotonic()
    try:
        page = sources.connect(system, secret).page(0, 1)
    except SourceError as error:
        return Failure.of(error)
    milliseconds = round(1000 * (clock.monotonic() - began))
    return Connected(page.total, ceil(page.total / system.step), milliseconds)
