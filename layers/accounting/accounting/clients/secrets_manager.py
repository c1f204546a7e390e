"""Each system's secrets in Secrets Manager: its credentials, and the key of its hook.

A secret is written and never changed: new credentials are a new secret, and a system's item in the
table says which one counts. So settings and secret change in the same write. Keys of hooks have
names of their own, because who checks a message may read no password.
"""

import json
import os
import secrets
from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from accounting.clients import aws
from accounting.domain.credentials import Credentials
from accounting.domain.errors import SecretMissing
from accounting.domain.webhooks import WebhookKey

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

_CREDENTIALS = TypeAdapter(Credentials)


@cache
def _client() -> "SecretsManagerClient":
    client: SecretsManagerClient = aws.client("secretsmanager")
    return client


def store(system_id: str, credentials: Credentials) -> str:
    """Creates a secret of this system; the ARN."""
    text = json.dumps({"password": credentials.password, "access_key": credentials.access_key})
    return _create(os.environ["SECRET_PREFIX"], system_id, text)


def read(secret_arn: str) -> Credentials:
    """Raises SecretMissing, also when it is marked for deletion or no longer what we wrote."""
    try:
        return _CREDENTIALS.validate_json(_text(secret_arn))
    except ValidationError:
        raise SecretMissing from None


def store_hook_key(system_id: str, key: WebhookKey) -> str:
    """Creates a secret of this system's hook; the ARN."""
    return _create(os.environ["HOOK_SECRET_PREFIX"], system_id, key.text)


def read_hook_key(secret_arn: str | None) -> WebhookKey:
    """None is looked for as well, and takes as long. Raises SecretMissing, as `read`."""
    try:
        return WebhookKey.parse(_text(secret_arn or os.environ["HOOK_SECRET_PREFIX"] + "none"))
    except ValueError:
        raise SecretMissing from None


def _create(prefix: str, system_id: str, text: str) -> str:
    name = f"{prefix}{system_id}/{secrets.token_hex(4)}"
    return _client().create_secret(Name=name, SecretString=text)["ARN"]


def _text(secret_arn: str) -> str:
    client = _client()
    try:
        return client.get_secret_value(SecretId=secret_arn).get("SecretString", "")
    except (
        client.exceptions.ResourceNotFoundException,
        client.exceptions.InvalidRequestException,
    ):
        raise SecretMissing from None


def remove(secret_arn: str) -> None:
    """At once and for good; nothing happens when it is gone already."""
    client = _client()
    try:
        client.delete_secret(SecretId=secret_arn, ForceDeleteWithoutRecovery=True)
    except client.exceptions.ResourceNotFoundException:
        return
