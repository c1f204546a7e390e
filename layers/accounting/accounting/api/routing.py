"""The routes of a function of the API: what they take, and how errors are answered."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import ServiceError
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestValidationError,
    ResponseValidationError,
)

from accounting.api.answer_size import refuse_too_large
from accounting.api.bodies import LONGEST_NAME
from accounting.api.problems import of_error, problem
from accounting.domain.errors import AccountingError, InvalidInput

logger = Logger()


def resolver() -> APIGatewayHttpResolver:
    app = APIGatewayHttpResolver(
        enable_validation=True, response_validation_error_http_code=HTTPStatus.INTERNAL_SERVER_ERROR
    )
    app.use([_refuse_unknown_parameters, refuse_too_large])
    app.exception_handler(AccountingError)(of_error)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(ResponseValidationError)(_wrong_answer)
    app.exception_handler(ServiceError)(_service_error)
    return app


def address(app: APIGatewayHttpResolver) -> str:
    """Of this API, as the caller has it; without a slash at the end."""
    event = app.current_event
    scheme = event.headers.get("x-forwarded-proto", "https")
    return f"{scheme}://{event.request_context.domain_name}"


def plain(response: Response[str]) -> dict[str, Any]:
    return {
        "statusCode": int(response.status_code),
        "headers": {**response.headers, "Content-Type": response.content_type},
        "body": response.body,
        "isBase64Encoded": False,
    }


def _refuse_unknown_parameters(
    app: APIGatewayHttpResolver, following: Callable[[APIGatewayHttpResolver], Response[Any]]
) -> Response[Any]:
    """A parameter that is misspelt would otherwise be taken for one that was left out."""
    route = app.context["_route"]
    known = {parameter.alias for parameter in route.dependant.query_params}
    unknown = sorted(app.current_event.query_string_parameters.keys() - known)
    if unknown and route.responses:  # The route for what is not found has none, and no parameters.
        problem = "is not a parameter of this route"
        raise InvalidInput(*((name[:LONGEST_NAME], problem) for name in unknown))
    return following(app)


def _invalid(error: RequestValidationError) -> Response[str]:
    return of_error(InvalidInput(*map(_field, error.errors())))


def _field(found: Any) -> tuple[str, str]:
    """`body.rates.0.rate` is `rates.0.rate` to the caller. Values are not repeated: they may be
    secrets."""
    where, *place = found.get("loc", ()) or ("body",)
    name = ".".join(map(str, place)) or str(where)
    if where == "header":
        name = name.title()
    return name[:LONGEST_NAME], str(found.get("msg", "is not valid")).removeprefix("Value error, ")


def _wrong_answer(error: ResponseValidationError) -> Response[str]:
    """A defect of ours: which fields is for the log, not for the caller."""
    logger.error(
        "An answer does not fit its description", fields=[e["loc"] for e in error.errors()]
    )
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return problem(status, "InternalError", status.phrase, "The request could not be answered.")


def _service_error(error: ServiceError) -> Response[str]:
    status = HTTPStatus(error.status_code)
    return problem(status, status.phrase.replace(" ", ""), status.phrase, str(error.msg))
