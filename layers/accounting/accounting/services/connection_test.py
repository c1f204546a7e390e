"""Tests whether an accounting system can be read, before or after it is connected."""

from dataclasses import dataclass
from math import ceil

from accounting.clients import secrets_manager, sources
from accounting.domain.clock import Clock
from accounting.domain.credentials import Credentials, CredentialsChange
from accounting.domain.errors import SourceError
from accounting.domain.syncs import Failure
from accounting.domain.systems import Settings, System


@dataclass(frozen=True, slots=True)
class Readable:
    """`invoices`: how many the source lists. `steps`: how many requests a full sync takes."""

    invoices: int
    steps: int
    milliseconds: int


def try_new(settings: Settings, credentials: Credentials, clock: Clock) -> Readable | Failure:
    """One request for one invoice, no second attempt: the administrator is waiting."""
    began = clock.monotonic()
    try:
        page = sources.open_source(settings, credentials).page(0, 1)
    except SourceError as error:
        return Failure.of(error)
    milliseconds = round(1000 * (clock.monotonic() - began))
    return Readable(page.total, ceil(page.total / settings.step), milliseconds)


def try_stored(
    system: System, settings: Settings, credentials: CredentialsChange, clock: Clock
) -> Readable | Failure:
    """With what the administrator has entered meanwhile in place of what is stored."""
    stored = secrets_manager.read(system.secret_arn)
    return try_new(settings, credentials.applied_to(stored), clock)
