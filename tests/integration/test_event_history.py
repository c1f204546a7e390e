"""What happened to a system, a page at a time, also after it was deleted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from accounting.domain import events
from accounting.domain.event_types import SyncCancelRequested
from accounting.tables import events_table
from local.running import Running
from tests.fakes.systems import a_system
from tests.integration.http import NEW_SYSTEM, Http, invalid, problem

ID = a_system().system_id
BEGAN = datetime(2026, 1, 31, 8, tzinfo=UTC)


@pytest.fixture
def happened(running: Running) -> list[str]:
    """Ids of 45 events, three at the same moment each time."""
    found = [
        events.event(
            a_system(),
            BEGAN + timedelta(milliseconds=number // 3),
            "ada@example.com",
            SyncCancelRequested(str(number)),
            str(number),
        )
        for number in range(45)
    ]
    for event in found:
        events_table.put(event, told=True)
    return [event.event_id for event in found]


@pytest.mark.parametrize("limit", [1, 7, 44, 45, 100])
def test_pages_hold_every_event_once_latest_first(
    http: Http, happened: list[str], limit: int
) -> None:
    """Of a system that is gone."""
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = http.get(f"/systems/{ID}/events?limit={limit}{cursor}").json()
        assert 0 < len(page["events"]) <= limit
        found += page["events"]
        cursor = f"&cursor={page['next']}" if page["next"] else None
    assert [event["id"] for event in found] == sorted(happened, reverse=True)
    assert found[0] | {"id": "", "detail": {}} == {
        "id": "",
        "type": "SyncCancelRequested",
        "at": "2026-01-31T08:00:00.014Z",
        "actor": "ada@example.com",
        "name": "Example Hosting",
        "detail": {},
    }
    assert {event["detail"]["sync_id"] for event in found} == set(map(str, range(45)))


def test_viewers_read_who_did_what(running: Running, http: Http) -> None:
    path = http.post("/systems", NEW_SYSTEM).headers["Location"]
    viewer = Http(running, running.token("viewer"))
    (event,) = viewer.get(f"{path}/events").json()["events"]
    assert event["detail"] == {"kind": "whmcs", "url": NEW_SYSTEM["url"]}
    viewer.close()


def test_system_of_which_nothing_is_recorded_has_an_empty_page(
    running: Running, http: Http, system_id: str
) -> None:
    """One that an earlier version connected."""
    table = running.stack.resources["EventsTable"]
    for item in boto3.client("dynamodb").scan(TableName=table)["Items"]:
        key = {name: item[name] for name in ("system_id", "event_id")}
        boto3.client("dynamodb").delete_item(TableName=table, Key=key)
    assert http.get(f"/systems/{system_id}/events").json() == {"events": [], "next": None}


def test_system_that_never_was_is_unknown(http: Http, happened: list[str]) -> None:
    problem(http.get("/systems/000000000000/events"), 404, "SystemNotFound")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("cursor=", "cursor"),
        ("cursor=e1", "cursor"),
        ("cursor=20260131T080000000-0123456789ab", "cursor"),
        ("cursor=e20260131T080000000-0123456789AB", "cursor"),
        ("cursor=e20260131T080000000-0123456789ab%0A", "cursor"),
        ("page=2", "page"),
    ],
)
def test_page_of_events_that_is_not_valid(
    http: Http, system_id: str, query: str, name: str
) -> None:
    invalid(http.get(f"/systems/{system_id}/events?{query}"), name)
