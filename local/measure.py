"""`python -m local measure`: what syncs consume, counted while they run on DynamoDB Local.

Requests to WHMCS, and the capacity units that AWS bills for on-demand tables, as AWS's own DynamoDB
Local counts them. Prices differ by region and year, so none are multiplied in.
"""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from botocore.client import BaseClient
from rich.console import Console
from rich.table import Table

from local import connection, logs, note
from local.api_client import ApiClient
from local.aws.calls import Call, intercepted
from local.running import Running
from local.simulator import a_day_of_business

READS = {"GetItem", "Query", "Scan"}
SYNCS = (
    ("Full sync, the first", "full"),
    ("Full sync, nothing changed", "full"),
    ("Sync, nothing changed", "incremental"),
    ("Sync, after a day of business", "incremental"),
)


@dataclass
class Consumed:
    """Capacity units."""

    reads: float = 0
    writes: float = 0


def run(options: Namespace) -> int:
    """The process's exit code."""
    with logs.to_file(note.FOLDER / "measure.log") as terminal:
        running = Running(invoices=options.invoices, waiting=0.0, dynamodb="local")
        with running:
            Console(file=terminal).print(_measured(running, options.invoices))
    return 0


def _measured(running: Running, invoices: int) -> Table:
    table = Table(title=f"What syncs of {invoices:,} invoices consume, at step 250")
    table.add_column("")
    for name in ("Requests to WHMCS", "Write units", "Read units", "Seconds here"):
        table.add_column(name, justify="right")
    api = ApiClient(running.url, running.token)
    system_id = connection.connect(api, running.simulator.url)
    for name, mode in SYNCS:
        if "business" in name:
            a_day_of_business(running.simulator.installation, seed=1)
        table.add_row(name, *_one(running, api, system_id, mode))
    api.close()
    return table


def _one(running: Running, api: ApiClient, system_id: str, mode: str) -> list[str]:
    before, began = len(running.simulator.requests), time.monotonic()
    with _counting(running) as consumed:
        connection.sync(api, system_id, mode)
    seconds = time.monotonic() - began
    requests = len(running.simulator.requests) - before
    return [
        f"{requests:,}",
        f"{consumed.writes:,.0f}",
        f"{consumed.reads:,.0f}",
        f"{seconds:.1f}",
    ]


@contextmanager
def _counting(running: Running) -> Iterator[Consumed]:
    """What the functions of the workflow consume; who follows the sync is not counted."""
    consumed = Consumed()
    workflow = {"SyncBeginFunction", "SyncStepFunction", "SyncEndFunction"}

    def counting(call: Call, client: BaseClient, operation: str, parameters: Any) -> Any:
        in_workflow = running.stack.functions.lifetimes.current in workflow
        if not in_workflow or client.meta.service_model.service_name != "dynamodb":
            return call()
        parameters["ReturnConsumedCapacity"] = "TOTAL"
        answer = call()
        units = _units(answer["ConsumedCapacity"])
        if operation in READS:
            consumed.reads += units
        else:
            consumed.writes += units
        return answer

    with intercepted(counting):
        yield consumed


def _units(capacity: Any) -> float:
    tables = capacity if isinstance(capacity, list) else [capacity]
    return sum(float(one["CapacityUnits"]) for one in tables)
