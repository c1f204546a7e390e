"""Ways for a function to die, as tests of the workflow need them.

A process that ends in the middle of a handler runs none of the handler's `except Exception`, so a
death is a BaseException. It strikes when the handler starts, or at one of its calls to AWS: that is
where a half-done step leaves something behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from local.aws.calls import Call

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

    def strike_at_start(self) -> None:
        if self.at is None:
            raise Killed(self.error_type)

    def strike_at(self, operation: str, call: Call) -> Any:
        """What the call answers, unless this is the one."""
        self.nth -= operation == self.at
        if operation != self.at or self.nth != 0:
            return call()
        if self.after:
            call()
        raise Killed(self.error_type)


class Deaths:
    """Deaths to come. Each strikes one invocation, then it is over."""

    def __init__(self) -> None:
        self._planned: list[Death] = []

    def plan(self, death: Death) -> None:
        self._planned.append(death)

    def clear(self) -> None:
        self._planned.clear()

    def next_of(self, function: str) -> Death | None:
        death = next((one for one in self._planned if one.function == function), None)
        if death is not None:
            self._planned.remove(death)
        return death
