"""The OpenAPI document as a page for people: a section a route, laid out by `page.md.j2`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import ChainableUndefined, Environment, FileSystemLoader

from local.documents.examples import example_of, resolved

_RULES = (
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("minimum", "at least {}"),
    ("maximum", "at most {}"),
    ("minItems", "at least {} of them"),
    ("maxItems", "at most {} of them"),
)


def page(document: dict[str, Any]) -> str:
    # What a description leaves out (a description, a default) is nothing on the page.
    layout = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=ChainableUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    layout.filters |= {
        "example": partial(example_of, document=document),
        "json": partial(json.dumps, indent=2, ensure_ascii=False),
        "plain": _plain,
        "resolved": partial(resolved, document=document),
        "rules": _rules,
    }
    order = [tag["name"] for tag in document["tags"]]
    routes = sorted(_routes(document), key=lambda each: order.index(each["tags"][0]))
    return layout.get_template("page.md.j2").render(document, routes=routes)


def _routes(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, methods in sorted(document["paths"].items()):
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            body = content.get("application/json", {})
            route = operation | {"path": path, "method": method.upper(), "body": body.get("schema")}
            # What is signed takes a program, not a command.
            signed = "Hooks" in operation["tags"]
            yield route | {"curl": "" if signed else _curl(route, body.get("example"))}


def _curl(route: dict[str, Any], body: object) -> str:
    path, method = route["path"], route["method"]
    for parameter in route.get("parameters", []):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", parameter["schema"]["examples"][0])
    parts = ["curl", *([] if method == "GET" else [f"-X {method}"]), f'"$API{path}"']
    if route.get("security") != []:
        parts.append('\\\n  -H "Authorization: Bearer $TOKEN"')
    if body is not None:
        data = shlex.quote(json.dumps(body))
        parts.append(f"\\\n  -H 'Content-Type: application/json' -d {data}")
    return " ".join(parts)


def _rules(schema: dict[str, Any], required: object = False) -> str:
    rules = ["required"] if required else []
    rules.append(_type(schema))
    rules += [text.format(f"{schema[name]:g}") for name, text in _RULES if schema.get(name)]
    if "default" in schema:
        rules.append(f"default `{json.dumps(schema['default'])}`")
    return ", ".join(rules)


def _type(schema: dict[str, Any]) -> str:
    """In a word or two, as somebody who writes JSON would say it."""
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if "items" in schema:
        return "repeatable" if "$ref" not in schema["items"] else "list"
    return str(schema.get("format", schema.get("type", "object"))).replace("password", "string")


def _plain(text: object) -> str:
    """In a cell of a table."""
    return str(text).replace("|", "\\|").replace("\n", " ")
