"""No answer is larger than Lambda can give: 6 MB as it encodes it, where quotes count twice."""

import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response

from accounting.domain.errors import AnswerTooLarge

MOST = 5 * 1024 * 1024  # Leaves room for the headers.

# What a caller can ask for instead, by the parameter.
NARROWER = {
    "by": "Longer periods are fewer: week, month, quarter or year",
    "from": "A later first day leaves days out",
    "to": "An earlier last day leaves days out",
    "system_id": "One system at a time",
    "limit": "Fewer at once",
}


def refuse_too_large(
    app: APIGatewayHttpResolver, following: Callable[[APIGatewayHttpResolver], Response[Any]]
) -> Response[Any]:
    """Middleware. Raises AnswerTooLarge with the parameters of the route that make it smaller."""
    response = following(app)
    if response.body is None:
        return response
    if not isinstance(response.body, str):
        response.body = json.dumps(response.body, separators=(",", ":"))
    size = len(json.dumps(response.body, ensure_ascii=False).encode(errors="surrogatepass"))
    if size > MOST:
        known = {parameter.alias for parameter in app.context["_route"].dependant.query_params}
        fields = ((name, advice) for name, advice in NARROWER.items() if name in known)
        raise AnswerTooLarge(size, MOST, *fields)
    return response
