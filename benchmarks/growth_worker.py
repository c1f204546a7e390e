"""The measured process: one that stores, one of a system's days, one for each request.

`python -m benchmarks.growth_worker ORDER ARGUMENT…` prints lines of JSON. Peak memory is
a process's own, so each order has one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from accounting.tables import dynamodb, systems_table
from benchmarks.copies import copy_sync, copy_system
from benchmarks.growth_requests import REQUESTS
from benchmarks.handlers import Handlers
from benchmarks.worker import SYNC, connected, peak_memory, run_once

LARGEST_STEP, PARALLEL = 1000, 4
STEP = 250  # The default, of a system's days.
KEPT_SYNCS = 90

type Lines = Iterator[dict[str, Any]]
type Order = Callable[..., Lines]


def main() -> None:
    orders: dict[str, Order] = {"store": store, "copy": copy, "days": days, "ask": ask}
    out, (order, *arguments) = sys.stdout, sys.argv[1:]
    for line in orders[order](Handlers(), *arguments):
        print(json.dumps(line), file=out, flush=True)


def store(handlers: Handlers, url: str) -> Lines:
    """A system that holds all of it, and a record of a sync for each day that one is kept."""
    system_id = connected(url, LARGEST_STEP, PARALLEL)
    report = run_once(handlers, url, system_id, "full")
    system = systems_table.get(system_id)
    systems_table.change(replace(system, settings=replace(system.settings, step=STEP)))
    copy_sync(system_id, KEPT_SYNCS)
    yield report | {"system_id": system_id}


def copy(_handlers: Handlers, system_id: str, copies: str) -> Lines:
    copy_system(system_id, int(copies))
    yield {"systems": len(systems_table.list_all())}


def days(handlers: Handlers, url: str, system_id: str, count: str) -> Lines:
    """Its Sync on each of the next days."""
    for function in SYNC:
        handlers.load(function)
    start = time.process_time()
    for _ in range(int(count)):
        handlers.days_pass(1)
        yield {"start": start, **run_once(handlers, url, system_id, "business")}


def ask(handlers: Handlers, system_id: str, name: str, times: str) -> Lines:
    """The first answer is the process's first, with the client of DynamoDB made before it."""
    asked = REQUESTS[name]
    handlers.load(asked.function)
    dynamodb.client()
    for _ in range(int(times)):
        answer = handlers.invoke(asked.function, asked.event(system_id))
        if answer["statusCode"] != 200:
            raise RuntimeError(f"{name}: {answer['statusCode']} {answer['body']}")
        used = handlers.collect()
        clocks = {"wall": used.wall, "processor": used.processor, "memory": peak_memory()}
        yield {**used.report(), **clocks}


if __name__ == "__main__":
    main()
