"""A source that asks for an hour: whoever cancels or deletes meanwhile is heard within a slice."""

from collections.abc import Iterator

import pytest

from accounting.domain.errors import LeaseLost, SourceUnavailable
from accounting.domain.syncs import Sync
from accounting.services.begin import begin
from accounting.services.cancel import cancel
from accounting.services.execution_input import ExecutionInput
from accounting.services.meter import Meter
from accounting.services.step import SLICE, step
from accounting.tables import syncs_table, systems_table
from local.running import Running
from local.simulator import demo_installation
from tests.fakes.fake_clock import FakeClock
from tests.workflow.connected_system import ConnectedSystem
from tests.workflow.fault_matrix import TODAY


class Waiting:
    """A sync, begun, of a server that asks for an hour."""

    def __init__(self, running: Running) -> None:
        running.simulator.installation = demo_installation(50, today=TODAY)
        running.simulator.requests.clear()
        running.simulator.faults.always("rate_limited_429", retry_after=3600)
        self.clock = FakeClock()
        self.system_id = ConnectedSystem(running).system_id
        wanted = ExecutionInput.model_validate({"system_id": self.system_id, "mode": "full"})
        self.sync: Sync = begin(wanted, "waiting", self.clock.now())

    def step(self) -> tuple[str | None, int]:
        progress, wait = step(self.system_id, self.sync.sync_id, self.clock, 45, Meter(self.clock))
        self.clock.seconds += wait
        return progress.outcome, wait


@pytest.fixture
def waiting(running: Running) -> Iterator[Waiting]:
    yield Waiting(running)
    running.simulator.faults.clear()


def test_long_wait_is_taken_in_slices_without_a_request(waiting: Waiting, running: Running) -> None:
    assert [waiting.step() for _ in range(5)] == [(None, SLICE)] * 5
    assert len(running.simulator.requests) == 1
    assert SLICE <= 20


def test_cancel_is_heard_within_a_slice(waiting: Waiting) -> None:
    waiting.step()
    cancel(waiting.system_id, waiting.sync.sync_id, waiting.clock.now(), "ada")
    assert waiting.step() == ("cancelled", 0)


def test_deletion_is_heard_within_a_slice(waiting: Waiting) -> None:
    waiting.step()
    systems_table.mark_deleting(waiting.system_id, waiting.clock.now(), None, "ada")
    with pytest.raises(LeaseLost):
        waiting.step()


def test_server_that_always_asks_for_more_time_is_given_it_ten_times(
    waiting: Waiting, running: Running
) -> None:
    running.simulator.faults.clear()
    running.simulator.faults.always("rate_limited_429", retry_after=30)
    assert [wait for _, wait in (waiting.step() for _ in range(20))] == [20, 10] * 10
    with pytest.raises(SourceUnavailable):
        waiting.step()


def test_wait_is_a_quarter_of_an_hour_at_most(waiting: Waiting) -> None:
    _, first = waiting.step()
    left = syncs_table.get(waiting.system_id, waiting.sync.sync_id).progress.wait_left
    assert first + left == 900
