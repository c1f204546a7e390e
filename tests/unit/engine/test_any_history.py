"""Whatever changes in the accounting system while we read, and wherever we die, are cancelled or
overtaken: after the next quiet sync we hold what the accounting system holds. See
`histories.History`.

Nobody edits a settled invoice here, which is all a Sync cannot see; so it must leave both sides
equal.
"""

import inspect
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, note, settings

from accounting.domain.counters import Counters
from accounting.domain.errors import (
    LeaseLost,
    PageTooLarge,
    SourceError,
    SourceMalformed,
    SourceUnavailable,
)
from accounting.domain.invoices import CLOSED, Invoice
from accounting.domain.syncs import Mode, Progress, Sync, queued, resumed
from accounting.engine import run
from tests.fakes.fake_source import LONG_AGO, TODAY, FakeSource, invoice
from tests.fakes.inline_executor import InlineExecutor
from tests.fakes.sync_harness import SyncHarness
from tests.unit.engine.histories import Event, History, histories

URL = "https://billing.example.com"
HELD_FEWER = " invoices, we hold "
FAULTS = {
    "unavailable": SourceUnavailable("down"),
    "malformed": SourceMalformed("no JSON"),
    "too large": PageTooLarge("too many"),
    "retry after": SourceUnavailable("busy", retry_after=3),
}


class Died(BaseException):
    """The process is gone; nothing after this line runs."""


class Player:
    """Plays a history, then checks what quiet syncs make of it."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.harness = SyncHarness(
            FakeSource(*_rows(history), cap=history.cap),
            step=history.step,
            parallel=history.parallel,
            rows_at_once=history.rows_at_once,
            pool=lambda _parallel: InlineExecutor(late=history.late),
        )
        self.quiet = False
        self.writes = self.writes_of_sync = 0
        self.deaths: frozenset[int] = frozenset()
        self.harness.source.before_answer = self.before_answer
        self.harness.store.on_write = self.before_write

    def before_answer(self, number: int) -> None:
        if self.quiet:
            return
        for event in self.history.events.get(number, ()):
            self.apply(event)
        self.harness.clock.seconds += self.history.tick
        if number in self.history.takeovers:
            self.take_over()
        if fault := self.history.faults.get(number):
            raise FAULTS[fault]

    def before_write(self, what: str) -> None:
        self.writes += 1
        self.writes_of_sync += 1
        if not self.quiet and self.writes_of_sync in self.deaths:
            note(f"dies before a write of {what}")
            raise Died
        if not self.quiet and self.writes in self.history.cancels:
            self.harness.store.cancel = True

    def apply(self, event: Event) -> None:
        source = self.harness.source
        ids = sorted(source.rows)
        first = event.where * len(ids) // 100
        if event.what == "add":
            source.add(["Unpaid", "Draft", "Paid"][event.where % 3])
        elif event.what == "delete":
            source.delete(*ids[first:][: event.count])
        else:
            self.edit(event)

    def edit(self, event: Event) -> None:
        """Only of invoices that a Sync is to read again."""
        rows = [row for row in self.harness.source.rows.values() if not row.settled(TODAY)]
        statuses = {"pay": "Paid", "refund": "Refunded", "cancel": "Cancelled", "reopen": "Unpaid"}
        if rows:
            row = rows[event.where * len(rows) // 100]
            paid = TODAY if event.what in {"pay", "refund"} else row.paid_date
            self.harness.source.change(row.id, status=statuses[event.what], paid_date=paid)

    def take_over(self) -> None:
        """Another run takes the lease and comes to its end, before this one gets its answer."""
        overtaken, self.harness.store = self.harness.store, self.harness.store.another_run()
        quiet, self.quiet = self.quiet, True
        self.sync_to_its_end(
            "incremental", resumed(None, "incremental", URL, self.harness.clock.now())
        )
        self.harness.store, self.quiet = overtaken, quiet

    def play(self) -> None:
        previous: Sync | None = None
        for attempt in self.history.attempts:
            self.deaths, self.writes_of_sync = attempt.deaths, 0
            previous = self.sync(attempt.mode, attempt.tries, previous)
        self.quiet = True

    def sync(self, mode: Mode, tries: int, previous: Sync | None) -> Sync:
        """A new run with the lease; what it leaves behind, for the next one to go on from."""
        on_write, self.harness.store = self.before_write, self.harness.store.another_run()
        self.harness.store.on_write = on_write
        now = self.harness.clock.now()
        record = queued("system", "sync", mode, URL, now, allow_shrink=True)
        self.harness.store.progress = resumed(previous, mode, URL, now)
        for _ in range(tries):
            with suppress(SourceError, LeaseLost, Died):
                self.sync_to_its_end(mode, self.harness.store.progress)
                return replace(record, state="succeeded", progress=self.harness.store.progress)
        return replace(record, state="failed", progress=self.harness.store.progress)

    def sync_to_its_end(self, mode: Mode, begin: Progress) -> None:
        progress = self.harness.sync(mode, begin, allow_shrink=True)
        if progress.outcome == "succeeded":
            self.check(progress)

    def check(self, progress: Progress) -> None:
        """What every sync promises that says it succeeded, with or without quiet: the ids that
        there were at the last answer. We never hold fewer, so that equal counts prove it."""
        held = len(self.harness.store.stored)
        assert self.harness.store.stored.keys() == self.harness.source.ids_in_last_answer
        assert not any(HELD_FEWER in line.message for line in progress.log)
        assert self.harness.blocks_right
        assert progress.proof
        assert progress.proof.stored_total == progress.proof.remote_total == held
        assert progress.stored_before is not None
        check_counters(progress.counters, held - progress.stored_before)

    def check_quiet_sync(self) -> None:
        self.sync(self.history.quiet, 1, None)
        assert self.harness.equal
        assert self.harness.store.progress
        assert self.harness.store.progress.outcome == "succeeded"
        written = self.harness.store.invoices_written
        self.sync("full", 1, None)
        assert self.harness.equal
        assert self.harness.store.invoices_written == written


def test_line_that_no_sync_may_log_is_one_of_the_engine() -> None:
    """Or its absence would say nothing."""
    assert HELD_FEWER in inspect.getsource(run)


def _rows(history: History) -> list[Invoice]:
    rows, last = [], 0
    for gap, status in history.rows:
        last += gap
        rows.append(invoice(last, status, LONG_AGO if status in CLOSED else TODAY))
    return rows


def check_counters(counters: Counters, growth: int) -> None:
    assert counters.added + counters.updated + counters.unchanged == counters.seen
    assert counters.added - counters.deleted == growth
    assert min(counters.added, counters.updated, counters.deleted, counters.unchanged) >= 0


def any_history(history: History) -> None:
    player = Player(history)
    player.play()
    player.check_quiet_sync()


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_nothing_missing_doubled_or_stale_after_any_history(history: History) -> None:
    any_history(history)


@pytest.mark.deep
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_nothing_missing_doubled_or_stale_after_any_of_very_many_histories(
    history: History,
) -> None:
    any_history(history)
