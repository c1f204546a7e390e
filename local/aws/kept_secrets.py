"""Secrets beside the data of DynamoDB Local.

A system's item names the ARN of its secret, and moto forgets secrets when it ends: without them a
kept system could not sync any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.secretsmanager.models import secretsmanager_backends

_FILE = "secrets.json"


@contextmanager
def kept(directory: Path) -> Iterator[None]:
    """Put the secrets back; write them down at the end."""
    file = directory / _FILE
    if file.exists():
        for secret in json.loads(file.read_text()):
            _restore(**secret)
    try:
        yield
    finally:
        directory.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps(_all()))


def _all() -> list[dict[str, str]]:
    client = boto3.client("secretsmanager")
    pages = client.get_paginator("list_secrets").paginate()
    return [
        {
            "name": secret["Name"],
            "arn": secret["ARN"],
            "value": client.get_secret_value(SecretId=secret["ARN"])["SecretString"],
        }
        for page in pages
        for secret in page["SecretList"]
    ]


def _restore(name: str, arn: str, value: str) -> None:
    """The API gives every new secret an ARN of its own."""
    client = boto3.client("secretsmanager")
    client.create_secret(Name=name, SecretString=value)
    backend = secretsmanager_backends[DEFAULT_ACCOUNT_ID][client.meta.region_name]
    backend.secrets[name].arn = arn
