"""The console and the API share one address: what is a page of it, and what a route."""

import ast
import re

from local.documents.openapi import document
from tests.structure.project import ROOT


def pages_of_the_console() -> list[str]:
    """The paths of its router, but for the one that catches all others."""
    text = (ROOT / "console/src/app.tsx").read_text()
    return [path for path in re.findall(r'page\("([^"]+)"', text) if path != "*"]


def pages_of_the_function() -> tuple[str, ...]:
    module = ast.parse((ROOT / "functions/console/app.py").read_text())
    for node in module.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES":
            found: tuple[str, ...] = ast.literal_eval(node.value)
            return found
    raise AssertionError("There is no PAGES.")


def test_function_knows_the_pages_that_the_console_has() -> None:
    assert list(pages_of_the_function()) == pages_of_the_console()


def test_no_page_of_the_console_is_a_route_of_the_api() -> None:
    taken = {path.split("/")[1] for path in document()["paths"]}
    assert taken.isdisjoint(path.split("/")[1] for path in pages_of_the_console())
