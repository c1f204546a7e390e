"""What a sync tells CloudWatch of the accounting system."""

import pytest

from local.running import Running
from local.simulator import demo_installation
from tests import emf
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import TODAY, quiet


@pytest.fixture
def connected(running: Running) -> ConnectedSystem:
    quiet(running.simulator, demo_installation(120, today=TODAY))
    return ConnectedSystem(running)


def totals(output: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in emf.data(output):
        assert (one.namespace, one.dimensions) == (
            "revenue-sync",
            frozenset({("service", "sync_step")}),
        )
        found[one.name] = found.get(one.name, 0) + sum(one.values)
    return found


def test_requests_rows_and_latency_are_told(
    running: Running, connected: ConnectedSystem, capsys: pytest.CaptureFixture[str]
) -> None:
    assert connected.sync("full").state == "succeeded"
    output = capsys.readouterr().out
    told = totals(output)
    assert told["SourceRequests"] == len(running.simulator.requests)
    assert told["SourceRows"] >= 120
    assert told["SourceFailures"] == 0
    assert told["SourceLatency"] > 0
    (line,) = emf.lines(output)
    assert line["system_id"] == connected.system_id
    assert line["sync_id"] == connected.system.last_sync.sync_id  # type: ignore[union-attr]


def test_failures_are_told_also_by_a_step_that_fails(
    running: Running, connected: ConnectedSystem, capsys: pytest.CaptureFixture[str]
) -> None:
    running.simulator.faults.always("wrong_secret")
    assert connected.sync("full").state == "failed"
    told = totals(capsys.readouterr().out)
    assert told["SourceFailures"] == told["SourceRequests"] == len(running.simulator.requests)
    running.simulator.faults.clear()
