"""How every function of the API serves a request of a person or a script: who may, and what for."""

import re
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.api import access, bodies
from accounting.api.negotiation import preferred
from accounting.api.problems import of_error
from accounting.api.routing import plain
from accounting.domain.errors import AccountingError

logger = Logger()


def serve(
    app: APIGatewayHttpResolver, event: dict[str, Any], context: LambdaContext
) -> dict[str, Any]:
    """Who may, what the body is, the route; and a line in the log for each change asked for."""
    logger.set_correlation_id(event["requestContext"]["requestId"])
    method = event["requestContext"]["http"]["method"]
    caller = access.caller_of(event)
    body = None
    try:
        access.check(caller, method)
        body = bodies.read(event)
        answer = app.resolve(event, context)
    except AccountingError as error:
        answer = plain(of_error(error))
    if method not in access.READING:
        _log_change(event, caller, body, int(answer["statusCode"]))
    return answer


def caller(app: APIGatewayHttpResolver) -> access.Caller:
    return access.caller_of(app.current_event.raw_event)


def preferred_type(app: APIGatewayHttpResolver, *offers: str) -> str:
    """Which of these the caller would rather have; the first one where he does not mind."""
    return preferred(app.current_event.headers.get("accept", ""), offers)


def _log_change(
    event: dict[str, Any], caller: access.Caller, body: dict[str, Any] | None, status: int
) -> None:
    """Subject, route and names of fields, as far as they look like names; never their values."""
    logger.info(
        "Request to change something",
        subject=caller.subject,
        route=event.get("routeKey"),
        system_id=(event.get("pathParameters") or {}).get("system_id"),
        fields=sorted(name for name in body or () if re.fullmatch(r"[a-z_]{1,40}", name)),
        status=status,
    )
