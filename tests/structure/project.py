"""The project's own files, as the structural tests read them."""

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from local.asl import with_numbers

ROOT = Path(__file__).parents[2]
TEMPLATE: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text())
RESOURCES: dict[str, Any] = TEMPLATE["Resources"]
LAYER = ROOT / "layers/accounting/accounting"


def of_type(kind: str) -> dict[str, Any]:
    return {name: body for name, body in RESOURCES.items() if body["Type"] == kind}


FUNCTIONS = of_type("AWS::Serverless::Function")
STATE_MACHINES = of_type("AWS::Serverless::StateMachine")


def definition(state_machine: str) -> tuple[str, dict[str, Any]]:
    """The ASL of a state machine, as text and with its numbers filled in."""
    path = ROOT / STATE_MACHINES[state_machine]["Properties"]["DefinitionUri"]
    text = path.read_text()
    return text, json.loads(with_numbers(text))


def imported_modules(path: Path) -> Iterator[Path]:
    """The files of our own that a file imports, and theirs, and the file itself."""
    waiting, seen = [path], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        yield current
        for node in ast.walk(ast.parse(current.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("accounting"):
                base = LAYER.parent / Path(*str(node.module).split("."))
                names = [base / f"{alias.name}.py" for alias in node.names]
                waiting += [file for file in [base.with_suffix(".py"), *names] if file.exists()]


@dataclass(frozen=True)
class Variables:
    """Environment variables that code reads. `needed`: those of them that have no default."""

    read: frozenset[str]
    needed: frozenset[str]


def variables(code: str) -> Variables:
    """Of `os.environ["NAME"]`, `os.environ.get("NAME", default)` and `os.getenv("NAME")`."""
    needed, optional = set(), set()
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Subscript(value=source, slice=ast.Constant(value=str(name))):
                if _named(source, "environ"):
                    needed.add(name)
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
                of_environ = isinstance(function, ast.Attribute) and _named(
                    function.value, "environ"
                )
                if of_environ or _named(function, "getenv"):
                    optional.add(name)
    return Variables(frozenset(needed | optional), frozenset(needed))


def _named(node: ast.expr, name: str) -> bool:
    """`name`, or `os.name`."""
    return isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in {name, f"os.{name}"}


def nested(value: Any, key: str) -> Iterator[Any]:
    """Whatever stands under this key, at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key:
                yield inner
            yield from nested(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from nested(inner, key)


def properties(name: str) -> dict[str, Any]:
    """Of a resource."""
    found: dict[str, Any] = RESOURCES[name]["Properties"]
    return found


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def arn(name: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, "Arn"]}


def sub(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}
