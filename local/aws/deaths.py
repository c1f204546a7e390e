"""Ways for a function to die, as tests of the workflow need them.

A process that ends in the middle of a handler runs none of the handler's `except Exception`, so a
death is a BaseException. It strikes when the handler starts, or at one of its calls to AWS: that is
where a half-done step leaves something behind.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

EXITED = "Runtime.ExitError"
TIMED_OUT = "Sandbox.Timedout"


class Killed(BaseException):
    """Raise it anywhere inside a handler: Lambda reports `error_type`."""

    def __init__(self, error_type: str = EXITED) -> None:
        super().__init__(error_type)
        self.error_type = error_type


@dataclass
class Death:
    """Strikes before (`after`: right after) the `nth` call of the operation `at`; or at once."""

    function: str
    error_type: str
    at: str | None
    nth: int
    after: bool


class Deaths:
    """Deaths to come. Each strikes one invocation, then it is over."""

    def __init__(self) -> None:
        self._planned: list[Death] = []
        self._current = threading.local()
        self.all_now = False

    def plan(self, death: Death) -> None:
        self._planned.append(death)

    def clear(self) -> None:
        self._planned.clear()

    @contextmanager
    def watching(self, function: str) -> Iterator[None]:
        """Around the handler, in its thread."""
        death = next((d for d in self._planned if d.function == function), None)
        if death is not None:
            self._planned.remove(death)
            if death.at is None:
                raise Killed(death.error_type)
        self._current.handling, self._current.death = True, death
        try:
            yield
        finally:
            self._current.handling, self._current.death = False, None

    @contextmanager
    def everything(self) -> Iterator[None]:
        """Meanwhile each handler at work dies at its next call to AWS: nobody waits for it."""
        self.all_now = True
        try:
            yield
        finally:
            self.all_now = False

    @contextmanager
    def installed(self) -> Iterator[None]:
        """See every call that a boto3 client makes."""
        call = BaseClient._make_api_call  # type: ignore[attr-defined]

        def watched(client: BaseClient, operation: str, parameters: Any) -> Any:
            if self.all_now and getattr(self._current, "handling", False):
                raise Killed
            death: Death | None = getattr(self._current, "death", None)
            if death is None or death.at != operation:
                return call(client, operation, parameters)
            death.nth -= 1
            if death.nth != 0:
                return call(client, operation, parameters)
            if death.after:
                call(client, operation, parameters)
            raise Killed(death.error_type)

        with patch.object(BaseClient, "_make_api_call", watched):
            yield
