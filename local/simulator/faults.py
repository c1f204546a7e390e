"""When which fault happens."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from local.simulator.exchange import Request
from local.simulator.fault import Fault, Handshake
from local.simulator.fault_catalogue import fault as fault_named

__all__ = ["Fault", "Faults"]


@dataclass
class _Plan:
    name: str
    fault: Fault
    when: Callable[[Request], bool]
    left: float

    @property
    def is_tls(self) -> bool:
        return self.fault.handshake is not None


class Faults:
    """The plan of one simulator. `happened` lists (request number, fault name), in order.

    A connection whose handshake is struck counts as a request. So that one is made, connections are
    not kept while such a fault is due (`spoils_handshake`).
    """

    def __init__(self, *, https: bool = False) -> None:
        self._https = https
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
        own. Raises KeyError for a name that is not in the catalogue, ValueError for a fault of TLS
        where there is none.
        """
        if isinstance(fault, Fault):
            name, chosen = "own", fault
        else:
            name, chosen = fault, fault_named(fault, **options)

        if chosen.handshake and not self._https:
            raise ValueError(f"{name} is a fault of https: start the simulator with --https")

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
            return [self._used(plan, request) for plan in self._due(request) if not plan.is_tls]

    def handshake(self, request: Request) -> Handshake | None:
        """The fault for the handshake before this request, which is used up by asking."""
        with self._lock:
            due = (plan for plan in self._due(request) if plan.is_tls)
            plan = next(due, None)
            return self._used(plan, request).handshake if plan else None

    def spoils_handshake(self, request: Request) -> bool:
        with self._lock:
            return any(plan.is_tls for plan in self._due(request))

    def _due(self, request: Request) -> list[_Plan]:
        return [plan for plan in self._plans if plan.left > 0 and plan.when(request)]

    def _used(self, plan: _Plan, request: Request) -> Fault:
        plan.left -= 1
        self.happened.append((request.number, plan.name))
        return plan.fault
