"""How large an answer is, as Lambda encodes it."""

from types import SimpleNamespace
from typing import Any

import pytest
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response

from accounting.api.answer_size import MOST, refuse_too_large
from accounting.domain.errors import AnswerTooLarge


def answered(body: Any) -> Response[Any]:
    app = APIGatewayHttpResolver()
    app.context["_route"] = SimpleNamespace(dependant=SimpleNamespace(query_params=[]))
    return refuse_too_large(app, lambda _app: Response(200, "application/json", body))


def test_quote_within_a_text_counts_four_times() -> None:
    """Escaped in our JSON, and both signs of that again in Lambda's."""
    assert answered(['"' * (MOST // 4 - 10)]).body
    with pytest.raises(AnswerTooLarge):
        answered(['"' * (MOST // 4 + 10)])


def test_answer_without_a_body_has_no_size() -> None:
    assert answered(None).body is None
