"""Operators on Python's expressions: each finds what can be changed at a node."""

import ast
import re
from collections.abc import Callable, Iterator

from tests.mutants.edits import Edit, Site, Source

type Operator = Callable[[Source, ast.AST], Iterator[Site]]

_COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_CALCULATED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "//"),
    ast.Pow: ("**", "*"),
    ast.LShift: ("<<", ">>"),
    ast.RShift: (">>", "<<"),
}
_OTHERS = {"min": "max", "max": "min", "any": "all", "all": "any"}
# What only people read; the tests of the documents compare it word for word.
_DOCUMENTATION = {
    *("description", "summary", "title", "examples", "example", "tags", "responses"),
    *("response_description", "operation_id", "json_schema_extra", "advice"),
}
# A comparison in a condition of DynamoDB. Made true or false with the names and values it has, for
# DynamoDB refuses a request with a value that is not used.
_CONDITION = re.compile(
    r"attribute_(?:not_)?exists\([^)]+\)|#[\w.#]+ [=<] :\w+|#\w+ IN \([:\w, ]+\)"
)

_ASSIGNMENTS = ("SET ", ", #")


def comparison(source: Source, node: ast.AST) -> Iterator[Site]:
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        for left, sign, right in zip(operands, node.ops, node.comparators, strict=False):
            yield [source.between(left, right, *_COMPARED[type(sign)])]


def calculation(source: Source, node: ast.AST) -> Iterator[Site]:
    if isinstance(node, ast.BinOp) and type(node.op) in _CALCULATED:
        texts = ast.JoinedStr | ast.List | ast.Dict
        operands = (node.left, node.right)
        if not any(isinstance(operand, texts) or _is_text(operand) for operand in operands):
            yield [source.between(*operands, *_CALCULATED[type(node.op)])]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def conjunction(source: Source, node: ast.AST) -> Iterator[Site]:
    """`and` for `or`, or one of the operands left out."""
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        turned = [ast.BoolOp(other, node.values)]
        fewer = [
            ast.BoolOp(node.op, [value for value in node.values if value is not left_out])
            for left_out in node.values
        ]
        for changed in [*turned, *fewer]:
            only = changed.values[0] if len(changed.values) == 1 else changed
            yield [source.replaced(node, f"({ast.unparse(only)})")]


def negation(source: Source, node: ast.AST) -> Iterator[Site]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield [source.replaced(node, f"({source.segment(node.operand)})")]


def condition(source: Source, node: ast.AST) -> Iterator[Site]:
    """`bool(1)`, so that the type checker does not call what follows unreachable."""
    tests = [node.test] if isinstance(node, ast.If | ast.While | ast.IfExp) else []
    tests += node.ifs if isinstance(node, ast.comprehension) else []
    for test in tests:
        yield [source.replaced(test, "bool(1)"), source.replaced(test, "bool(0)")]


def constant(source: Source, node: ast.AST) -> Iterator[Site]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield [source.replaced(node, str(not node.value))]
        elif isinstance(node.value, int | float):
            yield [source.replaced(node, str(other)) for other in _other_numbers(node.value)]


def _other_numbers(number: float) -> list[float]:
    """A large number is a limit, which one more or less does not change; but a status is exact."""
    near = [number + 1] + ([number - 1] if number > 0 else [])
    far = [2 * number, 0] if number > 1 else []
    return near if number in range(100, 600) else far if number >= 1000 else near + far


def stored_condition(source: Source, node: ast.AST) -> Iterator[Site]:
    if _is_text(node) and not source.segment(node).lstrip("f\"'").startswith(_ASSIGNMENTS):
        start = source.start(node)
        for found in _CONDITION.finditer(source.segment(node)):
            here = (start + found.start(), start + found.end())
            yield [
                Edit(*here, f"({found[0]} OR NOT {found[0]})"),
                Edit(*here, f"({found[0]} AND NOT {found[0]})"),
            ]


def argument(source: Source, node: ast.AST) -> Iterator[Site]:
    for keyword in node.keywords if isinstance(node, ast.Call) else []:
        if not says_nothing(keyword):
            yield [source.without(source.start(keyword), source.end(keyword))]


def says_nothing(argument: ast.keyword) -> bool:
    """To the program; `strict=False` is what `zip` does anyway."""
    return argument.arg in _DOCUMENTATION or ast.unparse(argument) == "strict=False"


def function(source: Source, node: ast.AST) -> Iterator[Site]:
    """`min` for `max`, `any` for `all`; nothing sorted or reversed."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in _OTHERS:
            yield [source.replaced(node.func, _OTHERS[name])]
        case ast.Call(func=ast.Name(id="sorted" | "reversed"), args=[only]):
            yield [source.replaced(node, f"list({source.segment(only)})")]


def limits(source: Source, node: ast.AST) -> Iterator[Site]:
    """Of a slice: left out, or one further."""
    if isinstance(node, ast.Slice):
        for limit in (node.lower, node.upper):
            if limit:
                further = f"({source.segment(limit)}) + 1"
                yield [source.replaced(limit, ""), source.replaced(limit, further)]


def element(source: Source, node: ast.AST) -> Iterator[Site]:
    """Of a display with several, left out."""
    if isinstance(node, ast.Set | ast.List) and len(node.elts) > 1:
        for one in node.elts:
            yield [source.without(source.start(one), source.end(one))]
    if isinstance(node, ast.Dict) and len(node.values) > 1:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and str(key.value).startswith(":"):
                continue  # DynamoDB refuses a request that lacks a value.
            if key:
                yield [source.without(source.start(key), source.end(value))]
            else:  # `**value`
                yield [source.replaced(value, "{}")]


OPERATORS: list[Operator] = [
    comparison,
    calculation,
    conjunction,
    negation,
    condition,
    constant,
    stored_condition,
    argument,
    function,
    limits,
    element,
]
