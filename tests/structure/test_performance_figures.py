"""What docs/performance.md says of syncs is what was measured, and keeps what was promised."""

import json
from typing import Any

import pytest

from benchmarks import hot_path_table, throughput_table
from benchmarks.document import PERFORMANCE
from benchmarks.plots import IMAGES
from benchmarks.throughput_table import fastest_peer, seconds

MEASURED: Any = json.loads(throughput_table.RESULTS.read_text())
SEEN: Any = json.loads(hot_path_table.RESULTS.read_text())
RESULTS = MEASURED["results"]


def test_throughput_is_as_measured() -> None:
    """Where it is not: `.venv/bin/python -m benchmarks.throughput_table`."""
    assert throughput_table.written(MEASURED) == PERFORMANCE.read_text()
    assert throughput_table.plot(MEASURED) == (IMAGES / throughput_table.PLOT).read_bytes()


def test_what_limits_it_is_as_seen() -> None:
    """Where it is not: `.venv/bin/python -m benchmarks.hot_path_table`."""
    assert hot_path_table.written(SEEN) == PERFORMANCE.read_text()
    assert hot_path_table.plot(SEEN) == (IMAGES / hot_path_table.PLOT).read_bytes()


@pytest.mark.parametrize("page", [100, 250, 1000])
@pytest.mark.parametrize("latency_ms", [0.0, 50.0])
def test_nobody_of_the_field_is_faster(page: int, latency_ms: float) -> None:
    """Though it writes to a database, and they to local files."""
    assert seconds(RESULTS, "ours", 8, page, latency_ms) < fastest_peer(RESULTS, page, latency_ms)


def test_where_a_request_takes_fifty_milliseconds_we_are_six_times_as_fast() -> None:
    """And take at most a third more time than the floor."""
    assert seconds(RESULTS, "ours", 8, 100, 50.0) <= 1.3 * seconds(RESULTS, "floor", 8, 100, 50.0)
    assert 6 * seconds(RESULTS, "ours", 8, 100, 50.0) <= fastest_peer(RESULTS, 100, 50.0)
