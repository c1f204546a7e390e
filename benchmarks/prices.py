"""What was counted, times AWS's list prices (prices.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

READS = ("GetItem", "BatchGetItem", "Query", "Scan")
GIGA = 1e9
# Lambda's own lines about an invocation, and what CloudWatch adds to each line. From knowledge.
LINES_OF_LAMBDA, BYTES_OF_A_LINE = 1000, 26
ACCESS_LOG_LINE = 400
VCPU_MB = 1769  # With so much memory a function has one vCPU, with less a part of it.
HOURS = 730

type Dollars = dict[str, float]
type Clock = Literal["processor", "wall"]


@cache
def prices() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("prices.toml").read_text())


def price(name: str) -> float:
    return float(prices()[name]["price"])


def units(used: Mapping[str, Any], *, reads: bool) -> float:
    """Of capacity, to read or to write."""
    kinds = used["units"].items()
    return sum(float(count) for kind, count in kinds if (kind.split(".")[1] in READS) == reads)


def of_handlers(used: Mapping[str, Any], memory_mb: Mapping[str, int], clock: Clock) -> Dollars:
    """`clock`: `processor` is what Lambda bills if nobody is ever waited for, `wall` with the
    waiting that was measured. Each function starts once."""
    return {
        **_of_calls(used["calls"], used["units"]),
        "Lambda, time": _gb_seconds(used, memory_mb, clock) * price("lambda_gb_second"),
        "Lambda, requests": _invocations(used) * price("lambda_request"),
        "CloudWatch, logs": _log_bytes(used) / GIGA * price("logs_gb"),
    }


def of_sync(used: Mapping[str, Any], memory_mb: Mapping[str, int], clock: Clock) -> Dollars:
    """Begin, End, and for each step Step and More?."""
    transitions = 2 + 2 * used["functions"]["sync_step"]["invocations"]
    return of_handlers(used, memory_mb, clock) | {
        "Step Functions": transitions * price("state_transition"),
        "X-Ray": price("trace"),
    }


def of_visit(used: Mapping[str, Any], memory_mb: Mapping[str, int], clock: Clock) -> Dollars:
    requests = _invocations(used)
    access_log = requests * (ACCESS_LOG_LINE + BYTES_OF_A_LINE) / GIGA
    return of_handlers(used, memory_mb, clock) | {
        "HTTP API": requests * price("http_api_request"),
        "HTTP API, access log": access_log * price("logs_gb"),
        "Data out": used["sent_bytes"] / GIGA * price("gb_out"),
        "X-Ray": requests * price("trace"),
    }


def fixed_month(alarms: int, metrics: int, steady_metrics: int, stored_bytes: float) -> Dollars:
    """One system, synchronised in one hour of each day; a metric costs in the hours it is sent, and
    steady ones are sent in each."""
    stored = price("dynamodb_gb_month") + price("dynamodb_recovery_gb_month")
    return {
        "Secret": price("secret_month"),
        "Alarms": alarms * price("alarm_month"),
        "Dashboard": price("dashboard_month"),
        "Metrics": (steady_metrics + metrics * 30 / HOURS) * price("metric_month"),
        "DynamoDB, storage and recovery": stored_bytes / GIGA * stored,
    }


def _of_calls(calls: Mapping[str, int], units: Mapping[str, float]) -> Dollars:
    """Raises KeyError for a call whose price is not known."""
    found: Dollars = {}
    for kind, count in calls.items():
        service, operation = kind.split(".")
        if service == "dynamodb":
            read = operation in READS
            unit = price("dynamodb_read_unit" if read else "dynamodb_write_unit")
            found[f"DynamoDB, {operation}"] = units[kind] * unit
        elif service == "secretsmanager":
            found["Secrets Manager"] = count * price("secrets_call")
        elif kind == "events.PutEvents":
            found["EventBridge"] = count * price("event")
        else:
            raise KeyError(f"benchmarks/prices.py knows no price of {kind}: add it.")
    return found


def _gb_seconds(used: Mapping[str, Any], memory_mb: Mapping[str, int], clock: Clock) -> float:
    """The processor's share of the time takes longer where a function has less than one vCPU.
    While a function starts it has a whole one."""
    total = 0.0
    for name, one in used["functions"].items():
        slower = max(VCPU_MB / memory_mb[name] - 1, 0)
        seconds = one[clock] + one["processor"] * slower + used["start"]
        total += seconds * memory_mb[name] / 1024
    return total


def _invocations(used: Mapping[str, Any]) -> float:
    return float(sum(one["invocations"] for one in used["functions"].values()))


def _log_bytes(used: Mapping[str, Any]) -> float:
    own = used["log_bytes"] + used["log_lines"] * BYTES_OF_A_LINE
    return float(own + _invocations(used) * LINES_OF_LAMBDA)
