"""Operators on Python's statements."""

import ast
from collections.abc import Iterator

from tests.mutants.edits import Site, Source
from tests.mutants.python_expressions import Operator

_EMPTY = {
    **dict.fromkeys(("list", "Sequence", "Iterable"), "[]"),
    **dict.fromkeys(("dict", "Mapping"), "{}"),
    "str": '""',
    "int": "0",
}


def dropped(source: Source, node: ast.AST) -> Iterator[Site]:
    """A statement that does something, left out."""
    match node:
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Break() | ast.Continue():
            yield [source.replaced(node, "pass")]
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield [source.replaced(node, "pass")]
        case ast.Raise(exc=error) if error is None or "unreachable" not in ast.unparse(error):
            yield [source.replaced(node, "pass")]


def returned(source: Source, node: ast.AST) -> Iterator[Site]:
    """Nothing instead of something, where the type allows it."""
    if isinstance(node, ast.FunctionDef) and node.returns:
        for statement in _own_returns(node.body):
            if statement.value:
                value, declared = source.segment(statement.value), ast.unparse(node.returns)
                nothing = _nothing(declared, value)
                if nothing not in (None, value):
                    yield [source.replaced(statement.value, nothing or "")]


def _nothing(declared: str, value: str) -> str | None:
    if declared == "bool":
        return None if value in {"True", "False"} else f"not ({value})"
    if declared.endswith("| None"):
        return "None"
    return _EMPTY.get(declared.partition("[")[0])


def _own_returns(body: list[ast.stmt]) -> Iterator[ast.Return]:
    for statement in body:
        if isinstance(statement, ast.Return):
            yield statement
        elif not isinstance(statement, ast.FunctionDef | ast.ClassDef):
            for _, inner in ast.iter_fields(statement):
                if isinstance(inner, list):
                    yield from _own_returns([part for part in inner if isinstance(part, ast.stmt)])
                    for part in inner:
                        if isinstance(part, ast.ExceptHandler | ast.match_case):
                            yield from _own_returns(part.body)


def caught(source: Source, node: ast.AST) -> Iterator[Site]:
    """One of several classes, left out."""
    if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Tuple):
        for one in node.type.elts:
            others = [other for other in node.type.elts if other is not one]
            yield [source.replaced(node.type, f"({', '.join(map(ast.unparse, others))},)")]


OPERATORS: list[Operator] = [dropped, returned, caught]
