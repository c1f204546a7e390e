"""Full syncs: every invoice is read by its position, whatever happens meanwhile."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from accounting.domain.counters import Counters
from accounting.domain.errors import (
    LeaseLost,
    PageTooLarge,
    SourceMalformed,
    SourceRejected,
    SourceUnavailable,
)
from accounting.domain.positions import Scanning
from accounting.domain.summaries import summarize
from accounting.domain.syncs import Failure, Progress, continued, queued
from tests.fakes.fake_source import TODAY, FakeSource, invoice
from tests.fakes.inline_executor import InlineExecutor
from tests.fakes.sync_harness import SyncHarness


def a_harness(count: int = 100, step: int = 10, parallel: int = 1) -> SyncHarness:
    """Nothing is stored yet. What is asked ahead is answered in order."""
    source = FakeSource(*map(invoice, range(1, count + 1)))
    pool = InlineExecutor
    return SyncHarness(source, step=step, parallel=parallel, pool=lambda _parallel: pool())


def logged(progress: Progress, text: str) -> bool:
    return any(text in line.message for line in progress.log)


def test_first_full_sync_copies_all_invoices_and_proves_it() -> None:
    harness = a_harness()
    progress = harness.sync("full")
    assert harness.equal
    assert harness.summaries_right
    assert progress.proof
    assert progress.proof.remote_total == progress.proof.stored_total == 100
    assert progress.proof.last_id == 100
    assert progress.counters == Counters(seen=100, added=100)
    assert (progress.steps_done, progress.steps_left) == (10, 0)
    assert len(harness.source.requests) <= 12  # The end is looked at twice.


def test_full_sync_of_nothing_succeeds() -> None:
    progress = SyncHarness().sync("full")
    assert progress.proof
    assert (progress.proof.remote_total, progress.proof.last_id) == (0, 0)
    assert "Step 1 - OK" in progress.log[0].message  # Though it brought nothing.


def test_first_sync_is_a_full_one() -> None:
    harness = a_harness()
    progress = harness.sync("incremental")
    assert harness.equal
    assert progress.full_since == harness.clock.now()
    assert {status for _, _, status in harness.source.requests} == {""}


def test_full_sync_without_changes_writes_no_invoice() -> None:
    harness = a_harness()
    harness.sync("full")
    written = harness.store.state.blocks_written
    progress = harness.sync("full")
    assert harness.store.state.blocks_written == written
    assert progress.counters == Counters(seen=100, unchanged=100)


def test_rows_deleted_while_reading_are_neither_skipped_nor_kept() -> None:
    harness = a_harness(200)
    harness.sync("full")
    harness.source.requests.clear()

    def delete(number: int) -> None:
        if number == 10:
            harness.source.delete(*range(1, 41))

    harness.source.before_answer = delete
    progress = harness.sync("full")
    assert progress.counters.deleted == 40
    assert harness.equal
    assert harness.summaries_right


@pytest.mark.parametrize("parallel", [1, 4])
def test_invoices_deleted_behind_the_scan_are_searched_for(parallel: int) -> None:
    harness = SyncHarness.synced(*map(invoice, range(1, 3001)), step=25, parallel=parallel)

    def delete(number: int) -> None:
        if number == 100:
            harness.source.delete(5, 1700)

    harness.source.before_answer = delete
    progress = harness.sync("full")
    assert harness.equal
    assert progress.counters.deleted == 2
    assert len(harness.source.requests) < 120 + 40


def test_invoice_that_the_store_has_lost_is_missed_and_read_again() -> None:
    harness = SyncHarness.synced(*map(invoice, range(1, 3001)), step=100)
    del harness.store.state.blocks[1], harness.store.state.summaries[1]
    progress = harness.sync("incremental")
    assert harness.equal
    assert harness.summaries_right
    assert progress.full_since


def test_full_sync_mends_a_summary_that_something_else_broke() -> None:
    harness = SyncHarness.synced(*map(invoice, range(1, 3001)), step=100)
    summaries = harness.store.state.summaries
    summaries[1] = replace(summaries[1], statuses={"Unpaid": 1000}, open={"Unpaid": (1500,)})
    harness.sync("full")
    assert harness.summaries_right


def test_invoice_that_becomes_visible_late_is_not_lost() -> None:
    """A database may show id 60 before id 59, whose transaction takes longer."""
    rows = {key: invoice(key) for key in range(1, 61) if key != 59}
    harness = SyncHarness(FakeSource(*rows.values()), step=20)

    def appear(number: int) -> None:
        if number == 4:
            harness.source.rows[59] = invoice(59)

    harness.source.before_answer = appear
    assert harness.sync("full").outcome == "succeeded"
    harness.sync("incremental")
    assert 59 in harness.source.rows
    assert harness.equal


def test_end_is_seen_twice_before_anything_stays_deleted_on_its_word() -> None:
    harness = SyncHarness.synced(*map(invoice, range(1, 101)), step=20)
    harness.source.delete(50)
    harness.sync("full")
    beyond_the_last_page = [start for start, _, _ in harness.source.requests if start > 90]
    assert beyond_the_last_page
    assert harness.equal


def test_end_is_proven_by_an_answer_that_was_asked_for_after_all_others() -> None:
    """The list shrinks, so that a page asked ahead turns out to be the last."""
    harness = SyncHarness.synced(*map(invoice, range(1, 91)), parallel=4)
    harness.pool = lambda _parallel: InlineExecutor()
    new = [harness.source.add("Paid") for _ in range(10)]
    ahead: list[int] = []

    def shrink(number: int) -> None:
        if harness.source.requests[-1][0] == 79 and not ahead:
            ahead.append(number)
            harness.source.delete(*new)

    harness.source.before_answer = shrink
    progress = harness.sync("full")
    assert harness.equal
    assert progress.counters == Counters(seen=90, unchanged=90)
    later = harness.source.requests[ahead[0] :]
    assert any(start + limit > 90 for start, limit, _ in later)


def test_changing_source_is_read_a_few_times_then_given_up() -> None:
    """Near the end it does not know of an invoice that it lists at the beginning."""
    harness = SyncHarness.synced(*map(invoice, range(1, 50)), step=10)
    rows = harness.source.rows

    def flicker(_number: int) -> None:
        shown = dict(rows)
        if harness.source.requests[-1][0] >= 35:
            shown.pop(3, None)
        harness.source.rows = shown

    harness.source.before_answer = flicker
    with pytest.raises(SourceMalformed, match="3 times"):
        harness.sync("full")
    assert len(harness.source.requests) < 60


# Ages


def test_full_sync_verifies_all_as_of_its_start() -> None:
    harness = SyncHarness.synced(*map(invoice, range(1, 3001)), step=100)
    harness.days_pass(3)
    start = harness.clock.now()
    harness.source.before_answer = lambda _number: harness.clock.sleep(10)
    progress = harness.sync("full")
    assert {each.verified for each in harness.store.state.summaries.values()} == {start}
    assert progress.proof
    assert progress.proof.verified_since == progress.full_since == start


def test_continued_full_sync_claims_no_more_than_was_read() -> None:
    """Its first part is as old as the sync that was interrupted."""
    harness = SyncHarness.synced(*map(invoice, range(1, 3001)), step=100)
    harness.days_pass(1)
    start = harness.clock.now()
    harness.source.before_answer = lambda _number: harness.clock.sleep(10)
    progress = harness.iteration("full", Progress())
    harness.days_pass(1)
    sync = queued("s", "1", "full", "url", start, allow_shrink=False)
    failed = replace(sync.failed(Failure("", "", "", ""), start), progress=progress)
    going_on = continued(failed, "url")
    assert going_on
    assert isinstance(going_on.position, Scanning)
    harness.source.requests.clear()
    done = harness.sync("full", going_on)
    assert done.proof
    assert done.proof.verified_since == start
    assert len(harness.source.requests) < 30
    assert harness.equal


def test_full_sync_that_begins_anew_claims_the_moment_of_the_last_beginning() -> None:
    harness = SyncHarness.synced(*map(invoice, range(1, 101)), step=10)
    start = harness.clock.now()
    del harness.source.rows[1]
    harness.source.rows[50_000] = invoice(50_000)
    harness.source.delete(*range(2, 20))
    harness.source.before_answer = lambda _number: harness.clock.sleep(1)

    def reappear(number: int) -> None:
        harness.clock.sleep(1)
        if number == 5:
            harness.source.rows.update({key: invoice(key) for key in range(1, 20)})

    harness.source.before_answer = reappear
    progress = harness.sync("full")
    assert harness.equal
    assert progress.scans
    assert progress.full_since
    assert progress.full_since > start
    moments = {each.verified for each in harness.store.state.summaries.values()}
    assert moments == {progress.full_since}


# Time


@pytest.mark.parametrize("seconds", [3, 10, 14.9])
def test_pages_asked_ahead_are_used_at_a_deadline(seconds: float) -> None:
    """So that many short iterations make no more requests than one long one."""
    harness = a_harness(20_000, step=250, parallel=4)
    harness.source.before_answer = lambda _number: harness.clock.sleep(seconds)
    progress, iterations = Progress(), 0
    while not progress.outcome:
        progress = harness.iteration("full", progress)
        iterations += 1
    assert harness.equal
    assert iterations > 4
    assert len(harness.source.requests) == 20_000 // 250 + 1


def test_nothing_is_begun_after_the_deadline() -> None:
    """An iteration ends with the answers that are under way, and takes them in."""
    harness = a_harness(20_000, step=250, parallel=4)
    harness.source.before_answer = lambda _number: harness.clock.sleep(10)
    progress = harness.iteration("full", Progress())
    assert progress.steps_done == len(harness.source.requests) == 5
    assert harness.clock.seconds == 50


def test_page_that_waits_for_a_thread_at_the_deadline_is_not_begun() -> None:
    """All threads are busy for 40 seconds; what else was asked ahead would take as long again."""
    harness = a_harness(2000, step=250, parallel=4)
    harness.pool = lambda _parallel: InlineExecutor(late=True)
    harness.source.before_answer = lambda _number: harness.clock.sleep(40)
    progress = harness.iteration("full", Progress())
    assert progress.steps_done == 2
    assert harness.clock.seconds == 80


def test_server_that_is_slow_and_slips_ends_no_sync() -> None:
    """Answers take 40 seconds; the first makes no sense, the next iteration gets a right one."""
    harness = a_harness(100, step=100)

    def slip(number: int) -> None:
        harness.clock.sleep(40)
        if number == 2:
            raise SourceMalformed("a slip")

    harness.source.before_answer = slip
    progress = harness.iteration("full", Progress())
    assert not progress.outcome
    assert harness.sync("full", progress).outcome == "succeeded"


def test_time_that_suffices_for_nothing_ends_with_what_was_wrong() -> None:
    harness = a_harness()

    def fail(_number: int) -> None:
        harness.clock.sleep(50)
        raise SourceMalformed("nonsense")

    harness.source.before_answer = fail
    with pytest.raises(SourceMalformed, match="nonsense"):
        harness.iteration("full", Progress())


def test_next_iteration_goes_on_with_a_smaller_page() -> None:
    """A server that gives up after 30 seconds leaves time for two attempts."""
    harness = a_harness(5000, step=5000)

    def give_up(_number: int) -> None:
        if harness.source.requests[-1][1] > 700:
            harness.clock.sleep(30)
            raise PageTooLarge("time is up")

    harness.source.before_answer = give_up
    progress, iterations = Progress(), 0
    while not progress.outcome:
        iterations += 1
        try:
            progress = harness.iteration("full", progress)
        except PageTooLarge:
            assert harness.store.progress
            progress = harness.store.progress
    assert harness.equal
    assert iterations == 4
    assert logged(progress, "going on with 625 invoices a step")


def test_nothing_is_begun_without_time() -> None:
    harness = a_harness()
    with pytest.raises(SourceUnavailable, match="so slowly"):
        harness.iteration("full", Progress(), seconds=0)
    assert not harness.source.requests


def test_steps_left_are_what_is_left() -> None:
    harness = a_harness(100, step=10)
    harness.source.before_answer = lambda _number: harness.clock.sleep(15)
    progress = harness.iteration("full", Progress())
    assert (progress.steps_done, progress.steps_left) == (3, 7)
    assert progress.invoices_total == 100


# Commits


def test_progress_and_blocks_are_kept_together_every_few_seconds() -> None:
    harness = a_harness(100, step=10)
    commits: list[int] = []

    def commit(when: str) -> None:
        commits.append(len(harness.store.stored))

    harness.store.on_commit = commit
    harness.source.before_answer = lambda _number: harness.clock.sleep(0.9)
    harness.sync("full")
    assert len(commits) >= 2 * 3
    # Two pages of ten take longer than that; three more had been read by then.
    assert max(later - before for before, later in pairwise(commits)) <= 50


def test_commit_is_made_when_many_blocks_have_changed() -> None:
    rows = (invoice(key * 1000) for key in range(1, 101))
    harness = SyncHarness(FakeSource(*rows), step=10)
    harness.sync("full")
    assert harness.equal
    assert 100 / 11 <= harness.store.state.commits <= 12


def test_what_was_read_before_a_failure_is_kept() -> None:
    harness = a_harness(100, step=10)

    def fail(number: int) -> None:
        if number > 5:
            raise SourceUnavailable("down")

    harness.source.before_answer = fail
    with pytest.raises(SourceUnavailable):
        harness.sync("full")
    assert len(harness.store.stored) == 50
    assert harness.store.progress
    assert harness.store.progress.counters.added == 50
    harness.source.before_answer = lambda _number: None
    progress = harness.sync("full", harness.store.progress)
    assert harness.equal
    assert progress.counters.added == 100


def test_sync_that_is_cancelled_ends_with_what_it_has() -> None:
    harness = a_harness(100, step=10)
    harness.source.before_answer = lambda _number: harness.clock.sleep(1)
    harness.store.cancel = True
    progress = harness.sync("full")
    assert progress.outcome == "cancelled"
    assert not progress.proof
    assert len(harness.store.stored) == 20
    assert harness.store.progress == progress


def test_sync_that_has_ended_is_not_cancelled() -> None:
    harness = a_harness(10)
    harness.sync("full")
    harness.store.cancel = True
    assert harness.sync("full").outcome == "succeeded"


def test_gap_of_many_blocks_is_deleted_part_by_part() -> None:
    harness = SyncHarness.synced(*(invoice(key) for key in range(10, 200_000, 1000)), step=50)
    harness.source.delete(*range(1010, 199_000, 1000))
    progress = harness.sync("full", allow_shrink=True)
    assert harness.equal
    assert progress.counters.deleted == 198
    assert progress.lost == 198


def test_deleting_part_by_part_goes_on_after_a_death() -> None:
    class Died(BaseException):
        pass

    harness = SyncHarness.synced(*(invoice(key) for key in range(10, 200_000, 1000)), step=50)
    harness.source.delete(*range(1010, 199_000, 1000))
    moments: list[str] = []

    def die(when: str) -> None:
        moments.append(when)
        if len(moments) == 4:
            raise Died

    harness.store.on_commit = die
    with pytest.raises(Died):
        harness.sync("full", allow_shrink=True)
    harness.store.on_commit = lambda _when: None
    assert 40 <= 200 - len(harness.store.stored) < 198
    assert harness.store.progress
    progress = harness.sync("full", harness.store.progress, allow_shrink=True)
    assert harness.equal
    assert progress.counters.deleted == 198


# Two at a time


def test_run_that_was_overtaken_writes_nothing_more() -> None:
    harness = a_harness()

    def take_over(number: int) -> None:
        harness.clock.sleep(1)
        if number == 8:
            harness.store.another_run()

    harness.source.before_answer = take_over
    with pytest.raises(LeaseLost):
        harness.sync("full")
    assert 30 < len(harness.store.stored) < 80
    assert len(harness.source.requests) < 11


@pytest.mark.parametrize("first_wins", [True, False])
def test_of_two_deliveries_of_a_step_one_commits(first_wins: bool) -> None:
    harness = a_harness()
    first = harness.run("full", Progress())
    harness.store = harness.store.delivered_again()
    second = harness.run("full", Progress())
    winner, loser = (first, second) if first_wins else (second, first)
    assert winner.work(45).outcome == "succeeded"
    commits = harness.store.state.commits
    with pytest.raises(LeaseLost):
        loser.work(45)
    assert harness.store.state.commits == commits
    assert harness.equal


# Servers that give less


def test_server_that_caps_its_pages_gives_all_invoices() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 5_001)), cap=50), step=250, parallel=4)
    progress = harness.sync("full")
    assert harness.equal
    assert progress.steps_done <= 5_000 // 49 + 2
    assert progress.size == 49
    assert logged(progress, "The server gives no more")


def test_smaller_pages_grow_again() -> None:
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 5_001)), cap=50), step=250)

    def recover(number: int) -> None:
        if number == 10:
            harness.source.cap = 10_000

    harness.source.before_answer = recover
    harness.sync("full")
    assert harness.equal
    assert max(limit for _, limit, _ in harness.source.requests[20:]) > 150


def test_page_never_grows_beyond_the_step() -> None:
    harness = a_harness(1000)
    harness.sync("full")
    assert max(limit for _, limit, _ in harness.source.requests) == 11


def test_smaller_step_is_followed_when_a_sync_goes_on() -> None:
    harness = a_harness(100, step=40)
    harness.source.before_answer = lambda _number: harness.clock.sleep(60)
    progress = harness.iteration("full", Progress())
    harness.step = 5
    harness.sync("full", progress)
    assert {limit for _, limit, _ in harness.source.requests[1:]} == {6}


def test_server_that_ignores_the_offset_is_found_out() -> None:
    class Stuck(FakeSource):
        def page(self, start: int, limit: int, status: str = "") -> object:  # type: ignore[override]
            page = super().page(0, limit, status)
            return replace(page, start=start)

    harness = SyncHarness(Stuck(*map(invoice, range(1, 101))))
    with pytest.raises(SourceMalformed, match="where invoice"):
        harness.sync("full")
    assert len(harness.source.requests) < 60


def test_invoice_that_settled_as_time_passed_is_no_longer_read() -> None:
    paid = TODAY - timedelta(days=59)
    harness = SyncHarness.synced(invoice(1, "Paid", paid), *map(invoice, range(2, 100)))
    assert harness.store.state.summaries[0].pending == (1,)
    harness.days_pass(2)
    harness.sync("full")
    fresh = summarize(0, harness.store.stored.values(), harness.clock.now().date())
    assert fresh
    assert not fresh.pending
    assert not harness.store.state.summaries[0].pending


def test_run_that_fails_knows_how_far_it_came() -> None:
    """The pause that a server asked for is kept beside it, and must not set it back."""
    harness = SyncHarness(FakeSource(*map(invoice, range(1, 301))))

    def refuse(number: int) -> None:
        if number == 12:
            raise SourceRejected("no", "yes")

    harness.source.before_answer = refuse
    run = harness.run("full", Progress())
    with pytest.raises(SourceRejected):
        run.work(harness.clock.monotonic() + 45)
    assert run.progress.counters.seen == 110
    assert run.progress == harness.store.progress
