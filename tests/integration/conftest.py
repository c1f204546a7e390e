"""Requests to the embedded stack, as an administrator unless a test says otherwise."""

from collections.abc import Iterator

import pytest

from local.running import Running
from tests.integration.http import Http


@pytest.fixture
def http(running: Running) -> Iterator[Http]:
    client = Http(running, running.token())
    yield client
    client.close()
