"""docs/events.md: each type of event with its JSON schema and an example, from its class."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from local.aws import process
from local.aws.template import ROOT

if TYPE_CHECKING:
    from accounting.domain.events import Event

TEXT = {"type": "string"}
# What every event has besides what its type adds.
COMMON: dict[str, Any] = {
    "format": {"const": 1},
    "event_id": {**TEXT, "pattern": "^[0-9]{8}T[0-9]{9}-[0-9a-f]{12}$"},
    "system_id": {**TEXT, "pattern": "^[0-9a-f]{12}$"},
    "name": TEXT,
    "at": {**TEXT, "format": "date-time"},
    "actor": {**TEXT, "minLength": 1, "maxLength": 200},
}
BEGAN = datetime(2026, 1, 31, 8, tzinfo=UTC)
ENDED = BEGAN + timedelta(seconds=9.512)


def page() -> str:
    layout = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    layout.filters["json"] = _json
    with _accounting():
        from accounting.domain import events  # noqa: PLC0415

        described = schemas()
        examples = {
            event.type: {
                "published": event.published,
                "schema": described[event.type],
                "example": json.loads(events.published_detail(event)),
            }
            for event in _examples()
        }
    return layout.get_template("events.md.j2").render(types=examples)


def schemas() -> dict[str, dict[str, Any]]:
    """By type: what the detail of an event is at EventBridge."""
    with _accounting():
        from pydantic import TypeAdapter  # noqa: PLC0415

        from accounting.domain.event_types import TYPES  # noqa: PLC0415

        return {name: _schema(TypeAdapter(kind).json_schema()) for name, kind in TYPES.items()}


def _accounting() -> Any:
    return process.importable(ROOT / "layers" / "accounting")


def _schema(own: dict[str, Any]) -> dict[str, Any]:
    of_type = _plain(own, own.get("$defs", {}))
    properties = {**COMMON, **of_type["properties"]}
    return {**of_type, "properties": properties, "required": list(properties)}


def _plain(schema: Any, definitions: dict[str, Any]) -> Any:
    """Without titles, which only repeat names, and without references to other places."""
    if isinstance(schema, list):
        return [_plain(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _plain(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    plain = {
        name: _plain(value, definitions)
        for name, value in schema.items()
        if name not in {"title", "$defs", "properties"}
    }
    if "properties" in schema:
        fields = schema["properties"].items()
        plain["properties"] = {name: _plain(field, definitions) for name, field in fields}
        plain["required"] = list(schema["properties"])
    if "description" in plain:
        plain["description"] = " ".join(plain["description"].split())
    return plain


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _examples() -> list[Event]:
    """As the product makes them."""
    from dataclasses import replace  # noqa: PLC0415
    from decimal import Decimal  # noqa: PLC0415

    from accounting.domain import events  # noqa: PLC0415
    from accounting.domain.counters import Counters  # noqa: PLC0415
    from accounting.domain.credentials import CredentialsChange  # noqa: PLC0415
    from accounting.domain.errors import SourceRejected  # noqa: PLC0415
    from accounting.domain.event_types import RevenueChanged  # noqa: PLC0415
    from accounting.domain.month_totals import MonthTotals  # noqa: PLC0415
    from accounting.domain.syncs import Failure, Progress, queued  # noqa: PLC0415
    from accounting.domain.systems import Settings, System  # noqa: PLC0415

    ada = "ada@example.com"
    settings = Settings("Example Hosting", "https://billing.example.com/", "identifier")
    system = System("9f2c4be81a07", settings, "", 1, BEGAN, BEGAN, deleted_by=ada)
    named = replace(settings, name="Example Hosting, Europe", exchange_rate=Decimal("0.92"))
    changed = replace(system, settings=named, version=2)
    sync = queued(
        system.system_id,
        "20260131T080000-5f0c2a91",
        "incremental",
        settings.url,
        BEGAN,
        started_by=ada,
    )
    counters = Counters(seen=310, added=12, updated=3, unchanged=295)
    ended = replace(sync, ended_at=ENDED, cancelled_by=ada, progress=Progress(counters=counters))
    failure = Failure.of(
        SourceRejected(
            "WHMCS does not accept the secret (password).",
            "Check identifier and secret in System Settings > Manage API Credentials of WHMCS.",
        )
    )
    told = MonthTotals("EUR", {"2025-12": (1_000_000, 1_190_000)})
    months = {"2025-12": (995_000, 1_184_050), "2026-01": (12_500, 14_875)}
    entered = CredentialsChange(password="entered")
    revenue = RevenueChanged("EUR", MonthTotals("EUR", months).changes_since(told))
    change = events.changed(system, changed, entered, ada)
    assert change
    return [
        events.created(system, ada),
        change,
        events.deleted(system),
        events.started(system, sync),
        events.ended(system, replace(ended, state="succeeded")),
        events.ended(system, replace(ended, state="failed", error=failure)),
        events.ended(system, replace(ended, state="cancelled")),
        events.revenue_changed(system, revenue, ada, ENDED),
        events.tested(system, named, entered, failure, ada, ENDED),
        events.cancel_requested(system, ended, ENDED),
    ]
