"""Calls the functions' handlers in this process and measures what Lambda bills."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from io import StringIO
from typing import Any
from unittest.mock import patch

from benchmarks.counting import Calls, counting
from local.aws.lambda_context import LambdaContext


@dataclass
class Invoked:
    """Of one function: seconds, summed up."""

    invocations: int = 0
    wall: float = 0.0
    processor: float = 0.0


@dataclass
class Used:
    """By all handlers since the last report. `sent`: bytes of their answers. `log`: their lines."""

    calls: Calls = field(default_factory=Calls)
    functions: dict[str, Invoked] = field(default_factory=dict)
    sent: int = 0
    log: list[str] = field(default_factory=list)

    @property
    def wall(self) -> float:
        return sum(one.wall for one in self.functions.values())

    @property
    def processor(self) -> float:
        return sum(one.processor for one in self.functions.values())

    def report(self) -> dict[str, Any]:
        metrics = [line for line in map(_parsed, self.log) if "_aws" in line]
        return {
            "functions": {name: asdict(one) for name, one in self.functions.items()},
            "calls": dict(self.calls.count),
            "units": dict(self.calls.units),
            "requests": round(sum(sum(line.get("SourceRequests", [0])) for line in metrics)),
            "metrics": len({name for line in metrics for name in _metrics(line)}),
            "log_bytes": sum(len(line.encode()) for line in self.log),
            "log_lines": len(self.log),
            "sent_bytes": self.sent,
        }


class Handlers:
    """From now on, what they print is their log. They may be told that days have passed.

    Counting what they ask of AWS takes time, so what is to be fast is not `counted`.
    """

    def __init__(self, *, counted: bool = True) -> None:
        self._counted = counted
        self._log = StringIO()
        self._shift = timedelta()
        self.used = Used()
        clock = import_module("accounting.domain.clock")
        now: Callable[[], datetime] = clock.utc_now
        # Before they are imported: some have the function's name as their own.
        patch.object(clock, "utc_now", lambda: now() + self._shift).start()
        sys.stdout = self._log

    def days_pass(self, days: int) -> None:
        self._shift += timedelta(days=days)

    def load(self, function: str) -> Any:
        return import_module(f"functions.{function}.app").handler

    def invoke(self, function: str, event: dict[str, Any]) -> Any:
        """`function`: the name of its folder."""
        handler = self.load(function)
        context = LambdaContext(function, 1769, f"arn:aws:lambda:::{function}", 120)
        invoked = self.used.functions.setdefault(function, Invoked())
        calls = self.used.calls
        wall, processor = time.monotonic(), time.process_time() - calls.processor
        with counting(calls) if self._counted else nullcontext():
            answer = handler(event, context)
        invoked.wall += time.monotonic() - wall
        invoked.processor += time.process_time() - calls.processor - processor
        invoked.invocations += 1
        self.used.sent += len(json.dumps(answer))
        self._take_log()
        return answer

    def collect(self) -> Used:
        """What was used since the last time."""
        used, self.used = self.used, Used()
        return used

    def _take_log(self) -> None:
        self.used.log += self._log.getvalue().splitlines()
        self._log.seek(0)
        self._log.truncate()


def _parsed(line: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line)
    return found


def _metrics(line: dict[str, Any]) -> list[str]:
    groups = line["_aws"]["CloudWatchMetrics"]
    return [metric["Name"] for group in groups for metric in group["Metrics"]]
