"""Each system's credentials in Secrets Manager.

A secret is written and never changed: new credentials are a new secret, and a system's item in the
table says which one counts. So settings and secret change in the same write.
"""

import json
import os
import secrets
from functools import cache
from typing import TYPE_CHECKING

import boto3
from pydantic import TypeAdapter, ValidationError

from accounting.clients.aws import CONFIG
from accounting.domain.credentials import Credentials
from accounting.domain.errors import SecretMissing

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

_CREDENTIALS = TypeAdapter(Credentials)


@cache
def _client() -> "SecretsManagerClient":
    return boto3.client("secretsmanager", config=CONFIG)


def store(system_id: str, credentials: Credentials) -> str:
    """Creates a secret of this system; the ARN."""
    name = os.environ["SECRET_PREFIX"] + f"{system_id}/{secrets.token_hex(4)}"
    text = json.dumps({"password": credentials.password, "access_key": credentials.access_key})
    return _client().create_secret(Name=name, SecretString=text)["ARN"]


def read(secret_arn: str) -> Credentials:
    """Raises SecretMissing, also when it is marked for deletion or no longer what we wrote."""
    client = _client()
    try:
        text = client.get_secret_value(SecretId=secret_arn).get("SecretString", "")
        return _CREDENTIALS.validate_json(text)
    except (
        client.exceptions.ResourceNotFoundException,
        client.exceptions.InvalidRequestException,
        ValidationError,
    ):
        raise SecretMissing from None


def remove(secret_arn: str) -> None:
    """At once and for good; nothing happens when it is gone already."""
    client = _client()
    try:
        client.delete_secret(SecretId=secret_arn, ForceDeleteWithoutRecovery=True)
    except client.exceptions.ResourceNotFoundException:
        return
