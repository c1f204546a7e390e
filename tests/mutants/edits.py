"""A change of a text, and where in it the nodes of Python's syntax tree stand."""

import ast
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Edit:
    start: int
    end: int
    new: str


type Site = list[Edit]
"""What can be changed at one place, in one way or another: a sample takes one of them."""


class Source:
    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.splitlines(keepends=True)
        self._starts = [0, *accumulate(map(len, self._lines))]

    def start(self, node: ast.AST) -> int:
        return self._offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        return self._offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def segment(self, node: ast.AST) -> str:
        return self.text[self.start(node) : self.end(node)]

    def replaced(self, node: ast.AST, new: str) -> Edit:
        return Edit(self.start(node), self.end(node), new)

    def between(self, left: ast.AST, right: ast.AST, old: str, new: str) -> Edit:
        """An operator that stands between its operands."""
        found = self.text.index(old, self.end(left), self.start(right))
        return Edit(found, found + len(old), new)

    def without(self, start: int, end: int) -> Edit:
        """An element of a list, with the comma behind it; or else the one before it."""
        return without_element(self.text, start, end)

    def _offset(self, line: int, column: int) -> int:
        """Python counts columns in bytes."""
        return self._starts[line - 1] + len(self._lines[line - 1].encode()[:column].decode())


def without_element(text: str, start: int, end: int) -> Edit:
    behind = text[end:].lstrip()
    if behind.startswith(","):
        return Edit(start, len(text) - len(behind) + 1, "")
    before = text[:start].rstrip()
    return Edit(len(before) - 1 if before.endswith(",") else start, end, "")
