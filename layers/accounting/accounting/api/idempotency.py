"""Idempotency-Key: a repeated request gets the answer of the first."""

import os
from collections.abc import Callable
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyValidationError,
)
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from accounting.domain.errors import InvalidInput, RequestRepeated

KEPT_SECONDS = 24 * 3600


@cache
def _store() -> DynamoDBPersistenceLayer:
    return DynamoDBPersistenceLayer(table_name=os.environ["IDEMPOTENCY_TABLE"])


def idempotent(
    key: str | None,
    scope: str,
    request: BaseModel,
    context: LambdaContext,
    work: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """The answer of `work`, or of the earlier request with this key and scope (caller and route).

    Raises InvalidInput when the earlier request had other fields, RequestRepeated while it is under
    way. The fields are kept as a hash, secrets not even so.
    """
    if not key:
        return work()
    config = IdempotencyConfig(
        event_key_jmespath="key",
        payload_validation_jmespath="fields",
        expires_after_seconds=KEPT_SECONDS,
        lambda_context=context,
    )
    fields = request.model_dump(mode="json")  # Which masks secrets.

    def answer(*, request: dict[str, Any]) -> dict[str, Any]:
        del request  # Only the wrapper looks at it.
        return work()

    first = idempotent_function(
        answer, data_keyword_argument="request", persistence_store=_store(), config=config
    )
    try:
        result: dict[str, Any] = first(request={"key": f"{scope} {key}", "fields": fields})
        return result
    except IdempotencyAlreadyInProgressError:
        raise RequestRepeated from None
    except IdempotencyValidationError:
        raise InvalidInput(
            ("Idempotency-Key", "was used before for another request; take a new one")
        ) from None
