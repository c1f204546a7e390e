"""Whatever changes in the accounting system while we read, and wherever we die, are cancelled or
overtaken: after the next quiet sync we hold what the accounting system holds. See
`histories.History`."""

from collections import Counter
from collections.abc import Set
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pprint import pformat

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
from accounting.domain.summaries import Summary
from accounting.domain.syncs import Failure, Mode, Progress, continued, queued
from tests.fakes.fake_source import LONG_AGO, TODAY, FakeSource, invoice
from tests.fakes.inline_executor import InlineExecutor
from tests.fakes.sync_harness import SyncHarness
from tests.unit.engine.histories import Attempt, Event, History, histories

URL = "https://billing.example.com"
FAULTS = {
    "unavailable": SourceUnavailable("down"),
    "malformed": SourceMalformed("not JSON"),
    "too large": PageTooLarge("too many"),
    "retry after": SourceUnavailable("busy", retry_after=3),
}
STATUSES = {
    "pay": "Paid",
    "refund": "Refunded",
    "cancel": "Cancelled",
    "reopen": "Unpaid",
    "charge back": "Collections",
}
MOST_UNREADABLE = 20
ANSWER_SECONDS = 0.001


class Died(BaseException):
    """The process is gone; nothing after this line runs."""


class Player:
    """Plays a history, then checks what quiet syncs make of it."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.harness = SyncHarness(
            FakeSource(*_rows(history), cap=history.cap, filter_=history.filter),
            step=history.step,
            parallel=history.parallel,
            pool=lambda _parallel: InlineExecutor(late=history.late),
        )
        self.source = self.harness.source
        self.backup, self.restored = dict(self.source.rows), 0
        self.highest = self.source.last_id
        self.below: set[int] = set()
        self.quiet = False
        self.started_at = self.harness.clock.now()
        self.moments = self.moments_of_sync = 0
        self.deaths: frozenset[int] = frozenset()
        self.source.before_answer = self.before_answer
        self.harness.store.on_commit = self.on_commit
        self.source.remember(self.harness.clock.now())

    def before_answer(self, number: int) -> None:
        self.harness.clock.seconds += ANSWER_SECONDS
        if self.quiet:
            return
        for event in self.history.events.get(number, ()):
            self.apply(event)
        self.source.remember(self.harness.clock.now())
        self.harness.clock.seconds += self.history.tick
        if number in self.history.takeovers:
            self.take_over()
        if number in self.history.redeliveries:
            self.deliver_again()
        if fault := self.history.faults.get(number):
            raise FAULTS[fault]

    def on_commit(self, when: str) -> None:
        self.moments += 1
        self.moments_of_sync += 1
        if not self.quiet and self.moments_of_sync in self.deaths:
            raise Died
        if not self.quiet and self.moments in self.history.cancels:
            self.harness.store.cancel = True

    def apply(self, event: Event) -> None:
        ids = sorted(self.source.rows)
        first = event.where * len(ids) // 100
        match event.what:
            case "add":
                self.add(event)
            case "insert":
                self.insert(event)
            case "back up":
                self.backup = dict(self.source.rows)
            case "restore":
                self.below |= self.backup.keys() - self.source.rows.keys()
                self.source.restore(self.backup)
                self.restored += 1
            case "cap":
                self.source.cap = (2, 5, 1000)[event.where % 3]
            case "delete":
                self.source.delete(*ids[first:][: event.count])
            case _ if ids:
                self.edit(event, ids[first:][: event.count])

    def add(self, event: Event) -> None:
        """After a backup was restored, ids are given again, to other invoices."""
        status = ("Unpaid", "Draft", "Paid")[event.where % 3]
        day = LONG_AGO if event.count > 2 else TODAY
        subtotal = Decimal(1000 * self.restored + event.where)
        for _ in range(event.count if event.count < 40 else 1):
            invoice_id = self.source.add(status, day, subtotal=subtotal)
            if invoice_id <= self.highest:
                self.below.add(invoice_id)
            self.highest = max(self.highest, invoice_id)

    def insert(self, event: Event) -> None:
        """A new invoice with an id below the last, as after a change of the next id."""
        invoice_id = 1 + event.where * self.source.last_id // 100
        if self.source.last_id and invoice_id not in self.source.rows:
            self.source.rows[invoice_id] = invoice(invoice_id, "Unpaid", TODAY)
            self.below.add(invoice_id)

    def edit(self, event: Event, ids: list[int]) -> None:
        rows = self.source.rows
        match event.what:
            case "edit":
                self.source.change(ids[0], subtotal=Decimal(event.where))
            case "swap":
                one, other = rows[ids[0]], rows[ids[-1]]
                self.source.change(one.id, status=other.status, paid_date=other.paid_date)
                self.source.change(other.id, status=one.status, paid_date=one.paid_date)
            case "spoil":
                spoiled = sum(bool(row.unreadable) for row in rows.values())
                for key in ids[: MOST_UNREADABLE - spoiled]:
                    self.source.change(key, unreadable="total", subtotal=Decimal(0))
            case "mend":
                self.source.change(*ids, unreadable="")
            case "pay":
                self.source.change(ids[0], status="Paid", paid_date=TODAY)
            case _:
                self.source.change(ids[0], status=STATUSES[event.what])

    def take_over(self) -> None:
        """Another sync takes the lease and comes to its end, before this one gets its answer."""
        overtaken, self.harness.store = self.harness.store, self.harness.store.another_run()
        quiet, self.quiet = self.quiet, True
        started_at, self.started_at = self.started_at, self.harness.clock.now()
        self.sync_to_its_end("incremental", Progress())
        self.harness.store, self.quiet = overtaken, quiet
        self.started_at = started_at

    def deliver_again(self) -> None:
        """The same step runs a second time, before this run gets its answer; this run can commit
        no more."""
        delivered = self.harness.store
        self.harness.store = delivered.delivered_again()
        quiet, self.quiet = self.quiet, True
        before = delivered.state.commits
        self.harness.iteration(
            "incremental",
            delivered.progress or Progress(),
            allow_shrink=True,
            started_at=self.started_at,
        )
        assert delivered.state.commits > before
        delivered.on_commit = self.on_lost_commit
        self.harness.store, self.quiet = delivered, quiet

    def on_lost_commit(self, when: str) -> None:
        assert when == "before", "two deliveries of the same step have both won"
        self.on_commit(when)

    def play(self) -> None:
        previous: Progress | None = None
        for attempt in self.history.attempts:
            self.deaths, self.moments_of_sync = attempt.deaths, 0
            previous = self.sync(attempt, previous)
            self.harness.days_pass(self.history.days)
        self.quiet = True

    def sync(self, attempt: Attempt, previous: Progress | None) -> Progress:
        """A new sync with the lease; what it leaves behind, for the next one to go on from."""
        store = self.harness.store = self.harness.store.another_run()
        store.on_commit = self.on_commit
        store.progress = self.begin(attempt, previous)
        self.started_at = self.harness.clock.now()
        with suppress(LeaseLost):
            for _ in range(attempt.tries):
                with suppress(SourceError, Died):
                    self.sync_to_its_end(attempt.mode, store.progress)
                    break
        self.check_verified()
        return store.progress

    def begin(self, attempt: Attempt, previous: Progress | None) -> Progress:
        now = self.harness.clock.now()
        if not attempt.continued or attempt.mode != "full" or previous is None:
            return Progress()
        sync = queued("system", "sync", "full", URL, now, allow_shrink=True)
        failed = replace(sync.failed(Failure("", "", "", ""), now), progress=previous)
        return continued(failed, URL) or Progress()

    def sync_to_its_end(self, mode: Mode, begin: Progress) -> Progress:
        progress = self.harness.sync(mode, begin, allow_shrink=True, started_at=self.started_at)
        if progress.outcome == "succeeded":
            self.check(progress)
        return progress

    def check(self, progress: Progress) -> None:
        """What every sync promises that says it succeeded, with or without quiet: the ids that
        there were at the last answer about all of them. Those that were asked ahead of it may have
        come later, and were not looked at."""
        held = len(self.harness.store.stored)
        self.check_ids(*self.source.ids_in_answers(last=1 + self.history.parallel))
        assert self.harness.summaries_right
        assert progress.proof
        assert progress.proof.stored_total == progress.proof.remote_total == held
        assert progress.stored_before is not None
        check_counters(progress.counters, held - progress.stored_before)

    def check_ids(self, *possible: Set[int]) -> None:
        """Equal counts are equal sets, unless an id appeared below others, where nobody looks, and
        as many were deleted."""
        stored = self.harness.store.stored.keys()
        assert any(len(stored) == len(ids) and ids - stored <= self.below for ids in possible), (
            stored,
            possible,
        )

    def check_verified(self) -> None:
        """A block that says it is verified since then holds, from its first id to its last, what
        the source held at some moment since."""
        for number, summary in self.harness.store.state.summaries.items():
            if summary.verified is not None:
                self.check_block(number, summary)

    def check_block(self, number: int, summary: Summary) -> None:
        assert summary.verified
        held = {row.id: row for row in self.harness.store.state.blocks[number]}
        between = range(summary.first_id, summary.last_id + 1)
        for invoice_id in {*held, *(key for key in self.source.rows if key in between)}:
            versions = self.source.versions(invoice_id, summary.verified)
            assert held.get(invoice_id) in versions, (invoice_id, summary.verified)

    def check_quiet_syncs(self) -> None:
        newest = self.newest_settled()
        progress = self.sync(Attempt(self.history.quiet, False, 1, frozenset()), None)
        assert progress.outcome == "succeeded"
        self.check_differing(progress, newest)
        full = Attempt("full", False, 1, frozenset())
        self.sync(full, None)
        assert self.harness.equal
        written = self.harness.store.state.blocks_written
        self.sync(full, None)
        assert self.harness.equal
        assert self.harness.store.state.blocks_written == written

    def newest_settled(self) -> list[int]:
        """A page of the newest invoices that a Sync would not read for their own sake."""
        today = self.harness.clock.now().date()
        settled = [key for key, row in self.harness.store.stored.items() if row.settled(today)]
        return sorted(settled)[-self.history.step :]

    def check_differing(self, progress: Progress, newest: list[int]) -> None:
        """What a quiet Sync may leave as it was: settled invoices, older than the newest page of
        them, whose figures were edited or whose changes of status cancel out in the counts (or
        cannot be counted)."""
        harness, today = self.harness, self.harness.clock.now().date()
        self.check_ids(self.source.rows.keys())
        if progress.full_since:
            assert harness.equal
        stored = harness.store.stored
        assert all(stored[key].settled(today) for key in harness.differing() if key in stored)
        assert harness.differing().isdisjoint(newest)
        if progress.proof and progress.proof.statuses is not None:
            ours = Counter(row.status for row in stored.values())
            assert ours == Counter(row.status for row in self.source.rows.values())


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
    note(pformat(history))
    player = Player(history)
    player.play()
    player.check_quiet_syncs()


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
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
