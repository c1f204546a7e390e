"""Syncs: start, follow and cancel them; and what else happened to a system."""

import accounting  # noqa: F401 - First, for what it says to the garbage collector.

# isort: split
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.api.events import EventsView, EventView
from accounting.api.idempotency import idempotent
from accounting.api.paging import (
    cut,
    event_before,
    event_cursor,
    sync_before,
    sync_cursor,
)
from accounting.api.parameters import (
    EventCursor,
    IdempotencyKey,
    Limit,
    SyncCursor,
    SyncId,
    SystemId,
)
from accounting.api.problems import responses
from accounting.api.routing import resolver
from accounting.api.serving import caller, serve
from accounting.api.syncs import SyncRequest, SyncSummary, SyncsView, SyncView
from accounting.domain.clock import utc_now
from accounting.services.cancel import cancel
from accounting.services.start import start
from accounting.tables import events_table, syncs_table, systems_table

OK, ACCEPTED = HTTPStatus.OK, HTTPStatus.ACCEPTED
NOT_FOUND, CONFLICT = HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
UNSUPPORTED = HTTPStatus.UNSUPPORTED_MEDIA_TYPE

app = resolver()


@app.post(
    "/systems/<system_id>/syncs",
    summary="Start a sync",
    description="Goes on in the background, one at a time for each system; `Location` is where to "
    "follow it.",
    tags=["Syncs"],
    responses=responses(ACCEPTED, NOT_FOUND, CONFLICT, UNSUPPORTED, headers=["Location"]),
)
def start_sync(
    system_id: SystemId,
    request: Annotated[SyncRequest, Body()],
    idempotency_key: IdempotencyKey = None,
) -> Response[SyncView]:
    def started() -> dict[str, Any]:
        sync = start(
            system_id,
            request.mode,
            utc_now(),
            allow_shrink=request.allow_shrink,
            go_on=request.go_on,
            started_by=caller(app).actor,
        )
        return SyncView.of(sync).model_dump()

    scope = f"{caller(app).subject} POST /systems/{system_id}/syncs"
    answer = idempotent(idempotency_key, scope, request, app.lambda_context, started)
    location = f"/systems/{system_id}/syncs/{answer['id']}"
    headers = {"Location": location}
    return Response(ACCEPTED, "application/json", SyncView(**answer), headers=headers)


@app.get(
    "/systems/<system_id>/syncs",
    summary="The syncs of a system, newest first",
    description="Of the last 90 days, by their start, a page at a time and without their logs.",
    tags=["Syncs"],
    responses=responses(OK, NOT_FOUND),
)
def list_syncs(
    system_id: SystemId,
    limit: Limit = 100,
    cursor: SyncCursor = None,
) -> SyncsView:
    running = systems_table.get(system_id).running_sync(utc_now())
    found = syncs_table.newest(system_id, sync_before(cursor), limit + 1)
    page, following = cut(found, limit, sync_cursor)
    syncs = syncs_table.read(system_id, [position.sync_id for position in page])
    return SyncsView(syncs=[SyncSummary.of(sync.seen(running)) for sync in syncs], next=following)


@app.get(
    "/systems/<system_id>/syncs/<sync_id>",
    summary="One sync: how far it is, or how it ended",
    description="With the latest lines of its log; renewed after each page of invoices.",
    tags=["Syncs"],
    responses=responses(OK, NOT_FOUND),
)
def get_sync(system_id: SystemId, sync_id: SyncId) -> SyncView:
    system = systems_table.get(system_id)
    sync = syncs_table.get(system_id, sync_id).seen(system.running_sync(utc_now()))
    return SyncView.of(sync, continuable=system.can_continue(sync))


@app.post(
    "/systems/<system_id>/syncs/<sync_id>/cancel",
    summary="Cancel a sync",
    description="It ends within seconds; what was copied stays.",
    tags=["Syncs"],
    responses=responses(ACCEPTED, NOT_FOUND, CONFLICT),
)
def cancel_sync(system_id: SystemId, sync_id: SyncId) -> Response[SyncView]:
    sync = cancel(system_id, sync_id, utc_now(), caller(app).actor)
    return Response(ACCEPTED, "application/json", SyncView.of(sync))


@app.get(
    "/systems/<system_id>/events",
    summary="What happened to a system, newest first",
    description="Who connected, changed, tested or deleted it, and its syncs; for a year, a page "
    "at a time, also of a system that was deleted. Never a secret.",
    tags=["Events"],
    responses=responses(OK, NOT_FOUND),
)
def list_events(
    system_id: SystemId,
    limit: Limit = 100,
    cursor: EventCursor = None,
) -> EventsView:
    found = events_table.newest(system_id, event_before(cursor), limit + 1)
    if not found:
        systems_table.get(system_id)
    page, following = cut(found, limit, lambda event: event_cursor(event.event_id))
    return EventsView(events=[EventView.of(event) for event in page], next=following)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return serve(app, event, context)
