"""Secrets beside the data of DynamoDB Local.

A system's item names the ARN of its secret, and moto forgets secrets when it ends: without them a
kept system could not sync any more. They are written as they change, before the caller has its
answer: a process that is killed says no goodbye.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.client import BaseClient
from moto.utilities.id_generator import TAG_KEY_CUSTOM_ID

from local.aws.calls import Call, intercepted

_FILE = "secrets.json"
_READING = {"GetSecretValue", "DescribeSecret", "ListSecrets", "ListSecretVersionIds"}


@contextmanager
def kept(directory: Path) -> Iterator[None]:
    """Put the secrets back, and keep the file equal to them meanwhile."""
    file = directory / _FILE
    if file.exists():
        for secret in json.loads(file.read_text()):
            _restore(**secret)
    # A thread of its own, which is in no handler: our calls are held against nobody's role.
    with ThreadPoolExecutor(1, "secrets") as writer:

        def watched(call: Call, client: BaseClient, operation: str, _parameters: Any) -> Any:
            answer = call()
            service = client.meta.service_model.service_name
            if service == "secretsmanager" and operation not in _READING:
                writer.submit(_write, file).result()
            return answer

        with intercepted(watched):
            yield


def _write(file: Path) -> None:
    """All of it or nothing, and for our eyes only."""
    new = file.with_suffix(".new")
    with open(new, "w", opener=_private) as stream:
        json.dump(_all(), stream)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


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
    """Under the ARN it had, whose ending moto takes from a tag."""
    ending = arn.rsplit("-", 1)[1]
    boto3.client("secretsmanager").create_secret(
        Name=name, SecretString=value, Tags=[{"Key": TAG_KEY_CUSTOM_ID, "Value": ending}]
    )
