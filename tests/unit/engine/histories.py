"""Histories of an accounting system and its syncs, for hypothesis to make up and to shrink."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

from accounting.domain.syncs import Mode
from tests.fakes.fake_source import Filter

type Change = Literal[
    "add",
    "insert",
    "delete",
    "pay",
    "refund",
    "cancel",
    "reopen",
    "charge back",
    "edit",
    "swap",
    "spoil",
    "mend",
    "back up",
    "restore",
    "cap",
]
type Fault = Literal["unavailable", "malformed", "too large", "retry after"]

CHANGES = ["add", "add", "delete", "delete", "pay", "refund", "cancel", "reopen", "charge back"]
RARE_CHANGES = ["insert", "edit", "swap", "spoil", "mend", "back up", "restore", "cap"]


@dataclass(frozen=True, slots=True)
class Event:
    """A change at the source. `where`: to which of the invoices that it may happen to, in per cent
    of their list."""

    what: Change
    where: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sync, tried again up to `tries` times after a failure, then given up.

    `deaths`: those of its moments before and after a commit, numbered from 1, at which it dies.
    """

    mode: Mode
    continued: bool
    tries: int
    deaths: frozenset[int]


@dataclass(frozen=True, slots=True)
class History:
    """Requests and moments around a commit are numbered from 1, through all syncs.

    `rows`: the gap before an invoice's id, and its status. `events`: what happens before the answer
    to a request. `cancels`: moments at which the sync is cancelled. `takeovers`: requests before
    whose answer another sync takes over, and ends. `redeliveries`: those before whose answer the
    same step is delivered again, and works. `tick`: seconds an answer takes, so that iterations
    end. `days`: between two syncs.
    """

    rows: list[tuple[int, str]]
    attempts: list[Attempt]
    events: Mapping[int, list[Event]]
    faults: Mapping[int, Fault]
    cancels: frozenset[int]
    takeovers: frozenset[int]
    redeliveries: frozenset[int]
    step: int
    cap: int
    parallel: int
    late: bool
    tick: float
    days: int
    filter: Filter
    quiet: Mode


_ROW = st.tuples(
    st.sampled_from([1, 1, 1, 1, 2, 300, 2000]),
    st.sampled_from(["Paid", "Paid", "Paid", "Cancelled", "Refunded", "Unpaid", "Brand new"]),
)
_EVENT = st.builds(
    Event,
    st.sampled_from([*CHANGES, *RARE_CHANGES]),
    st.integers(0, 99),
    st.sampled_from([1, 1, 1, 2, 9, 40]),
)
_FAULT = st.sampled_from(["unavailable", "malformed", "too large", "retry after"])
_FILTERS = ["ignored", "empty", "one more", "one fewer", "total of all"]


def _numbers(most: int, size: int) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(st.integers(1, most), max_size=size)


def histories() -> st.SearchStrategy[History]:
    return st.builds(
        History,
        rows=st.lists(_ROW, max_size=60),
        attempts=st.lists(
            st.builds(
                Attempt,
                st.sampled_from(["full", "incremental", "incremental"]),
                st.booleans(),
                st.integers(1, 4),
                _numbers(40, 2) | _numbers(10, 3),
            ),
            min_size=1,
            max_size=4,
        ),
        events=st.dictionaries(
            st.integers(1, 60), st.lists(_EVENT, min_size=1, max_size=3), max_size=12
        ),
        faults=st.dictionaries(st.integers(1, 60), _FAULT, max_size=4),
        cancels=_numbers(60, 1),
        takeovers=_numbers(40, 1),
        redeliveries=_numbers(40, 1),
        step=st.sampled_from([1, 2, 3, 7, 20]),
        cap=st.sampled_from([1000, 1000, 1000, 2, 5]),
        parallel=st.sampled_from([1, 2, 4]),
        late=st.booleans(),
        tick=st.sampled_from([0.0, 0.0, 3.0, 8.0, 50.0]),
        days=st.sampled_from([0, 1, 40]),
        filter=st.sampled_from(["honoured"] * 6) | st.sampled_from(_FILTERS),
        quiet=st.sampled_from(["incremental", "incremental", "full"]),
    )
