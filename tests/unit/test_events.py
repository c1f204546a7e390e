"""What is recorded of a system: who, what and when, and never a secret."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounting.domain import events
from accounting.domain.credentials import CredentialsChange
from accounting.domain.event_types import (
    FieldChange,
    SyncCancelled,
    SyncFailed,
    SyncSucceeded,
    SystemChanged,
)
from accounting.domain.syncs import Failure, LastSync, Progress, State, Sync, queued
from accounting.domain.systems import System
from tests.fakes.systems import CREATED, a_rate, a_system

LATER = CREATED + timedelta(seconds=9.512)
REJECTED = Failure("SourceRejected", "Refused", "WHMCS does not accept it.", "Look at it.")
NOTHING_ENTERED = CredentialsChange()


def a_sync(sync_id: str = "one") -> Sync:
    url = a_system().settings.url
    return queued("9f2c4be81a07", sync_id, "full", url, CREATED, started_by="ada@example.com")


def ended(state: State, error: Failure | None = None, sync_id: str = "one") -> Sync:
    sync = replace(a_sync(sync_id), state=state, ended_at=LATER, error=error)
    return replace(sync, progress=Progress(log=()))


def after(sync: Sync) -> System:
    return replace(a_system(), last_sync=LastSync.of(sync))


def changes(system: System, entered: CredentialsChange = NOTHING_ENTERED) -> Any:
    event = events.changed(a_system(), system, entered, "ada")
    return event and event.detail


def with_settings(**fields: Any) -> System:
    return replace(a_system(), settings=replace(a_system().settings, **fields))


def test_the_same_thing_has_the_same_id_whenever_it_is_recorded() -> None:
    system, sync = a_system(), ended("succeeded")
    assert events.ended(system, sync) == events.ended(system, sync)
    others = [
        events.ended(system, ended("succeeded", sync_id="two")),
        events.ended(system, ended("failed", REJECTED)),
        events.started(system, sync),
        events.ended(a_system(system_id="000000000000"), sync),
    ]
    ids = {event.event_id for event in others} | {events.ended(system, sync).event_id}
    assert len(ids) == 5


def test_ids_sort_by_time_to_the_millisecond() -> None:
    sync = ended("succeeded")
    moments = [CREATED + timedelta(milliseconds=number) for number in (0, 1, 999, 1000, 86_400_000)]
    ids = [events.ended(a_system(), replace(sync, ended_at=at)).event_id for at in moments]
    assert ids == sorted(ids)
    assert ids[2].startswith("20260131T080000999-")


def test_change_names_its_fields_with_what_they_were_and_are() -> None:
    rates = (a_rate("USD", "2024-01-01", "0.92"), a_rate("GBP", "0001-01-01", "1.1"))
    changed = with_settings(name="B", step=100, auto_sync=True, rates=rates)
    assert changes(changed) == SystemChanged(
        (
            FieldChange("name", "Example Hosting", "B"),
            FieldChange("step", "250", "100"),
            FieldChange("auto_sync", "off", "on"),
            FieldChange("rates", "", "USD 0.92 from 2024-01-01; GBP 1.1"),
        )
    )
    assert changes(with_settings(exchange_rate=Decimal("1E+1"))) == SystemChanged(
        (FieldChange("exchange_rate", "1", "10"),)
    )


def test_parts_of_a_credential_are_named_without_their_values() -> None:
    entered = CredentialsChange(password="hunter2", access_key="")
    event = events.changed(a_system(), with_settings(username="other"), entered, "ada")
    assert event
    assert event.detail == SystemChanged(
        tuple(FieldChange(name, None, None) for name in ("username", "password", "access_key"))
    )
    for secret in ("hunter2", "other", "identifier"):
        assert secret not in events.published_detail(event)


def test_change_to_what_is_there_already_is_none() -> None:
    assert changes(replace(a_system(), version=2)) is None


def test_long_text_is_cut() -> None:
    (change,) = changes(with_settings(description="x" * 5000)).changes
    assert change.after == "x" * 999 + "…"


@pytest.mark.parametrize(
    ("before", "repeated"),
    [
        (None, False),
        (ended("succeeded", sync_id="before"), False),
        (ended("cancelled", sync_id="before"), False),
        (ended("failed", replace(REJECTED, code="SourceShrank"), sync_id="before"), False),
        (ended("failed", REJECTED, sync_id="before"), True),
        (ended("failed", REJECTED), False),
    ],
)
def test_failure_is_repeated_when_one_since_the_last_success_had_the_same_code(
    before: Sync | None, repeated: bool
) -> None:
    system = after(before) if before else a_system()
    event = events.ended(system, ended("failed", REJECTED))
    assert event.detail == SyncFailed("one", "full", CREATED, LATER, REJECTED, repeated)
    assert (event.at, event.actor) == (LATER, "ada@example.com")


@pytest.mark.parametrize(
    ("before", "recovered"),
    [
        (None, False),
        (ended("succeeded", sync_id="before"), False),
        (ended("cancelled", sync_id="before"), False),
        (ended("failed", REJECTED, sync_id="before"), True),
        (ended("failed", REJECTED), False),
    ],
)
def test_success_is_a_recovery_after_a_failure(before: Sync | None, recovered: bool) -> None:
    event = events.ended(after(before) if before else a_system(), ended("succeeded"))
    assert isinstance(event.detail, SyncSucceeded)
    assert event.detail.recovered is recovered


def test_cancelled_sync_between_changes_nothing_about_a_failure_that_was_told() -> None:
    failed = LastSync.of(ended("failed", REJECTED, sync_id="before"))
    cancelled = LastSync.of(ended("cancelled", sync_id="between"), failed)
    assert cancelled.failures == (REJECTED.code,)
    system = replace(a_system(), last_sync=cancelled)
    again, mended = (
        events.ended(system, sync).detail
        for sync in (ended("failed", REJECTED), ended("succeeded"))
    )
    assert isinstance(again, SyncFailed)
    assert again.repeated
    assert isinstance(mended, SyncSucceeded)
    assert mended.recovered
    assert LastSync.of(ended("succeeded"), cancelled).failures == ()


def test_failures_that_alternate_are_repeated() -> None:
    shrank = replace(REJECTED, code="SourceShrank")
    last, told = None, []
    for number, failure in enumerate([REJECTED, shrank, REJECTED, shrank]):
        sync = ended("failed", failure, sync_id=str(number))
        detail = events.ended(replace(a_system(), last_sync=last), sync).detail
        assert isinstance(detail, SyncFailed)
        told.append(detail.repeated)
        last = LastSync.of(sync, last)
    assert told == [False, False, True, True]


def test_cancelled_sync_names_who_cancelled_it() -> None:
    sync = replace(ended("cancelled"), cancelled_by="bob")
    event = events.ended(a_system(), sync)
    assert isinstance(event.detail, SyncCancelled)
    assert event.actor == "bob"
    requested = events.cancel_requested(a_system(), sync, LATER)
    assert (requested.actor, requested.type) == ("bob", "SyncCancelRequested")


def test_sync_that_failed_without_a_word_was_interrupted() -> None:
    event = events.ended(a_system(), ended("failed"))
    assert isinstance(event.detail, SyncFailed)
    assert event.detail.error.code == "SyncInterrupted"


def test_what_is_published_says_all_of_it_in_json() -> None:
    event = events.ended(a_system(), ended("failed", REJECTED))
    assert json.loads(events.published_detail(event)) == {
        "format": 1,
        "event_id": event.event_id,
        "system_id": "9f2c4be81a07",
        "name": "Example Hosting",
        "at": "2026-01-31T08:00:09.512Z",
        "actor": "ada@example.com",
        "sync_id": "one",
        "mode": "full",
        "started_at": "2026-01-31T08:00:00.000Z",
        "ended_at": "2026-01-31T08:00:09.512Z",
        "error": {
            "code": "SourceRejected",
            "title": "Refused",
            "detail": "WHMCS does not accept it.",
            "advice": "Look at it.",
        },
        "repeated": False,
    }


def test_deletion_is_of_the_moment_it_was_asked_for() -> None:
    system = replace(a_system(), deleted_by="ada", updated_at=LATER)
    event = events.deleted(system)
    assert (event.at, event.actor, event.type) == (LATER, "ada", "SystemDeleted")


def test_tests_and_requests_to_cancel_are_for_the_audit_only() -> None:
    tested = events.tested(
        a_system(), with_settings(url="https://x/").settings, NOTHING_ENTERED, None, "ada", LATER
    )
    assert not tested.published
    assert not events.cancel_requested(a_system(), a_sync(), LATER).published
    assert events.deleted(a_system()).published
