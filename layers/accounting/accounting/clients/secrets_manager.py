"""Each system's credentials in Secrets Manager."""

import json
import os
from functools import cache
from typing import TYPE_CHECKING

import boto3

from accounting.domain.credentials import Credentials

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


@cache
def _client() -> "SecretsManagerClient":
    return boto3.client("secretsmanager")


def store(system_id: str, credentials: Credentials) -> str:
    """Creates the secret of a new system; the ARN."""
    name = os.environ["SECRET_PREFIX"] + system_id
    return _client().create_secret(Name=name, SecretString=_text(credentials))["ARN"]


def read(secret_arn: str) -> Credentials:
    text = _client().get_secret_value(SecretId=secret_arn)["SecretString"]
    return Credentials(**json.loads(text))


def replace(secret_arn: str, credentials: Credentials) -> None:
    _client().put_secret_value(SecretId=secret_arn, SecretString=_text(credentials))


def remove(secret_arn: str) -> None:
    """At once and for good; nothing happens when it is gone already."""
    client = _client()
    try:
        client.delete_secret(SecretId=secret_arn, ForceDeleteWithoutRecovery=True)
    except client.exceptions.ResourceNotFoundException:
        return


def _text(credentials: Credentials) -> str:
    return json.dumps({"password": credentials.password, "access_key": credentials.access_key})
