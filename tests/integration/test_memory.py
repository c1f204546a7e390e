"""How much memory a step takes with the largest pages, measured in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.simulator import Installation, Simulator

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import os
os.environ["SOURCE_ADDRESSES"] = "loopback"
from accounting.domain.credentials import Credentials
from accounting.clients.whmcs.client import Whmcs
from accounting.engine.run import Run
from accounting.engine.session import Order
from accounting.domain.syncs import Progress
from accounting.domain.clock import Clock, utc_now
from tests.fakes.memory_store import MemoryStore
import sys

def most_memory():
    # getrusage would report the process that started this one.
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

class Forgetful(MemoryStore):
    def _put(self, change): pass

clock, now = Clock(), utc_now()
source = Whmcs(sys.argv[1], "demo", Credentials("demo-secret"))
order = Order("full", 5000, 4, False, 30, now, now.date())
source.page(0, 1)
before = most_memory()
run = Run(source, Forgetful(), order, Progress(), clock)
progress = run.work(clock.monotonic() + 45)
sys.stdout.write(f"{progress.counters.seen} {before} {most_memory()}")
"""


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
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, simulator_url],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'layers' / 'accounting'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    seen, before, after = map(int, done.stdout.split())
    assert seen == 40_000
    assert after / 1024 < 200
    assert (after - before) / 1024 < 150
