"""What came out, a line a mutant and a line a room."""

from collections.abc import Sequence
from itertools import groupby

from tests.mutants.suites import room
from tests.mutants.trial import Verdict

GOAL = 0.95


def line(verdict: Verdict) -> str:
    return f"{verdict.mutant}  {verdict.killed_by or 'SURVIVED'}"


def share(verdicts: Sequence[Verdict]) -> float:
    """Of the mutants that something has noticed."""
    killed = sum(verdict.killed_by is not None for verdict in verdicts)
    return killed / len(verdicts) if verdicts else 1.0


def summary(verdicts: Sequence[Verdict]) -> str:
    by_room = sorted(verdicts, key=_room)
    rooms = [(name, list(own)) for name, own in groupby(by_room, key=_room)]
    return "\n".join(_counted(name, own) for name, own in [*rooms, ("all", by_room)])


def _room(verdict: Verdict) -> str:
    return room(verdict.mutant.path)


def _counted(name: str, verdicts: Sequence[Verdict]) -> str:
    killed = sum(verdict.killed_by is not None for verdict in verdicts)
    return f"{name:14} {killed:4} of {len(verdicts):4} noticed  {share(verdicts):7.1%}"
