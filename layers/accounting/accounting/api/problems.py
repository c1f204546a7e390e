"""Errors as the API says them: RFC 9457, `application/problem+json`."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, Field

from accounting.api.model import Model
from accounting.domain import errors
from accounting.domain.errors import AccountingError

CONTENT_TYPE = "application/problem+json"
JSON = "application/json"
GATEWAY = (HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS)

STATUSES: dict[type[AccountingError], HTTPStatus] = {
    errors.InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.AnswerTooLarge: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnsupportedMediaType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.WebhookRefused: HTTPStatus.UNAUTHORIZED,
    errors.SystemNotFound: HTTPStatus.NOT_FOUND,
    errors.SyncNotFound: HTTPStatus.NOT_FOUND,
    errors.SyncAlreadyRunning: HTTPStatus.CONFLICT,
    errors.SyncNotRunning: HTTPStatus.CONFLICT,
    errors.SystemDeleting: HTTPStatus.CONFLICT,
    errors.InstallationConnected: HTTPStatus.CONFLICT,
    errors.SecretMissing: HTTPStatus.CONFLICT,
    errors.RequestRepeated: HTTPStatus.CONFLICT,
    errors.WebhookRepeated: HTTPStatus.CONFLICT,
    errors.VersionMismatch: HTTPStatus.PRECONDITION_FAILED,
    errors.Busy: HTTPStatus.SERVICE_UNAVAILABLE,
}


class FieldProblem(Model):
    name: str = Field(description="A field, a query parameter or a header", examples=["step"])
    problem: str = Field(examples=["Input should be greater than or equal to 1"])


class Problem(Model):
    """What went wrong, in words for people and a code for programs."""

    type: str = Field("about:blank", examples=["about:blank"])
    title: str = Field(examples=["Unknown system"])
    status: int = Field(examples=[404])
    code: str = Field(examples=["SystemNotFound"])
    detail: str = Field(examples=["There is no system 'f3a9'."])
    advice: str | None = Field(
        None, description="What to do about it", examples=["Read the list of systems again."]
    )
    sync_id: str | None = Field(
        None,
        description="With SyncAlreadyRunning: the one that runs",
        examples=["20260131T080000-5f0c2a91"],
    )
    system_id: str | None = Field(
        None,
        description="With InstallationConnected: the system that leads there",
        examples=["9f2c4be81a07"],
    )
    fields: list[FieldProblem] | None = Field(
        None, description="With InvalidInput: what is wrong; with AnswerTooLarge: what to narrow"
    )


def problem(status: HTTPStatus, code: str, title: str, detail: str, **more: Any) -> Response[str]:
    body = Problem(title=title, status=status, code=code, detail=detail, **more)
    return Response(
        status_code=status,
        content_type=CONTENT_TYPE,
        body=body.model_dump_json(exclude_none=True),
    )


def of_error(error: AccountingError) -> Response[str]:
    more: dict[str, Any] = {"advice": error.advice or None}
    if isinstance(error, errors.SyncAlreadyRunning):
        more["sync_id"] = error.sync_id
    if isinstance(error, errors.InstallationConnected):
        more["system_id"] = error.system_id
    if isinstance(error, errors.InvalidInput):
        more["fields"] = [FieldProblem(name=name, problem=what) for name, what in error.fields]
    status = STATUSES.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    answer = problem(status, error.code, error.title, error.detail, **more)
    if isinstance(error, errors.Busy):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


class GatewayMessage(Model):
    """What API Gateway says by itself, before a request reaches us."""

    message: str = Field(examples=["Unauthorized"])


_MEANINGS = {
    HTTPStatus.UNAUTHORIZED: "No valid token",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests to the API at once",
    HTTPStatus.FORBIDDEN: "The caller is not in a group that may do this",
    HTTPStatus.NOT_FOUND: "There is no such system, or no such sync of it",
    HTTPStatus.CONFLICT: "Not now: `code` says what stands in the way",
    HTTPStatus.PRECONDITION_FAILED: "`If-Match` names another version than the stored one",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not sent as application/json",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Something in the request is not valid: `fields` says what",
    HTTPStatus.SERVICE_UNAVAILABLE: "AWS takes no more calls at the moment: ask again later",
}
_NOT_SIGNED = "Not signed with the system's key, or not of this moment; or there is no such system"
HEADERS = {
    "ETag": ("The version, for `If-Match`", '"3"'),
    "Location": ("Where it can be read", "/systems/9f2c4be81a07"),
    "Retry-After": ("Seconds to wait", "5"),
    "Vary": ("That the answer depends on it", "Accept"),
    "Content-Disposition": (
        "With CSV: the name of the file",
        'attachment; filename="revenue-all-by-month-issued.csv"',
    ),
}


def responses(
    success: HTTPStatus,
    *failures: HTTPStatus,
    headers: Sequence[str] = (),
    content_types: dict[str, Any] | None = None,
) -> dict[int, Any]:
    """The answers of a route, for its OpenAPI description; the content of a success is the return
    type of its function, unless `content_types` says otherwise."""
    succeeded: dict[str, Any] = {"description": success.phrase}
    if headers:
        succeeded["headers"] = {name: _header(*HEADERS[name]) for name in headers}
    if content_types:
        succeeded["content"] = content_types
    problems = {HTTPStatus.FORBIDDEN, *failures, HTTPStatus.UNPROCESSABLE_ENTITY}
    return {
        success.value: succeeded,
        **{status.value: _failure(status, CONTENT_TYPE, Problem) for status in sorted(problems)},
        **{status.value: _failure(status, JSON, GatewayMessage) for status in GATEWAY},
    }


def signed_responses(success: HTTPStatus) -> dict[int, Any]:
    """Of a route that takes no token but a signature."""
    found = responses(
        success,
        HTTPStatus.CONFLICT,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )
    del found[HTTPStatus.FORBIDDEN]
    refused = _failure(HTTPStatus.UNAUTHORIZED, CONTENT_TYPE, Problem)
    found[HTTPStatus.UNAUTHORIZED] = {**refused, "description": _NOT_SIGNED}
    busy = found[HTTPStatus.SERVICE_UNAVAILABLE]
    busy["headers"] = {"Retry-After": _header(*HEADERS["Retry-After"])}
    return found


def _failure(status: HTTPStatus, kind: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"description": _MEANINGS[status], "content": {kind: {"model": model}}}


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string", "examples": [example]}}
