"""Where a Python file can be changed: not in docstrings, log lines, annotations and `__repr__`."""

import ast
from collections.abc import Iterator

from tests.mutants import python_expressions, python_statements
from tests.mutants.edits import Site, Source

_OPERATORS = python_expressions.OPERATORS + python_statements.OPERATORS


def python_sites(text: str) -> Iterator[Site]:
    source = Source(text)
    for node in _nodes(ast.parse(text)):
        for operator in _OPERATORS:
            yield from operator(source, node)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    if not _only_read(node):
        yield node
        for child in _children(node):
            yield from _nodes(child)


def _only_read(node: ast.AST) -> bool:
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.FunctionDef(name="__repr__"):
            return True
        case ast.Expr(value=ast.Constant()) | ast.TypeAlias() | ast.FormattedValue():
            return True
        case ast.Expr(value=ast.Call(func=logged)):
            return ast.unparse(logged).startswith("logger.")
        case ast.Call(func=ast.Name(id="TypeVar" | "dataclass" | "Logger")):
            return True
    return False


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST):
                continue
            if name in {"annotation", "returns"}:  # Of a type only what checks the value.
                yield from (inner for inner in ast.walk(child) if isinstance(inner, ast.Call))
            elif not (isinstance(child, ast.keyword) and python_expressions.says_nothing(child)):
                yield child
