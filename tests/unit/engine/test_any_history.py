"""Whatever people do in the accounting system while we read, and wherever we die: see `History`."""

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounting.counters import Counters
from accounting.errors import PageTooLarge, SourceError, SourceGarbled, SourceUnavailable
from accounting.syncs import Mode, Progress, resumed
from tests.fakes.books import Books
from tests.fakes.listed_source import LONG_AGO, ListedSource, invoice

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


class Died(BaseException):
    """The process is gone; nothing after this line runs."""


class History:
    """A random history, from a seed: an installation, then syncs of both modes during which rows are
    added, paid, refunded, cancelled and deleted before any request, the source fails, and the run dies
    before any write. The engine promises nothing about edits of settled invoices in a Sync, so none
    are made."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        chance = self.chance
        ids = sorted(chance.sample(range(1, 2500), chance.randint(0, 300)))
        states = ["Paid"] * 8 + ["Cancelled", "Unpaid", "Draft", "Brand new"]
        rows = [invoice(key, chance.choice(states), LONG_AGO) for key in ids]
        cap = chance.choice([1 << 30] * 4 + [7])
        step, parallel = chance.choice([2, 5, 20, 100]), chance.choice([1, 4])
        self.books = Books(ListedSource(*rows, cap=cap), step=step, parallel=parallel)
        self.books.source.before_answer = self.before_answer
        self.books.store.on_write = self.before_write
        self.business = chance.choice([0.0, 0.1, 0.5])
        self.faults = chance.choice([0.0, 0.05, 0.2])
        self.deaths = chance.choice([0.0, 0.002, 0.02])

    def before_answer(self, _number: int) -> None:
        while self.chance.random() < self.business:
            self.one_event()
        if self.chance.random() < self.faults:
            errors = [SourceUnavailable, PageTooLarge, SourceGarbled]
            raise self.chance.choice(errors)("at random")

    def before_write(self, _what: str) -> None:
        if self.chance.random() < self.deaths:
            raise Died

    def one_event(self) -> None:
        source, chance = self.books.source, self.chance
        unsettled = [
            key for key, row in source.rows.items() if row.status not in {"Paid", "Cancelled"}
        ]
        event = chance.choice(["add", "add", "delete", "delete many", "close", "reopen"])
        if event == "add":
            source.add(chance.choice(["Unpaid", "Draft", "Paid"]))
        elif event == "delete" and source.rows:
            source.delete(chance.choice(list(source.rows)))
        elif event == "delete many" and source.rows:
            doomed = sorted(source.rows)[chance.randrange(len(source.rows)) :][
                : chance.randint(1, 30)
            ]
            source.delete(*doomed)
        elif event == "close" and unsettled:
            source.change(chance.choice(unsettled), status=chance.choice(["Paid", "Cancelled"]))
        elif event == "reopen" and unsettled:
            source.change(chance.choice(unsettled), status="Collections")

    def sync(self, mode: Mode, previous: Progress | None) -> Progress | None:
        """One sync with its retries, to its end or to the point where it is given up; what the next
        one may continue from."""
        begin = resumed(None, mode, "", self.books.clock.now())
        if previous and mode == "full" and previous.full_since:
            begin = Progress(
                checkpoint=type(previous.checkpoint)(walk_from=previous.checkpoint.walked),
                full_since=previous.full_since,
            )
        self.books.store.progress = begin
        before = len(self.books.store.stored)
        for _attempt in range(self.chance.randint(1, 6)):
            try:
                progress = self.books.sync(mode, self.books.store.progress, allow_shrink=True)
            except (SourceError, Died):
                continue
            assert progress.outcome == "succeeded"
            check_counters(progress.counters, len(self.books.store.stored) - before)
            self.check_proof(progress)
            return None
        return self.books.store.progress

    def check_proof(self, progress: Progress) -> None:
        assert self.books.blocks_right
        assert progress.proof
        assert (
            progress.proof.stored_total
            == progress.proof.remote_total
            == len(self.books.store.stored)
        )

    def play(self) -> None:
        previous = None
        for _ in range(self.chance.randint(1, 4)):
            for _ in range(self.chance.randint(0, 5)):
                self.one_event()
            previous = self.sync(self.chance.choice(["full", "missing"]), previous)
        self.business = self.faults = self.deaths = 0

    def quiet_sync(self) -> None:
        progress = self.books.sync("missing", allow_shrink=True)
        self.check_proof(progress)
        assert self.books.store.stored.keys() == self.books.source.rows.keys()
        for key, row in self.books.source.rows.items():
            if not row.settled(LONG_AGO) or not self.books.store.stored[key].settled(LONG_AGO):
                assert self.books.store.stored[key] == row

    def quiet_full_sync(self) -> None:
        self.check_proof(self.books.sync("full", allow_shrink=True))
        assert self.books.equal


def check_counters(counters: Counters, growth: int) -> None:
    assert counters.added + counters.updated + counters.unchanged == counters.seen
    assert counters.added - counters.deleted == growth
    assert min(counters.added, counters.updated, counters.deleted, counters.unchanged) >= 0


def any_history(seed: int) -> None:
    history = History(seed)
    history.play()
    if seed % 2:
        history.quiet_sync()
    history.quiet_full_sync()


@settings(max_examples=200, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(st.integers(min_value=0, max_value=1 << 48))
def test_nothing_missing_doubled_or_stale_after_any_history(seed: int) -> None:
    any_history(seed)


@pytest.mark.deep
@settings(max_examples=5000, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(st.integers(min_value=0, max_value=1 << 48))
def test_nothing_missing_doubled_or_stale_after_any_of_very_many_histories(seed: int) -> None:
    any_history(seed)
