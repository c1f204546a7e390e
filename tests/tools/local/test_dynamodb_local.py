"""DynamoDB Local in place of moto's tables. Needs what the first `--dynamodb local` installs."""

import json
import os
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.aws.dynamodb_local import INSTALLED
from local.aws.stack import Stack

pytestmark = pytest.mark.skipif(not INSTALLED.exists(), reason="DynamoDB Local is not installed")


def test_data_and_secrets_outlive_the_process(tmp_path: Path) -> None:
    def stack() -> Stack:
        return Stack(dynamodb="local", data=tmp_path)

    def connect(_event: Any, _context: Any) -> str:
        name = f"{os.environ['SECRET_PREFIX']}a"
        return boto3.client("secretsmanager").create_secret(Name=name, SecretString="x")["ARN"]

    with stack() as first:
        table = boto3.resource("dynamodb").Table(os.environ["SYSTEMS_TABLE"])
        table.put_item(Item={"system_id": "a"})
        first.functions.replace("SystemsApiFunction", connect)
        arn = json.loads(first.functions.invoke("SystemsApiFunction", b"{}").payload)
    with stack() as again:
        table = boto3.resource("dynamodb").Table(os.environ["SYSTEMS_TABLE"])
        assert table.scan()["Items"] == [{"system_id": "a"}]
        secret = boto3.client("secretsmanager").get_secret_value(SecretId=arn)
        assert secret["SecretString"] == "x"

        again.reset()

        assert table.scan()["Items"] == []
