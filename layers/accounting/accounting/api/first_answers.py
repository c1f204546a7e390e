"""The first answers to requests with an Idempotency-Key, which Powertools keeps."""

import hmac
import json
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
from pydantic import BaseModel, SecretStr

from accounting.domain.errors import InvalidInput, RequestRepeated
from accounting.tables import dynamodb

KEPT_SECONDS = 24 * 3600


@cache
def _store() -> DynamoDBPersistenceLayer:
    return DynamoDBPersistenceLayer(
        table_name=os.environ["IDEMPOTENCY_TABLE"], boto3_client=dynamodb.client()
    )


def _digest_of_secrets(request: BaseModel, key: str) -> str:
    """Tells requests apart that differ in their secrets only, which a model's dump masks.

    The caller's key is kept nowhere, so nobody can try secrets against the digest.
    """
    secrets = {
        name: value.get_secret_value() for name, value in request if isinstance(value, SecretStr)
    }
    return hmac.digest(key.encode(), json.dumps(secrets).encode(), "sha256").hex()


def first_answer(
    key: str,
    scope: str,
    request: BaseModel,
    context: LambdaContext,
    work: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """See `idempotent`. Kept are hashes, of which those of secrets need the key to be compared with
    anything."""
    config = IdempotencyConfig(
        event_key_jmespath="key",
        payload_validation_jmespath="fields",
        expires_after_seconds=KEPT_SECONDS,
        hash_function="sha256",
        lambda_context=context,
    )
    fields = [request.model_dump(mode="json"), _digest_of_secrets(request, key)]

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
