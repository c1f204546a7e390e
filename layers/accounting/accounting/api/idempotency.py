"""Idempotency-Key: a repeated request gets the answer of the first."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel


def idempotent(
    key: str | None,
    scope: str,
    request: BaseModel,
    context: LambdaContext,
    work: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """The answer of `work`, or of the earlier request with this key and scope (caller and route).

    Raises InvalidInput when the earlier request had other fields, RequestRepeated while it is under
    way.
    """
    if not key:
        return work()
    # Few requests bear a key, and what keeps the answers brings all of boto3.
    from accounting.api.first_answers import first_answer  # noqa: PLC0415

    return first_answer(key, scope, request, context, work)
