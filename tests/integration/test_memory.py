"""How much memory a step takes with the largest pages, measured in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from accounting.clients.outgoing import ANSWER_LIMIT
from local.simulator import Fault, Installation, Simulator

ROOT = Path(__file__).resolve().parents[2]

MEASURING = """
import os, sys
os.environ["SOURCE_ADDRESSES"] = "loopback"
from accounting.clients.patience import SYNC_PATIENCE
from accounting.clients.whmcs.client import Whmcs
from accounting.domain.credentials import Credentials

def most_memory():
    # getrusage would report the process that started this one.
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

source = Whmcs(sys.argv[1], "demo", Credentials("demo-secret"), SYNC_PATIENCE)
source.page(0, 1)
before = most_memory()
"""

PROGRAM = (
    MEASURING
    + """
from accounting.engine.run import Run
from accounting.engine.session import Order
from accounting.domain.syncs import Progress
from accounting.domain.clock import Clock, utc_now
from tests.fakes.memory_store import MemoryStore

class Forgetful(MemoryStore):
    "Holds the newest blocks, which are read again at the end."
    def _put(self, change):
        super()._put(change)
        kept = self.state.blocks.items()
        self.state.blocks = {key: rows for key, rows in kept if key > change.number - 8}

clock, now = Clock(), utc_now()
order = Order("full", 5000, 4, False, 30, now, now.date())
run = Run(source, Forgetful(), order, Progress(), clock)
progress = run.work(clock.monotonic() + 45)
sys.stdout.write(f"{progress.counters.seen} {before} {most_memory()}")
"""
)

HOSTILE = (
    MEASURING
    + """
from accounting.domain.errors import SourceError
try:
    source.page(0, 5000)
except SourceError as error:
    sys.stdout.write(f"{error.code} {before} {most_memory()}")
"""
)


def measured(program: str, url: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, url],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'layers' / 'accounting'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split()


@pytest.fixture
def simulator_url() -> Iterator[str]:
    installation = Installation()
    for number in range(40_000):
        installation.add(firstname="Aurelia", lastname="Achterberg", notes=f"Note {number} " * 5)
    with Simulator(installation) as simulator:
        yield simulator.url


def test_step_of_five_thousand_invoices_grows_by_less_than_two_hundred_megabytes(
    simulator_url: str,
) -> None:
    seen, before, after = map(int, measured(PROGRAM, simulator_url))
    assert seen == 40_000
    assert after / 1024 < 200
    assert (after - before) / 1024 < 150


def fault(body: bytes) -> Fault:
    return Fault(reply=lambda _request, reply: replace(reply, body=body))


LISTING = b'{"result":"success","totalresults":1,"invoices":{"invoice":[%s]}}'
MOST = ANSWER_LIMIT - 1000
HOSTILE_ANSWERS: dict[str, Fault] = {
    "empty lists, 30 MB": fault(LISTING % (b"[]," * 10_000_000 + b"[]")),
    "empty lists, as many as may be": fault(LISTING % (b"[]," * 490_000 + b"[]")),
    "objects, as many as may be": fault(LISTING % (b'{"":{"":""}},' * 330_000 + b"[]")),
    "one long text of wide characters": fault(
        LISTING % (b'{"id":1,"notes":"\xf0\x9f\x98\x80' + b"x" * (MOST - 4) + b'"},[]')
    ),
    "no JSON": fault(b"\xf0\x9f\x98\x80" + b"x" * MOST),
}


@pytest.mark.parametrize("name", HOSTILE_ANSWERS)
def test_hostile_answer_takes_less_than_four_hundred_megabytes(name: str) -> None:
    with Simulator(Installation()) as simulator:
        simulator.faults.plan(HOSTILE_ANSWERS[name], at=2)
        error, _, after = measured(HOSTILE, simulator.url)
    assert error in {"PageTooLarge", "SourceMalformed"}
    assert int(after) / 1024 < 400
