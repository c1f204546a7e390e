"""A first Full sync keeps what was promised, beside the floor and the field."""

import pytest

from benchmarks.throughput_table import SECTION, fastest_peer, seconds

RESULTS = SECTION.measured()["results"]


@pytest.mark.parametrize("page", [100, 250, 1000])
@pytest.mark.parametrize("latency_ms", [0.0, 50.0])
def test_nobody_of_the_field_is_faster(page: int, latency_ms: float) -> None:
    """Though it writes to a database, and they to local files."""
    assert seconds(RESULTS, "ours", 8, page, latency_ms) < fastest_peer(RESULTS, page, latency_ms)


def test_where_a_request_takes_fifty_milliseconds_we_are_six_times_as_fast() -> None:
    """And take at most a third more time than the floor."""
    assert seconds(RESULTS, "ours", 8, 100, 50.0) <= 1.3 * seconds(RESULTS, "floor", 8, 100, 50.0)
    assert 6 * seconds(RESULTS, "ours", 8, 100, 50.0) <= fastest_peer(RESULTS, 100, 50.0)
