"""The measured process: syncs of one system, step after step, as the state machine orders them.

`python -m benchmarks.worker URL STEP PARALLEL RUN…` prints a line of JSON for each run, a day later
than the one before. A run is a mode of a sync, `business` (a day of it, then a Sync), `visit`
(to the console) or `timed` (a Full sync of which nothing is counted). `start` is what it takes to
start Python and import the handlers.
"""

import gc
import json
import secrets
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from accounting.clients import secrets_manager
from accounting.domain.clock import Clock
from accounting.domain.credentials import Credentials
from accounting.domain.invoices import STATUSES
from accounting.domain.syncs import new_sync_id
from accounting.domain.systems import Settings, System
from accounting.tables import syncs_table, systems_table
from benchmarks.handlers import Handlers
from benchmarks.visit import visit

CLOCK = Clock()
NEW_A_DAY = 100
FULL = ("full", "timed")
SYNC = ("sync_begin", "sync_step", "sync_end")


def main() -> None:
    url, size, parallel, *runs = sys.argv[1:]
    out, handlers = sys.stdout, Handlers(counted="timed" not in runs)
    for function in SYNC:
        handlers.load(function)
    start = time.process_time()
    system_id = connected(url, int(size), int(parallel))
    for run in runs:
        gc.collect()
        report = run_once(handlers, url, system_id, run)
        print(json.dumps({"run": run, "start": start, **report}), file=out, flush=True)
        handlers.days_pass(1)


def connected(url: str, size: int, parallel: int) -> str:
    system_id, now = secrets.token_hex(6), CLOCK.now()
    arn = secrets_manager.store(system_id, Credentials("demo-secret"))
    settings = Settings("Benchmark", url, "demo", step=size, parallel=parallel)
    systems_table.create(System(system_id, settings, arn, 1, created_at=now, updated_at=now))
    return system_id


def run_once(handlers: Handlers, url: str, system_id: str, run: str) -> dict[str, Any]:
    if run == "visit":
        visit(handlers, system_id)
        return handlers.collect().report()
    if run == "business":
        _day_passes(url)
    return synced(handlers, system_id, "full" if run in FULL else "incremental")


def _day_passes(url: str) -> None:
    """After it the simulator is made to list each status: where something has changed it looks
    through all invoices for that, seconds of a million, and WHMCS's database has indexes."""
    body = json.dumps({"added": NEW_A_DAY, "seed": 1}).encode()
    urlopen(Request(f"{url}/simulator/day", body)).close()
    for status in STATUSES:
        asked = {"action": "GetInvoices", "status": status, "limitnum": 1, "orderby": "id"}
        form = urlencode({"identifier": "demo", "secret": "demo-secret", **asked}).encode()
        urlopen(Request(f"{url}/includes/api.php", form)).close()


def synced(handlers: Handlers, system_id: str, mode: str) -> dict[str, Any]:
    sync_id = new_sync_id(CLOCK.now(), secrets.token_hex(4))
    event = {"sync_id": sync_id, "input": {"system_id": system_id, "mode": mode}}
    handlers.invoke("sync_begin", event)
    while not (done := handlers.invoke("sync_step", event))["done"]:
        time.sleep(done["wait_seconds"])
    handlers.invoke("sync_end", event)
    sync, used = syncs_table.get(system_id, sync_id), handlers.collect()
    return used.report() | {
        "state": sync.state,
        "rows": sync.progress.counters.seen,
        "seconds": used.wall,
        "processor": used.processor,
        "memory": peak_memory(),
    }


def peak_memory() -> int:
    """Bytes; not from getrusage, which begins with what the parent process had."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) << 10


if __name__ == "__main__":
    main()
