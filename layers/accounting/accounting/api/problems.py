"""Errors as the API says them: RFC 9457, `application/problem+json`."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, Field

from accounting import errors
from accounting.errors import AccountingError

CONTENT_TYPE = "application/problem+json"

STATUSES: dict[type[AccountingError], HTTPStatus] = {
    errors.InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.SystemNotFound: HTTPStatus.NOT_FOUND,
    errors.SyncNotFound: HTTPStatus.NOT_FOUND,
    errors.SyncAlreadyRunning: HTTPStatus.CONFLICT,
    errors.SyncNotRunning: HTTPStatus.CONFLICT,
    errors.SystemDeleting: HTTPStatus.CONFLICT,
    errors.RequestRepeated: HTTPStatus.CONFLICT,
    errors.VersionMismatch: HTTPStatus.PRECONDITION_FAILED,
}


class FieldProblem(BaseModel):
    name: str = Field(description="The field, a query parameter or a header", examples=["step"])
    problem: str = Field(examples=["Input should be greater than or equal to 1"])


class Problem(BaseModel):
    """What went wrong, in words for people and a code for programs."""

    type: str = "about:blank"
    title: str = Field(examples=["Unknown system"])
    status: int = Field(examples=[404])
    code: str = Field(examples=["SystemNotFound"])
    detail: str = Field(examples=["There is no system 'f3a9'."])
    advice: str | None = Field(None, description="What to do about it")
    sync_id: str | None = Field(None, description="With SyncAlreadyRunning: the one that runs")
    fields: list[FieldProblem] | None = Field(None, description="With InvalidInput: what is wrong")


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
    if isinstance(error, errors.InvalidInput):
        more["fields"] = [FieldProblem(name=name, problem=what) for name, what in error.fields]
    status = STATUSES.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    return problem(status, error.code, error.title, error.detail, **more)


_GATEWAY_MESSAGE = {"type": "object", "properties": {"message": {"type": "string"}}}


def responses(
    success: HTTPStatus, *failures: HTTPStatus, content_types: dict[str, Any] | None = None
) -> dict[int, Any]:
    """The answers of a route, for its OpenAPI description; the content of a success is the return
    type of its function, unless `content_types` says otherwise."""
    content = {CONTENT_TYPE: {"model": Problem}}
    answers: dict[int, Any] = {
        success: {"description": success.phrase}
        | ({"content": content_types} if content_types else {}),
        HTTPStatus.UNAUTHORIZED: {
            "description": "No valid token; answered by the gateway",
            "content": {"application/json": {"schema": _GATEWAY_MESSAGE}},
        },
        HTTPStatus.FORBIDDEN: {"description": "Not for this caller's groups", "content": content},
        HTTPStatus.UNPROCESSABLE_ENTITY: {"description": "Invalid fields", "content": content},
    }
    return answers | {
        status: {"description": status.phrase, "content": content} for status in failures
    }
