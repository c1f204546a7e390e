from datetime import timedelta

from tests.fakes.block_harness import BlockHarness
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.filtered_source import FilteredSource

OLD = TODAY - timedelta(days=400)


def synced(count: int, unpaid: int = 20, step: int = 250, parallel: int = 4) -> BlockHarness:
    rows = [
        invoice(
            k,
            "Unpaid" if k % unpaid == 0 else "Paid",
            TODAY - timedelta(days=(count - k) * 1800 // count),
        )
        for k in range(1, count + 1)
    ]
    harness = BlockHarness(FilteredSource(*rows), step=step, parallel=parallel)
    progress = harness.sync("full")
    assert progress.outcome == "succeeded"
    assert harness.equal
    assert harness.summaries_right
    return harness


def test_quiet() -> None:
    for count, unpaid, step in ((20_000, 20, 250), (100_000, 100, 1000)):
        harness = synced(count, unpaid, step)
        print("first", len(harness.source.requests), harness.store.state.commits)
        harness.source.requests.clear()
        harness.days_pass(1)
        p = harness.sync("incremental")
        print(
            len(harness.source.requests),
            harness.source.requests,
            p.proof,
            p.counters,
            [line.message for line in p.log],
        )
        assert harness.equal
        for change in (dict(status="Refunded"), dict(status="Cancelled"), dict(status="Unpaid")):
            harness.source.change(count // 3 + 1, **change)
            harness.source.requests.clear()
            p = harness.sync("incremental")
            print(change, len(harness.source.requests), harness.equal, p.log[-3:])
            assert harness.equal
        harness.source.requests.clear()
        harness.source.delete(count // 2, count // 2 + 7, count // 2 + 3000)
        p = harness.sync("incremental")
        print("deleted 3", len(harness.source.requests), harness.equal)
        assert harness.equal
        harness.source.requests.clear()
        p = harness.sync("full")
        print("full", len(harness.source.requests), harness.equal, harness.store.state.commits)
