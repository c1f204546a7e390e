"""Metrics of one invocation, in CloudWatch's embedded metric format."""

from collections.abc import Iterator
from contextlib import contextmanager

from aws_lambda_powertools.metrics import EphemeralMetrics


@contextmanager
def metrics(service: str) -> Iterator[EphemeralMetrics]:
    """Written into the log at the end, however that comes. Powertools' `Metrics` is one for a whole
    process, in which the embedded stack runs several invocations at once."""
    told = EphemeralMetrics(service=service)
    try:
        yield told
    finally:
        told.flush_metrics()
