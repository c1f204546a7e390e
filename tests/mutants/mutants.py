"""A mutant: one file of the project with one change of its behaviour."""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.data_sites import data_sites
from tests.mutants.edits import Edit
from tests.mutants.python_sites import python_sites

_SHOWN = 70


@dataclass(frozen=True, slots=True)
class Mutant:
    path: str
    text: str
    edit: Edit

    @property
    def line(self) -> int:
        return self.text.count("\n", 0, self.edit.start) + 1

    @property
    def mutated(self) -> str:
        return self.text[: self.edit.start] + self.edit.new + self.text[self.edit.end :]

    @property
    def identity(self) -> tuple[str, str, str]:
        """The file, the line's text and the change: the same when lines are added above."""
        return self.path, self.text.splitlines()[self.line - 1].strip(), self.change

    @property
    def change(self) -> str:
        old = self.text[self.edit.start : self.edit.end]
        return f"{_shown(old)} -> {_shown(self.edit.new) or 'nothing'}"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}  {self.change}"


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def places(root: Path, path: str) -> Iterator[list[Mutant]]:
    """Of one file; a place can be changed in one way or another."""
    text = (root / path).read_text()
    sites = python_sites(text) if path.endswith(".py") else data_sites(text)
    for site in sites:
        yield [Mutant(path, text, edit) for edit in site]


def sample(root: Path, paths: Sequence[str], count: int, seed: int) -> list[Mutant]:
    """As many places of these files, each changed in one way; by file and line."""
    chance = random.Random(seed)
    known = equivalent(root)
    mutants = [
        chance.choice(left)
        for path in paths
        for place in places(root, path)
        if (left := [mutant for mutant in place if mutant.identity not in known])
    ]
    different = list(dict.fromkeys(mutants))
    chosen = chance.sample(different, min(count, len(different)))
    return sorted(chosen, key=lambda mutant: (mutant.path, mutant.edit.start))


def equivalent(root: Path) -> set[tuple[str, str, str]]:
    """Those that were looked at and change nothing anybody could see."""
    listed = tomllib.loads((root / "tests/mutants/equivalent.toml").read_text())
    return {(one["path"], one["line"], one["change"]) for one in listed.get("mutants", [])}
