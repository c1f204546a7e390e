from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from accounting.tables import dynamodb

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    """The client of the tables, for a stub to answer; with credentials, or it would look for some
    in the network. Pauses pass at once."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    dynamodb.client.cache_clear()
    yield dynamodb.client()
    dynamodb.client.cache_clear()
