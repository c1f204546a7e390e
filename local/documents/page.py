"""The OpenAPI document as a page for people: a section a route."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from local.documents.examples import example_of, resolved

_RULES = (
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("minimum", "at least {}"),
    ("maximum", "at most {}"),
    ("minItems", "at least {} of them"),
    ("maxItems", "at most {} of them"),
)
_INTRODUCTION = """# HTTP API

Written from the code by `make documents`; do not edit it here. The same as OpenAPI 3.1 is at
`/openapi.json` of every deployment.

{description}

In the examples `$API` is the address of the API (output `ApiUrl` of the stack, or
`http://localhost:8000` of `make up`) and `$TOKEN` an ID token (locally: `python -m local token`).

An error looks like this, with `advice`, `sync_id` and `fields` where they apply:

```json
{problem}
```

A route that changes something takes `If-Match` (the `ETag` of what you read: 412 when somebody was
faster) or `Idempotency-Key` (a repeated request gets the first answer, for a day) where it says so.
"""


def page(document: dict[str, Any]) -> str:
    problem = example_of(document["components"]["schemas"]["Problem"], document)
    parts = [
        _INTRODUCTION.format(
            description=document["info"]["description"], problem=json.dumps(problem, indent=2)
        )
    ]
    listed = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    tags = {tag["name"]: tag["description"] for tag in document["tags"]}
    order = list(tags)
    listed.sort(key=lambda each: (order.index(each[2]["tags"][0]), each[0]))
    parts += _overview(listed)
    for tag, routes in groupby(listed, key=lambda each: each[2]["tags"][0]):
        parts.append(f"## {tag}\n\n{tags[tag]}\n")
        parts += ["\n".join(_section(*route, document)) for route in routes]
    return "\n".join(parts)


def _overview(listed: Iterable[tuple[str, str, dict[str, Any]]]) -> Iterator[str]:
    rows = (f"| `{method.upper()} {path}` | {of['summary']} |" for path, method, of in listed)
    yield "\n".join(["| route | does |", "| --- | --- |", *rows, ""])


def _section(
    path: str, method: str, operation: dict[str, Any], document: dict[str, Any]
) -> Iterator[str]:
    yield f"### {method.upper()} {path}\n"
    yield f"{operation['summary']}.\n"
    if "description" in operation:
        yield f"{operation['description']}\n"
    if parameters := operation.get("parameters"):
        yield "| parameter | in | rules | meaning |\n| --- | --- | --- | --- |"
        yield "\n".join(_parameter(each) for each in parameters) + "\n"
    body = _schema(operation.get("requestBody"))
    if body:
        yield "Body:\n"
        yield _fields(body, document)
    yield "```sh\n" + _curl(path, method, operation, document) + "\n```\n"
    yield from _answers(operation, document)


def _parameter(parameter: dict[str, Any]) -> str:
    rules = _rules(parameter["schema"], required=parameter.get("required", False))
    meaning = parameter.get("description", "")
    return f"| `{parameter['name']}` | {parameter['in']} | {rules} | {meaning} |"


def _fields(schema: dict[str, Any], document: dict[str, Any]) -> str:
    whole = resolved(schema, document)
    required = whole.get("required", ())
    lines = ["| field | rules | meaning |", "| --- | --- | --- |"]
    for name, field in whole["properties"].items():
        rules = _rules(field, required=name in required)
        lines.append(f"| `{name}` | {rules} | {_plain(field.get('description', ''))} |")
    for name, field in whole["properties"].items():
        if "$ref" in field.get("items", {}):
            lines += ["", f"Each of `{name}`:", "", _fields(field["items"], document).rstrip()]
    return "\n".join(lines) + "\n"


def _rules(schema: dict[str, Any], *, required: bool) -> str:
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


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _curl(path: str, method: str, operation: dict[str, Any], document: dict[str, Any]) -> str:
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", parameter["schema"]["examples"][0])
    parts = ["curl", *([] if method == "get" else [f"-X {method.upper()}"]), f'"$API{path}"']
    if operation.get("security") != []:
        parts.append('\\\n  -H "Authorization: Bearer $TOKEN"')
    if body := _schema(operation.get("requestBody")):
        text = json.dumps(example_of(body, document))
        parts.append(f"\\\n  -H 'Content-Type: application/json' -d {shlex.quote(text)}")
    return " ".join(parts)


def _answers(operation: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    for status, answer in operation["responses"].items():
        headers = ", ".join(f"`{name}`" for name in answer.get("headers", {}))
        kinds = ", ".join(f"`{kind}`" for kind in answer.get("content", {}))
        yield f"- **{status}** {answer['description']}" + "".join(
            f"; {label} {value}"
            for label, value in (("headers", headers), ("as", kinds))
            if value and not (label == "as" and status >= "400")
        )
    yield ""
    success = next(iter(operation["responses"].values()))
    for kind, media in success.get("content", {}).items():
        if kind == "application/json" and "example" in media:
            yield f"```json\n{json.dumps(media['example'], indent=2, ensure_ascii=False)}\n```\n"
            yield from _explained(media["schema"], document)


def _explained(schema: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    """What the fields of an answer mean, where their names do not say it."""
    for each in schema.get("anyOf", [schema]):
        whole = resolved(each, document)
        if whole.get("description"):
            yield f"{_plain(whole['description'])}\n"
        said = [
            f"- `{name}`: {_plain(field['description'])}"
            for name, field in whole.get("properties", {}).items()
            if field.get("description")
        ]
        if said:
            yield "\n".join(said) + "\n"


def _schema(body: dict[str, Any] | None) -> dict[str, Any] | None:
    if not body:
        return None
    schema: dict[str, Any] = body["content"]["application/json"]["schema"]
    return schema
