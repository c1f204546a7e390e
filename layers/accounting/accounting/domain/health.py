"""Whether systems do by themselves what they should: synchronise, and go when they are deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounting.domain.systems import System


@dataclass(frozen=True, slots=True)
class Health:
    """Of one system. `since_success`: what has passed since a sync last succeeded, or since syncs
    start by themselves. `oldest_figure`: how old the oldest is. Both count from when the system was
    connected where there is no such thing. `failed`: its last sync did."""

    system_id: str
    name: str
    since_success: timedelta
    oldest_figure: timedelta
    failed: bool


# A million invoices take minutes.
DELETION = timedelta(hours=1)


def overdue_deletions(systems: Iterable[System], now: datetime) -> list[System]:
    """Those that should be gone, for whatever reason they are not."""
    return [system for system in systems if system.deleting and now - system.updated_at > DELETION]


def health_of(systems: Iterable[System], now: datetime) -> list[Health]:
    """Of those that synchronise by themselves and are not being deleted."""
    return [
        _health(system, now)
        for system in systems
        if system.settings.auto_sync and not system.deleting
    ]


def _health(system: System, now: datetime) -> Health:
    last = system.last_sync
    return Health(
        system.system_id,
        system.settings.name,
        since_success=now - max(_success(system) or system.created_at, _automatic_since(system)),
        oldest_figure=now - (system.verified_since or system.created_at),
        failed=last is not None and last.state == "failed",
    )


def _automatic_since(system: System) -> datetime:
    return system.auto_since or system.created_at


def _success(system: System) -> datetime | None:
    """Also of a system whose last success was before version 0.3, which remembers it otherwise."""
    if system.last_success:
        return system.last_success.ended_at
    last = system.last_sync
    return last.ended_at if last and last.state == "succeeded" else None
