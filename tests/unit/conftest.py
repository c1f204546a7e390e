"""A unit test starts no process and opens no socket: it fails at the line where it tries to.

Python reports both as audit events, whatever library or thread is behind them. What a unit test
may import is checked by tests/structure/test_unit_tests.py.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes depends on what else the machine does.
settings.register_profile("unit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unit")

REFUSED = {
    "socket.__new__": "opens a socket",
    "socket.getaddrinfo": "looks up a name in the network",
    "socket.gethostbyname": "looks up a name in the network",
    "subprocess.Popen": "starts a process",
    "os.system": "starts a process",
    "os.exec": "starts a process",
    "os.posix_spawn": "starts a process",
    "os.fork": "starts a process",
    "os.forkpty": "starts a process",
}

_running = False


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if _running and event in REFUSED:
        pytest.fail(
            f"A unit test {REFUSED[event]} ({event}). Hand it a fake instead (tests/fakes), "
            "or move it to tests/integration."
        )


sys.addaudithook(_refuse)


@contextmanager
def _refusing() -> Iterator[None]:
    global _running  # noqa: PLW0603  An audit hook cannot be removed, only switched off.
    _running = True
    try:
        yield
    finally:
        _running = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    with _refusing():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with _refusing():
        return (yield)
