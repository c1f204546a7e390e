"""Metrics as functions write them into their log: CloudWatch's embedded metric format.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Datum:
    """Values of one metric of one line. `at`: milliseconds since 1970."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]]
    at: int
    values: tuple[float, ...]


def lines(output: str) -> list[dict[str, Any]]:
    """Those of them that hold metrics."""
    found = (line for line in output.splitlines() if '"_aws"' in line)
    return [json.loads(line[line.index("{") :]) for line in found]


def data(output: str) -> Iterator[Datum]:
    for line in lines(output):
        for directive in line["_aws"]["CloudWatchMetrics"]:
            for dimensions in directive["Dimensions"]:
                for metric in directive["Metrics"]:
                    values = line[metric["Name"]]
                    yield Datum(
                        directive["Namespace"],
                        metric["Name"],
                        frozenset((name, line[name]) for name in dimensions),
                        line["_aws"]["Timestamp"],
                        tuple(values if isinstance(values, list) else [values]),
                    )
