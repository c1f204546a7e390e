"""Systems: list, connect, read, change, delete, and test their connection."""

import accounting  # noqa: F401 - First, for what it says to the garbage collector.

# isort: split
import os
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.api.idempotency import idempotent
from accounting.api.parameters import IdempotencyKey, IfMatch, SystemId
from accounting.api.preconditions import etag, expected_version
from accounting.api.problems import responses
from accounting.api.rates_preview import PreviewView, RatesPreview
from accounting.api.revenue_parameters import YearStart
from accounting.api.routing import address, resolver
from accounting.api.serving import caller, serve
from accounting.api.system_fields import (
    ConnectionTest,
    NewConnectionTest,
    SystemChange,
    SystemCreate,
)
from accounting.api.system_views import (
    ConnectedView,
    DeletingView,
    HookKeyView,
    RefusedView,
    SystemsView,
    SystemView,
    test_view,
)
from accounting.domain.clock import Clock, utc_now
from accounting.domain.credentials import NO_CREDENTIALS
from accounting.domain.periods import JANUARY
from accounting.domain.systems import System
from accounting.services import connection_test, hook_key
from accounting.services.connect import change, connect
from accounting.services.request_delete import request_delete
from accounting.tables import systems_table

OK, CREATED, ACCEPTED = HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED
NOT_FOUND, CONFLICT = HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
STALE, UNSUPPORTED = HTTPStatus.PRECONDITION_FAILED, HTTPStatus.UNSUPPORTED_MEDIA_TYPE

app = resolver()


def view(system: System) -> SystemView:
    return SystemView.of(system, os.environ["REPORTING_CURRENCY"], utc_now())


def answer(system: System) -> Response[SystemView]:
    return Response(OK, "application/json", view(system), headers={"ETag": etag(system.version)})


@app.get(
    "/systems",
    summary="All systems",
    description="With what is stored of each, its revenue, and how its last sync ended.",
    tags=["Systems"],
    responses=responses(OK),
)
def list_systems() -> SystemsView:
    return SystemsView(systems=[view(system) for system in systems_table.list_all()])


@app.post(
    "/systems",
    summary="Connect a system",
    description="Password and access key go to AWS Secrets Manager; nothing is synchronised yet.",
    tags=["Systems"],
    responses=responses(CREATED, CONFLICT, UNSUPPORTED, headers=["Location", "ETag"]),
)
def create_system(
    request: Annotated[SystemCreate, Body()], idempotency_key: IdempotencyKey = None
) -> Response[SystemView]:
    def connected() -> dict[str, Any]:
        credentials = request.credentials.applied_to(NO_CREDENTIALS)
        system = connect(request.settings(), credentials, utc_now(), caller(app).actor)
        return view(system).model_dump(by_alias=True)

    scope = f"{caller(app).subject} POST /systems"
    created = idempotent(idempotency_key, scope, request, app.lambda_context, connected)
    headers = {"Location": f"/systems/{created['id']}", "ETag": etag(created["version"])}
    return Response(CREATED, "application/json", SystemView(**created), headers=headers)


@app.get(
    "/systems/<system_id>",
    summary="One system",
    description="Its `ETag` is what `If-Match` of a change or deletion asks for.",
    tags=["Systems"],
    responses=responses(OK, NOT_FOUND, headers=["ETag"]),
)
def get_system(system_id: SystemId) -> Response[SystemView]:
    return answer(systems_table.get(system_id))


@app.patch(
    "/systems/<system_id>",
    summary="Change a system",
    description="Only the fields given are changed. A new rate shows in every report at once.",
    tags=["Systems"],
    responses=responses(OK, NOT_FOUND, CONFLICT, STALE, UNSUPPORTED, headers=["ETag"]),
)
def change_system(
    system_id: SystemId, request: Annotated[SystemChange, Body()], if_match: IfMatch = None
) -> Response[SystemView]:
    version, now, actor = expected_version(if_match), utc_now(), caller(app).actor
    changed = change(system_id, request.applied_to, request.credentials, version, now, actor)
    return answer(_revalued(system_id, actor, now) if request.revalues else changed)


