"""Items that a released version wrote are read by this one; they were written by that version."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.stub import Stubber

from accounting.domain.rates import Rate
from accounting.domain.systems import Figures
from accounting.tables import syncs_table, systems_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ITEMS = Path(__file__).parent / "items"


def item(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ITEMS / f"{name}.json").read_text())
    return found


@pytest.fixture
def stored(client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    monkeypatch.setenv("SYSTEMS_TABLE", "Systems")
    monkeypatch.setenv("SYNCS_TABLE", "Syncs")
    yield Stubber(client)
    systems_table._table.cache_clear()
    syncs_table._table.cache_clear()


def test_system_of_0_1_0_is_read(stored: Stubber) -> None:
    stored.add_response("get_item", {"Item": item("system-0.1.0")})
    with stored:
        system = systems_table.get("9f2c4be81a07")
    assert system.settings.name == "Example Hosting"
    assert system.settings.exchange_rate == Decimal("0.92")
    assert system.settings.rates[0] == Rate("USD", Decimal("0.9"), date(2024, 1, 1))
    assert system.last_sync
    assert (system.last_sync.mode, system.version) == ("incremental", 3)


def test_figures_that_name_no_missing_rates_are_read(stored: Stubber) -> None:
    warned = {"L": [{"S": "Example Hosting: 5 invoices in GBP …"}]}
    amounts = {"invoices": {"N": "5"}, "net": {"N": "500"}, "gross": {"N": "595"}}
    figures = {"M": {**amounts, "warnings": warned, "unreadable": {"M": {}}}}
    stored.add_response("get_item", {"Item": item("system-0.1.0") | {"figures": figures}})
    with stored:
        found = systems_table.get("9f2c4be81a07").figures
    assert found == Figures(5, 500, 595, ("Example Hosting: 5 invoices in GBP …",))


def test_sync_of_0_1_0_is_read(stored: Stubber) -> None:
    stored.add_response("get_item", {"Item": item("sync-0.1.0")})
    with stored:
        sync = syncs_table.get("9f2c4be81a07", "20261122T060000-00000000")
    assert (sync.mode, sync.state, sync.progress.counters.seen) == ("incremental", "failed", 310)
    assert sync.error
    assert sync.error.code == "SourceGarbled"
