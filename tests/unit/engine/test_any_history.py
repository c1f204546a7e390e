"""Whatever people do at the source while we read, and wherever we die, are cancelled or overtaken:
the next quiet sync holds what the source holds. See `histories.History`."""

from collections import Counter
from contextlib import suppress
from decimal import Decimal

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
from accounting.domain.positions import Scanning
from accounting.domain.syncs import Mode, Progress
from tests.fakes.block_harness import BlockHarness
from tests.fakes.fake_source import LONG_AGO, TODAY, invoice
from tests.fakes.filtered_source import FilteredSource
from tests.fakes.inline_executor import InlineExecutor
from tests.unit.engine.histories import Attempt, Event, History, histories

TROUBLES = {
    "unavailable": SourceUnavailable("down"),
    "malformed": SourceMalformed("not JSON"),
    "too large": PageTooLarge("too many"),
    "busy": SourceUnavailable("busy", retry_after=3),
}
STATUSES = {
    "pay": "Paid",
    "refund": "Refunded",
    "cancel": "Cancelled",
    "reopen": "Unpaid",
    "charge back": "Collections",
}
STATUS_FIELDS = {"status": "", "paid_date": None}


class Died(BaseException):
    """The process is gone; nothing after this line runs."""


class Player:
    """Plays a history, then checks what quiet syncs make of it."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.harness = BlockHarness(
            FilteredSource(*_rows(history), cap=history.cap, filter_=history.filter),
            step=history.step,
            parallel=history.parallel,
            pool=lambda _parallel: InlineExecutor(late=history.late),
        )
        self.quiet = False
        self.moments = self.moments_of_sync = 0
        self.deaths: frozenset[int] = frozenset()
        self.harness.source.before_answer = self.before_answer
        self.harness.store.on_commit = self.on_commit

    def before_answer(self, number: int) -> None:
        if self.quiet:
            return
        for event in self.history.events.get(number, ()):
            self.happen(event)
        self.harness.clock.seconds += self.history.tick
        if number in self.history.takeovers:
            self.take_over()
        if trouble := self.history.troubles.get(number):
            raise TROUBLES[trouble]

    def on_commit(self, when: str) -> None:
        self.moments += 1
        self.moments_of_sync += 1
        if not self.quiet and self.moments_of_sync in self.deaths:
            note(f"dies {when} a commit")
            raise Died
        if not self.quiet and self.moments in self.history.cancels:
            self.harness.store.cancel = True

    def happen(self, event: Event) -> None:
        source = self.harness.source
        ids = sorted(source.rows)
        first = event.where * len(ids) // 100
        if event.what == "add":
            source.add(["Unpaid", "Draft", "Paid"][event.where % 3])
        elif event.what == "insert":
            self.insert(event.where)
        elif event.what == "delete":
            source.delete(*ids[first:][: event.count])
        elif event.what == "edit" and ids:
            source.change(ids[first], subtotal=Decimal(event.where))
        elif ids:
            paid = TODAY if event.what == "pay" else source.rows[ids[first]].paid_date
            source.change(ids[first], status=STATUSES[event.what], paid_date=paid)

    def insert(self, where: int) -> None:
        """A new invoice with an id below the last, as after a change of the next id."""
        source = self.harness.source
        invoice_id = 1 + where * source.last_id // 100
        if source.last_id and invoice_id not in source.rows:
            source.rows[invoice_id] = invoice(invoice_id, "Unpaid", TODAY)

    def take_over(self) -> None:
        """Another run takes the lease and comes to its end, before this one gets its answer."""
        overtaken, self.harness.store = self.harness.store, self.harness.store.another_run()
        quiet, self.quiet = self.quiet, True
        self.sync_to_its_end("incremental", Progress())
        self.harness.store, self.quiet = overtaken, quiet

    def play(self) -> None:
        previous: Progress | None = None
        for attempt in self.history.attempts:
            self.deaths, self.moments_of_sync = attempt.deaths, 0
            previous = self.sync(attempt, previous)
            self.harness.days_pass(self.history.days)
        self.quiet = True

    def sync(self, attempt: Attempt, previous: Progress | None) -> Progress:
        """A new run with the lease; what it leaves behind, for the next one to go on from."""
        on_commit, self.harness.store = self.on_commit, self.harness.store.another_run()
        self.harness.store.on_commit = on_commit
        self.harness.store.progress = Progress()
        if attempt.continued and previous and isinstance(previous.position, Scanning):
            self.harness.store.progress = Progress(
                position=previous.position, full_since=previous.full_since, tail=previous.tail
            )
        for _ in range(attempt.tries):
            with suppress(SourceError, LeaseLost, Died):
                self.sync_to_its_end(attempt.mode, self.harness.store.progress)
                return self.harness.store.progress
        return self.harness.store.progress

    def sync_to_its_end(self, mode: Mode, begin: Progress) -> Progress:
        progress = self.harness.sync(mode, begin, allow_shrink=True)
        if progress.outcome == "succeeded":
            self.check(progress)
        return progress

    def check(self, progress: Progress) -> None:
        """What every sync promises that says it succeeded, with or without quiet: the ids that
        there were at the last answer about all of them."""
        held = len(self.harness.store.stored)
        assert self.harness.store.stored.keys() == self.harness.source.ids_in_last_answer
        assert self.harness.summaries_right
        assert progress.proof
        assert progress.proof.stored_total == progress.proof.remote_total == held
        assert progress.stored_before is not None
        check_counters(progress.counters, held - progress.stored_before)

    def check_quiet_syncs(self) -> None:
        progress = self.sync(Attempt(self.history.quiet, False, 1, frozenset()), None)
        assert progress.outcome == "succeeded"
        self.check_differing(progress)
        full = Attempt("full", False, 1, frozenset())
        self.sync(full, None)
        assert self.harness.equal
        written = self.harness.store.state.blocks_written
        self.sync(full, None)
        assert self.harness.equal
        assert self.harness.store.state.blocks_written == written

    def check_differing(self, progress: Progress) -> None:
        """What a quiet Sync may leave as it was: settled invoices, whose figures were edited or
        whose changes of status cancel out in the counts (or cannot be counted)."""
        harness = self.harness
        assert harness.store.stored.keys() == harness.source.rows.keys()
        differing = [
            (harness.store.stored[key], harness.source.rows[key]) for key in harness.differing()
        ]
        if progress.full_since:
            assert not differing
        assert all(stored.settled(harness.clock.now().date()) for stored, _ in differing)
        if progress.proof and progress.proof.statuses is not None:
            ours = Counter(row.status for row in harness.store.stored.values())
            assert ours == Counter(row.status for row in harness.source.rows.values())


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
    player.check_quiet_syncs()


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
