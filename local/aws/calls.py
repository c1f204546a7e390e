"""Every call to AWS that a boto3 client of this process makes can be watched here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

type Call = Callable[[], Any]
type Around = Callable[[Call, BaseClient, str, Any], Any]


@contextmanager
def intercepted(around: Around) -> Iterator[None]:
    """Meanwhile `around(call, client, operation, parameters)` answers in place of each call;
    `operation` as in boto3's API reference ("BatchWriteItem"). The latest sees a call first."""
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def intercept(client: BaseClient, operation: str, parameters: Any) -> Any:
        return around(lambda: real(client, operation, parameters), client, operation, parameters)

    with patch.object(BaseClient, "_make_api_call", intercept):
        yield
