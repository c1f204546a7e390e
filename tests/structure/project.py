"""The project's own files, as the structural tests read them."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

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
    return text, json.loads(re.sub(r"(?<=: )\$\{\w+\}", "1", text))


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


def variables_read(path: Path) -> set[str]:
    """The environment variables a file reads as `os.environ["NAME"]`."""
    return set(re.findall(r'os\.environ\["(\w+)"\]', path.read_text()))
