"""The secrets of a system, in Secrets Manager and nowhere else."""

import json
import os
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

SECRETS = ("password", "access_key")


@dataclass(frozen=True, slots=True)
class Credentials:
    """`password`: the API secret. `access_key`: passes WHMCS's IP restriction; may be empty."""

    password: str = field(repr=False)
    access_key: str = field(default="", repr=False)

    def _text(self) -> str:
        return json.dumps({"password": self.password, "access_key": self.access_key})


@cache
def _client() -> "SecretsManagerClient":
    return boto3.client("secretsmanager")


def store(system_id: str, credentials: Credentials) -> str:
    """Creates the secret of a new system; the ARN."""
    name = os.environ["SECRET_PREFIX"] + system_id
    return _client().create_secret(Name=name, SecretString=credentials._text())["ARN"]


def read(secret_arn: str) -> Credentials:
    text = _client().get_secret_value(SecretId=secret_arn)["SecretString"]
    return Credentials(**json.loads(text))


def replace(secret_arn: str, credentials: Credentials) -> None:
    _client().put_secret_value(SecretId=secret_arn, SecretString=credentials._text())


def remove(secret_arn: str) -> None:
    """At once and for good; nothing happens when it is gone already."""
    client = _client()
    try:
        client.delete_secret(SecretId=secret_arn, ForceDeleteWithoutRecovery=True)
    except client.exceptions.ResourceNotFoundException:
        return
