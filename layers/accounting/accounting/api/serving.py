"""How every function of the API serves a request: who may, which route, and what went wrong."""

import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import ServiceError
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestUnsupportedContentType,
    RequestValidationError,
)
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.api import access
from accounting.api.problems import of_error, problem
from accounting.errors import AccountingError, InvalidInput

logger = Logger()


def resolver() -> APIGatewayHttpResolver:
    app = APIGatewayHttpResolver(enable_validation=True)
    app.exception_handler(AccountingError)(of_error)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(RequestUnsupportedContentType)(unsupported)
    app.exception_handler(ServiceError)(_service_error)
    return app


def serve(
    app: APIGatewayHttpResolver, event: dict[str, Any], context: LambdaContext
) -> dict[str, Any]:
    """Logs who changed what: subject, route and names of fields, never their values."""
    logger.set_correlation_id(event["requestContext"]["requestId"])
    method = event["requestContext"]["http"]["method"]
    caller = access.caller_of(event)
    try:
        access.check(caller, method)
    except AccountingError as error:
        return app_response(of_error(error))
    answer = app.resolve(event, context)
    if method not in access.READING:
        _log_change(event, caller, int(answer["statusCode"]))
    return answer


def caller(app: APIGatewayHttpResolver) -> access.Caller:
    return access.caller_of(app.current_event.raw_event)


def wants(app: APIGatewayHttpResolver, content_type: str) -> bool:
    """Whether the Accept header names this type."""
    return content_type in app.current_event.headers.get("accept", "")


def app_response(response: Response[str]) -> dict[str, Any]:
    return {
        "statusCode": int(response.status_code),
        "headers": {"Content-Type": response.content_type},
        "body": response.body,
        "isBase64Encoded": False,
    }


def _log_change(event: dict[str, Any], caller: access.Caller, status: int) -> None:
    logger.info(
        "Request to change something",
        subject=caller.subject,
        route=event.get("routeKey"),
        system_id=(event.get("pathParameters") or {}).get("system_id"),
        fields=_body_fields(event),
        status=status,
    )


def _body_fields(event: dict[str, Any]) -> list[str]:
    """The names of the body's fields, as far as they look like names."""
    try:
        body = json.loads(event.get("body") or "{}")
    except ValueError:
        return []
    names = body if isinstance(body, dict) else ()
    return sorted(name for name in names if re.fullmatch(r"[a-z_]{1,40}", name))


def _invalid(error: RequestValidationError) -> Response[str]:
    return of_error(InvalidInput(*map(_field, error.errors())))


def _field(found: Any) -> tuple[str, str]:
    """`body.rates.0.rate` is `rates.0.rate` to the caller. Values are not repeated: they may be
    secrets."""
    place: Sequence[Any] = [part for part in found.get("loc", ()) if part not in {"body", "query"}]
    name = ".".join(map(str, place)) or "body"
    return name, str(found.get("msg", "is not valid"))


def unsupported(_error: RequestUnsupportedContentType | None = None) -> Response[str]:
    return problem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "UnsupportedMediaType",
        "Only JSON is understood",
        "Send the body as application/json.",
    )


def _service_error(error: ServiceError) -> Response[str]:
    status = HTTPStatus(error.status_code)
    return problem(status, status.phrase.replace(" ", ""), status.phrase, str(error.msg))
