"""Tests whether an accounting system can be read, before or after it is connected."""

from dataclasses import dataclass
from math import ceil

from accounting.clients import sources
from accounting.clients.patience import TEST_PATIENCE
from accounting.domain import events
from accounting.domain.clock import Clock
from accounting.domain.credentials import Credentials, CredentialsChange
from accounting.domain.errors import SecretMissing, SourceError
from accounting.domain.syncs import Failure
from accounting.domain.systems import Settings, System
from accounting.services.credentials import credentials_for
from accounting.services.events import record


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
        page = sources.open_source(settings, credentials, TEST_PATIENCE).page(0, 1)
    except SourceError as error:
        return Failure.of(error)
    milliseconds = round(1000 * (clock.monotonic() - began))
    return Readable(page.total, ceil(page.total / settings.step), milliseconds)


def try_stored(
    system: System,
    settings: Settings,
    credentials: CredentialsChange,
    clock: Clock,
    actor: str,
) -> Readable | Failure:
    """With what the administrator has entered meanwhile in place of what is stored.

    Raises InvalidInput when the address is another one and something is to be entered again.
    """
    try:
        complete = credentials_for(settings, system, credentials)
    except SecretMissing as error:
        result: Readable | Failure = Failure.of(error)
    else:
        result = try_new(settings, complete, clock)
    failure = result if isinstance(result, Failure) else None
    record(events.tested(system, settings, credentials, failure, actor, clock.now()))
    return result
