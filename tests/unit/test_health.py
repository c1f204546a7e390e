"""Which systems do not do what they should do by themselves."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from accounting.domain.health import Health, health_of, overdue_deletions
from accounting.domain.syncs import LastSync
from accounting.domain.systems import LastSuccess, System
from tests.fakes.systems import CREATED, a_system

NOW = CREATED + timedelta(days=30)


def automatic(
    *, success: datetime | None = None, verified: datetime | None = None, **fields: object
) -> System:
    system = a_system()
    settings = replace(system.settings, auto_sync=True)
    last = LastSuccess("20260228T060000-daily-9f2c4be81a07", success, verified) if success else None
    return replace(system, settings=settings, last_success=last, **fields)  # type: ignore[arg-type]


def ended(state: str) -> LastSync:
    return LastSync("a", "incremental", state, NOW, NOW)  # type: ignore[arg-type]


def test_only_those_that_should_synchronise_by_themselves_count() -> None:
    assert health_of([a_system(), automatic(deleting=True)], NOW) == []


def test_deletion_is_overdue_after_an_hour() -> None:
    system = automatic(deleting=True, updated_at=NOW)
    hour = timedelta(hours=1)
    assert overdue_deletions([system], NOW + hour) == []
    assert overdue_deletions([system], NOW + hour + timedelta(seconds=1)) == [system]
    assert overdue_deletions([replace(system, deleting=False)], NOW + 2 * hour) == []


def test_ages_are_those_of_the_last_success_and_of_the_oldest_figure() -> None:
    system = automatic(success=NOW - timedelta(hours=2), verified=NOW - timedelta(days=20))
    assert health_of([system], NOW) == [
        Health(
            system.system_id,
            "Example Hosting",
            timedelta(hours=2),
            timedelta(days=20),
            failed=False,
        )
    ]


def test_system_that_never_succeeded_counts_from_its_beginning() -> None:
    (health,) = health_of([automatic()], CREATED + timedelta(hours=3))
    assert (health.since_success, health.oldest_figure) == (timedelta(hours=3),) * 2


def test_system_that_began_to_synchronise_by_itself_a_while_after_its_last_success() -> None:
    switched_on = NOW - timedelta(hours=1)
    (health,) = health_of([automatic(success=CREATED, auto_since=switched_on)], NOW)
    assert health.since_success == timedelta(hours=1)
    succeeded = NOW - timedelta(minutes=5)
    (health,) = health_of([automatic(success=succeeded, auto_since=switched_on)], NOW)
    assert health.since_success == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("state", "failed"), [("failed", True), ("succeeded", False), ("cancelled", False)]
)
def test_failed_is_whose_last_sync_did(state: str, failed: bool) -> None:
    (health,) = health_of([automatic(last_sync=ended(state))], NOW)
    assert health.failed == failed


def test_success_before_version_0_3_counts() -> None:
    last = LastSync("a", "full", "succeeded", NOW, NOW - timedelta(hours=1))
    (health,) = health_of([automatic(last_sync=last)], NOW)
    assert health.since_success == timedelta(hours=1)
