"""A world without DNS: examples name hosts that are somebody else's."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.deployed import api, deployed, running, system_id

__all__ = ["api", "deployed", "running", "system_id"]

_getaddrinfo = socket.getaddrinfo


@pytest.fixture(scope="module")
def no_dns() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", _only_this_machine)
        yield


def _only_this_machine(host: str, *arguments: Any, **options: Any) -> Any:
    if host not in ("localhost", "127.0.0.1"):
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return _getaddrinfo(host, *arguments, **options)
