"""Hooks: an accounting system asks for a Sync. It signs, and has no token."""

import accounting  # noqa: F401 - First, for what it says to the garbage collector.

# isort: split
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Header
from aws_lambda_powertools.utilities.typing import LambdaContext

from accounting.api import bodies
from accounting.api.hooks import AskedView, HookRequest, webhook_of
from accounting.api.parameters import SystemId
from accounting.api.problems import of_error, signed_responses
from accounting.api.routing import plain, resolver
from accounting.domain.clock import utc_now
from accounting.domain.errors import AccountingError, WebhookRefused
from accounting.services import hooks

ACCEPTED = HTTPStatus.ACCEPTED

logger = Logger()
app = resolver()


@app.post(
    "/hooks/whmcs/<system_id>",
    summary="Ask for a Sync, from WHMCS",
    description="Signed with the key of `POST /systems/{system_id}/hook-key`, as "
    "[Standard Webhooks](https://www.standardwebhooks.com) says. It starts a Sync, nothing else.",
    tags=["Hooks"],
    responses=signed_responses(ACCEPTED),
)
def ask_for_sync(
    system_id: SystemId,
    request: Annotated[HookRequest, Body()],
    webhook_id: Annotated[
        str | None,
        Header(description="Of this message, also when it is sent again; a second one is refused"),
    ] = None,
    webhook_timestamp: Annotated[
        str | None,
        Header(description="Seconds since 1970; at most five minutes from now"),
    ] = None,
    webhook_signature: Annotated[
        str | None,
        Header(description="`v1,` and the HMAC-SHA256 in base64; several with blanks between"),
    ] = None,
) -> Response[AskedView]:
    del webhook_timestamp, webhook_signature  # Looked at before.
    answered = hooks.ask(system_id, str(webhook_id), request.event, utc_now())
    return Response(ACCEPTED, "application/json", AskedView.of(answered))


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Whether it is authentic comes before everything else that could be said of it."""
    logger.set_correlation_id(event["requestContext"]["requestId"])
    try:
        hooks.authenticate(*webhook_of(event))
        bodies.read(event)
        return app.resolve(event, context)
    except WebhookRefused as error:
        logger.info("Refused", reason=error.reason, path=event["rawPath"][:60])
        return plain(of_error(error))
    except AccountingError as error:
        return plain(of_error(error))
