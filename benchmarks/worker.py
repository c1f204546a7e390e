"""The measured process: syncs of one system, step after step, as the state machine orders them.

`python -m benchmarks.worker URL STEP PARALLEL MODE…` prints a line of JSON for each sync.
"""

import gc
import json
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from accounting.clients import secrets_manager
from accounting.domain.clock import Clock
from accounting.domain.credentials import Credentials
from accounting.domain.syncs import new_sync_id
from accounting.domain.systems import Settings, System
from accounting.services.begin import begin
from accounting.services.end import end
from accounting.services.execution_input import ExecutionInput
from accounting.services.meter import Meter
from accounting.services.step import step
from accounting.tables import syncs_table, systems_table

STEP_SECONDS = 45.0
CLOCK = Clock()


def main() -> None:
    url, size, parallel, *modes = sys.argv[1:]
    system_id = _connected(url, int(size), int(parallel))
    for mode in modes:
        gc.collect()
        print(json.dumps(_measured(system_id, mode)), flush=True)


def _connected(url: str, size: int, parallel: int) -> str:
    system_id, now = secrets.token_hex(6), CLOCK.now()
    arn = secrets_manager.store(system_id, Credentials("demo-secret"))
    settings = Settings("Benchmark", url, "demo", step=size, parallel=parallel)
    systems_table.create(System(system_id, settings, arn, 1, created_at=now, updated_at=now))
    return system_id


def _measured(system_id: str, mode: str) -> dict[str, float | int | str]:
    wall, processor = time.monotonic(), time.process_time()
    sync_id = new_sync_id(CLOCK.now(), secrets.token_hex(4))
    begin(
        ExecutionInput.model_validate({"system_id": system_id, "mode": mode}), sync_id, CLOCK.now()
    )
    steps = sum(1 for _ in _steps(system_id, sync_id))
    end(system_id, sync_id, None, CLOCK.now())
    wall, processor = time.monotonic() - wall, time.process_time() - processor
    sync = syncs_table.get(system_id, sync_id)
    return {
        "mode": mode,
        "state": sync.state,
        "rows": sync.progress.counters.seen,
        "steps": steps,
        "wall": wall,
        "processor": processor,
        "memory": _peak_memory(),
    }


def _peak_memory() -> int:
    """Bytes; not from getrusage, which begins with what the parent process had."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) << 10


def _steps(system_id: str, sync_id: str) -> Iterator[int]:
    outcome = None
    while not outcome:
        progress, wait = step(system_id, sync_id, CLOCK, STEP_SECONDS, Meter(CLOCK))
        outcome = progress.outcome
        time.sleep(wait)
        yield progress.steps_done


if __name__ == "__main__":
    main()
