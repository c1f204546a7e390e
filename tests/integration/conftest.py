"""Requests to the embedded stack, as an administrator unless a test says otherwise."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from local.running import Running
from tests.deployed import api, commits_every_page, deployed, running, system_id
from tests.integration.http import Http

__all__ = ["api", "commits_every_page", "deployed", "running", "system_id"]


@pytest.fixture
def http(running: Running) -> Iterator[Http]:
    client = Http(running, running.token())
    yield client
    client.close()


class Lines(logging.Handler):
    """Keeps the lines of a log as JSON."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.kept: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(json.loads(self.format(record)))


@pytest.fixture
def log(running: Running) -> Iterator[list[dict[str, Any]]]:
    """What the API logs, as it is written."""
    from accounting.api.serving import logger  # noqa: PLC0415

    lines = Lines(logger.registered_formatter)
    logger.addHandler(lines)
    yield lines.kept
    logger._logger.removeHandler(lines)
