"""Every fault the simulator knows, in every mode of a sync, through the real state machine."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from multiprocessing import Manager
from pathlib import Path
from queue import Empty, Queue
from types import SimpleNamespace
from typing import Literal
from unittest.mock import patch

from accounting.domain import clock
from accounting.domain.syncs import Sync
from local.running import Running
from local.simulator import Installation, Simulator, demo_installation
from local.simulator.fault_catalogue import CATALOGUE
from tests.workflow.connected_system import ConnectedSystem

type Situation = Literal["first full", "full", "incremental"]
type Lasts = Literal["once", "a while", "always"]

SITUATIONS: tuple[Situation, ...] = ("first full", "full", "incremental")
TIMES: dict[Lasts, float] = {"once": 1, "a while": 20, "always": float("inf")}
# Pages asked ahead use up faults, some more, some fewer: a fault that lasts about as long as the
# sync's patience would end either way. So one page at a time where the number of faults matters.
PARALLEL: dict[Lasts, int] = {"once": 2, "a while": 1, "always": 2}
INVOICES, STEP = 240, 40
# What these answer is data like any other; the tests of the answers have them.
NO_FAULTS = {"amount_negative", "status_unknown"}
# Half a minute each time; the tests of connection errors have them, with less patience.
SLOW = {"no_answer", "drip", "tls_no_answer"}
FAULTS = [name for name in CATALOGUE if name not in NO_FAULTS | SLOW]
TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sync ended, and what we held was worth then and after the next quiet Sync.

    `wrong_success`: it said `succeeded`, but we held other data than the accounting system, and not
    because we had named those rows as unreadable.
    `wrong_rows`: invoices lost, doubled or stale after the next Sync without faults.
    """

    fault: str
    situation: Situation
    lasts: Lasts
    ending: str
    requests: int
    wrong_success: bool
    wrong_rows: int
    lease_free: bool

    @property
    def good(self) -> bool:
        return not self.wrong_success and not self.wrong_rows and self.lease_free


@contextmanager
def without_pauses() -> Iterator[None]:
    """Pauses inside a step pass at once, though the step's clock goes on."""
    real, slept = time.monotonic, [0.0]
    still = SimpleNamespace(
        monotonic=lambda: real() + slept[0],
        sleep=lambda seconds: slept.append(slept.pop() + seconds),
    )
    with patch.object(clock, "time", still):
        yield


def outcome(running: Running, fault: str, situation: Situation, lasts: Lasts) -> Outcome:
    """One cell, on a system of its own."""
    simulator = running.simulator
    quiet(simulator, demo_installation(INVOICES, today=TODAY))
    connected = ConnectedSystem(running, step=STEP, parallel=PARALLEL[lasts])
    if situation != "first full":
        connected.sync("full")
        business(simulator.installation)
    simulator.requests.clear()
    simulator.faults.plan(fault, at=2, times=TIMES[lasts])
    sync = connected.sync("incremental" if situation == "incremental" else "full")
    requests = len(simulator.requests)
    unreadable = {key for key, one in connected.stored.items() if one.unreadable}
    equal = connected.differences() <= unreadable
    lease_free = connected.system.lease is None
    simulator.faults.clear()
    connected.sync("incremental")
    return Outcome(
        fault,
        situation,
        lasts,
        ending=_ending(sync, named=bool(unreadable)),
        requests=requests,
        wrong_success=sync.state == "succeeded" and not equal,
        wrong_rows=len(connected.differences()),
        lease_free=lease_free,
    )


def _ending(sync: Sync, *, named: bool) -> str:
    if sync.error:
        return sync.error.code
    return f"{sync.state}, unreadable rows named" if named else sync.state


def quiet(simulator: Simulator, installation: Installation) -> None:
    simulator.installation = installation
    simulator.faults.clear()
    simulator.before_request = None
    simulator.requests.clear()


def business(installation: Installation) -> None:
    """Some invoices come, some are paid, two old ones disappear."""
    ids = list(installation.invoices())
    for row in [row for row in installation.invoices().values() if row.status == "Unpaid"][:5]:
        installation.pay(row.id)
    installation.delete(ids[30], ids[150])
    for _ in range(5):
        installation.add()


def row(running: Running, fault: str) -> list[Outcome]:
    """All cells of a fault."""
    running.stack.reset()
    return [
        outcome(running, fault, situation, lasts) for situation in SITUATIONS for lasts in TIMES
    ]


def played(waiting: "Queue[str]") -> dict[str, list[Outcome]]:
    """The rows of one fault after another, on a stack of its own, until none is waiting."""
    rows = {}
    with (
        Path(os.devnull).open("w") as nothing,
        redirect_stdout(nothing),
        redirect_stderr(nothing),
        without_pauses(),
        Running(installation=Installation(), https=True) as running,
    ):
        for fault in _taken(waiting):
            rows[fault] = row(running, fault)
            os.write(2, f"{fault} {waiting.qsize()} left\n".encode())  # Past what is redirected.
    return rows


def _taken(waiting: "Queue[str]") -> Iterator[str]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def matrix(faults: list[str]) -> list[Outcome]:
    """A stack for each core, as starting one takes longer than a fault."""
    with Manager() as manager, ProcessPoolExecutor() as processes:
        waiting = manager.Queue()
        for fault in faults:
            waiting.put(fault)
        rows: dict[str, list[Outcome]] = {}
        for some in processes.map(played, [waiting] * (os.process_cpu_count() or 1)):
            rows |= some
    return [one for fault in faults for one in rows[fault]]
