"""The syncs of a system, a page at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from tests.integration.http import NEW_SYSTEM, Http, invalid

LOG_LINE = "Step 3 - OK: 250 invoices, 2 new (81 ms)"
BEGAN = datetime(2026, 1, 31, 8, tzinfo=UTC)


@pytest.fixture
def recorded(system_id: str) -> list[str]:
    """Ids of 45 syncs, in the order of their start: three at the same moment, names by hand among
    those in the order of time, a full log each."""
    ids = [_name(number) for number in range(45)]
    for number, sync_id in enumerate(ids):
        _record(system_id, sync_id, BEGAN + timedelta(seconds=number // 3 * 0.5))
    return ids


def _name(number: int) -> str:
    match number % 3:
        case 0:
            return f"20260131T08{number:04}-5f0c2a91"
        case 1:
            return f"daily-2026-01-{number:02}-9f2c4be81a07"
    return f"{45 - number:02}+of+Ürsula's+(again)"


def _record(system_id: str, sync_id: str, started_at: datetime) -> None:
    from accounting.domain.syncs import Progress, queued  # noqa: PLC0415
    from accounting.tables import syncs_table  # noqa: PLC0415

    progress = Progress()
    for _ in range(40):
        progress = progress.noted(started_at, LOG_LINE)
    sync = queued(system_id, sync_id, "full", "https://x", started_at, allow_shrink=False)
    syncs_table.create(replace(sync, progress=progress))


@pytest.mark.parametrize("limit", [1, 7, 44, 45, 100])
def test_pages_hold_every_sync_once_latest_first(
    http: Http, system_id: str, recorded: list[str], limit: int
) -> None:
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = http.get(f"/systems/{system_id}/syncs?limit={limit}{cursor}").json()
        assert 0 < len(page["syncs"]) <= limit
        found += page["syncs"]
        cursor = f"&cursor={quote(page['next'])}" if page["next"] else None
    started = [sync["started_at"] for sync in found]
    assert started == sorted(started, reverse=True)
    assert sorted(sync["id"] for sync in found) == sorted(recorded)


def test_log_is_with_the_single_sync_only(http: Http, system_id: str, recorded: list[str]) -> None:
    listed = http.get(f"/systems/{system_id}/syncs?limit=1").json()["syncs"][0]
    single = http.get(f"/systems/{system_id}/syncs/{quote(listed['id'])}").json()
    log = single.pop("log")
    assert [line["message"] for line in log] == [LOG_LINE] * 40
    assert listed == {name: single[name] for name in single if name != "continuable"}


def test_system_without_syncs_has_an_empty_page(http: Http) -> None:
    path = http.post("/systems", NEW_SYSTEM).headers["Location"]
    assert http.get(f"{path}/syncs").json() == {"syncs": [], "next": None}


def test_next_page_of_what_was_removed_meanwhile_is_empty(http: Http, system_id: str) -> None:
    cursor = "s1769846400000.20260131T080000-5f0c2a91"
    answer = http.get(f"/systems/{system_id}/syncs?cursor={cursor}").json()
    assert answer == {"syncs": [], "next": None}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("cursor=", "cursor"),
        ("cursor=b5", "cursor"),
        ("cursor=s1769846400000", "cursor"),
        ("cursor=s.20260131T080000-5f0c2a91", "cursor"),
        ("cursor=s1769846400000.a%20b", "cursor"),
        ("cursor=s1769846400000.a%0A", "cursor"),
        ("cursor=s123456789012345.a", "cursor"),
        ("cursor=s1769846400000." + "a" * 81, "cursor"),
        ("page=2", "page"),
    ],
)
def test_page_that_is_not_valid(http: Http, system_id: str, query: str, name: str) -> None:
    invalid(http.get(f"/systems/{system_id}/syncs?{query}"), name)
