"""When which fault happens."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from local.simulator.exchange import Request
from local.simulator.fault import Fault
from local.simulator.fault_catalogue import fault as fault_named

__all__ = ["Fault", "Faults"]


@dataclass
class _Plan:
    name: str
    fault: Fault
    when: Callable[[Request], bool]
    left: float


class Faults:
    """The plan of one simulator. `happened` lists (request number, fault name), in order."""

    def __init__(self) -> None:
        self._plans: list[_Plan] = []
        self._lock = Lock()
        self.happened: list[tuple[int, str]] = []

    def plan(
        self,
        fault: str | Fault,
        *,
        at: int = 1,
        when: Callable[[Request], bool] | None = None,
        times: float = 1,
        **options: Any,
    ) -> None:
        """Let `fault` strike `times` requests: those from number `at` on for which `when` is true.

        Requests are numbered from 1 as they arrive, repeated ones too. `options` are the fault's
        own. Raises KeyError for a name that is not in the catalogue.
        """
        if isinstance(fault, Fault):
            name, chosen = "own", fault
        else:
            name, chosen = fault, fault_named(fault, **options)

        def is_struck(request: Request) -> bool:
            return request.number >= at and (when is None or when(request))

        with self._lock:
            self._plans.append(_Plan(name, chosen, is_struck, times))

    def always(
        self,
        fault: str | Fault,
        *,
        when: Callable[[Request], bool] | None = None,
        **options: Any,
    ) -> None:
        """Let `fault` strike every request (for which `when` is true) until `clear`."""
        self.plan(fault, when=when, times=float("inf"), **options)

    def clear(self) -> None:
        """From now on nothing goes wrong."""
        with self._lock:
            self._plans = []

    def due(self, request: Request) -> list[Fault]:
        """The faults for this request, which are used up by asking."""
        with self._lock:
            due = [plan for plan in self._plans if plan.left > 0 and plan.when(request)]
            for plan in due:
                plan.left -= 1
                self.happened.append((request.number, plan.name))
            return [plan.fault for plan in due]