def _revalued(system_id: str, actor: str, now: datetime) -> System:
    """Imports what adds up revenue, which no other request here does."""
    from accounting.services.figures import refresh  # noqa: PLC0415

    return refresh(system_id, actor, now)


@app.post(
    "/systems/<system_id>/rates/preview",
    summary="What other exchange rates would make of a system's revenue",
    description="Counted as `GET /revenue` counts it, of what is stored. Nothing is changed; yet "
    "it is for administrators, as the change itself.",
    tags=["Systems"],
    responses=responses(OK, NOT_FOUND, UNSUPPORTED),
)
def preview_rates(
    system_id: SystemId,
    request: Annotated[RatesPreview, Body()],
    fiscal_year_start: YearStart = JANUARY,
) -> PreviewView:
    """Imports what adds up revenue, as `_revalued` does."""
    from accounting.services.rates_preview import preview  # noqa: PLC0415

    system, currency = systems_table.get(system_id), os.environ["REPORTING_CURRENCY"]
    changed = request.applied_to(system.settings)
    found = preview(system, changed, currency, utc_now().date(), fiscal_year_start)
    return PreviewView.of(found, system.settings.name, currency)


@app.delete(
    "/systems/<system_id>",
    summary="Delete a system, its invoices, revenue, syncs and secret",
    description="Goes on in the background; the system is gone when reading it gives 404.",
    tags=["Systems"],
    responses=responses(ACCEPTED, NOT_FOUND, STALE),
)
def delete_system(system_id: SystemId, if_match: IfMatch = None) -> Response[DeletingView]:
    request_delete(system_id, expected_version(if_match), utc_now(), caller(app).actor)
    return Response(ACCEPTED, "application/json", DeletingView(id=system_id))


@app.post(
    "/systems/test",
    summary="Test a connection before it is stored",
    description="Asks WHMCS for one invoice; nothing is stored.",
    tags=["Systems"],
    responses=responses(OK, UNSUPPORTED),
)
def try_new(request: Annotated[NewConnectionTest, Body()]) -> ConnectedView | RefusedView:
    credentials = request.credentials.applied_to(NO_CREDENTIALS)
    return test_view(connection_test.try_new(request.settings(), credentials, Clock()))


@app.post(
    "/systems/<system_id>/test",
    summary="Test the connection of a system",
    description="With a body, what it says is tested instead of what is stored; nothing is stored.",
    tags=["Systems"],
    responses=responses(OK, NOT_FOUND, UNSUPPORTED),
)
def try_stored(
    system_id: SystemId, request: Annotated[ConnectionTest | None, Body()] = None
) -> ConnectedView | RefusedView:
    test = request or ConnectionTest()
    system = systems_table.get(system_id)
    settings = test.applied_to(system.settings)
    actor = caller(app).actor
    return test_view(connection_test.try_stored(system, settings, test.credentials, Clock(), actor))


@app.post(
    "/systems/<system_id>/hook-key",
    summary="Let the system's WHMCS start a Sync by itself",
    description="Makes the key with which it signs, in place of the one there was, which ends at "
    "once. It is given out this once, and kept in AWS Secrets Manager.",
    tags=["Systems"],
    responses=responses(CREATED, NOT_FOUND, CONFLICT),
)
def create_hook_key(system_id: SystemId) -> Response[HookKeyView]:
    key = hook_key.create(system_id, utc_now(), caller(app).actor)
    made = HookKeyView(url=f"{address(app)}/hooks/whmcs/{system_id}", key=key.text)
    headers = {"Cache-Control": "no-store"}
    return Response(CREATED, "application/json", made, headers=headers)


@app.delete(
    "/systems/<system_id>/hook-key",
    summary="Let its WHMCS start nothing any more",
    description="Can be repeated.",
    tags=["Systems"],
    responses=responses(OK, NOT_FOUND, CONFLICT, headers=["ETag"]),
)
def delete_hook_key(system_id: SystemId) -> Response[SystemView]:
    hook_key.remove(system_id, utc_now(), caller(app).actor)
    return answer(systems_table.get(system_id))


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return serve(app, event, context)
