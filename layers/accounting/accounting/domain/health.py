"""Whether the systems that are to synchronise by themselves do so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounting.domain.systems import System


@dataclass(frozen=True, slots=True)
class Health:
    """Of one system. `since_success`: what has passed since a sync last succeeded, of a system that
    never had one since it was connected. `oldest_figure`: how old the oldest is; None: some were
    never compared. `failed`: its last sync did."""

    system_id: str
    name: str
    since_success: timedelta
    oldest_figure: timedelta | None
    failed: bool


def health_of(systems: Iterable[System], now: datetime) -> list[Health]:
    """Of those that synchronise by themselves and are not being deleted."""
    return [
        _health(system, now)
        for system in systems
        if system.settings.auto_sync and not system.deleting
    ]


def _health(system: System, now: datetime) -> Health:
    success, verified = system.last_success, system.verified_since
    last = system.last_sync
    return Health(
        system.system_id,
        system.settings.name,
        since_success=now - (success.ended_at if success else system.created_at),
        oldest_figure=now - verified if verified else None,
        failed=last is not None and last.state == "failed",
    )
