"""The OpenAPI document of the API: the functions' own descriptions, merged and completed."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from typing import Any

from aws_lambda_powertools.event_handler.openapi.merge import OpenAPIMerge
from aws_lambda_powertools.event_handler.openapi.models import (
    Contact,
    HTTPBearer,
    License,
    Server,
)

from local.aws import process
from local.aws.template import ROOT
from local.documents import examples as openapi_examples

FUNCTIONS = ("systems_api", "syncs_api", "revenue_api", "hooks_api")
DESCRIPTION = """Connect accounting systems, synchronise their invoices, see what they add up to.

JSON in and out. Money is a string with two decimals, moments are UTC in ISO 8601. Errors are
`application/problem+json` (RFC 9457) with a `code` for programs and an `advice` for people.

The bearer is the ID token of your OpenID Connect provider. Members of the group `viewers` read,
members of `admins` do everything; a deployment may name its groups otherwise."""

TAGS = {
    "Systems": "Accounting systems: connect, test, change and delete them.",
    "Syncs": "Copying the invoices of a system: start, follow and cancel it.",
    "Hooks": "What an accounting system itself may ask for: signed, without a token.",
    "Events": "What happened to a system: when, who and what.",
    "Revenue": "What the stored invoices add up to, and the invoices themselves.",
    "Public": "What a client reads before it signs in; without a token.",
}

# Powertools writes header names in lower case; people know them as the RFCs spell them.
_HEADERS = {"if-match": "If-Match", "idempotency-key": "Idempotency-Key"}
_POWERTOOLS_OWN = {"HTTPValidationError", "ValidationError", "ResponseValidationError"}
_TOO_MANY = "Too many requests to the API at once"
_METHODS = ("get", "post", "patch", "delete")
_TEXT = {"type": "string"}
_PUBLIC: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "/health": (
        "get_health",
        "Whether the API is up",
        "Touches neither a table nor an accounting system.",
        {"status": {**_TEXT, "examples": ["ok"]}},
    ),
    "/config.json": (
        "get_config",
        "What a client needs to know of this deployment to sign in",
        "The OpenID Connect provider and client id, and the deployment's other public settings.",
        {
            "issuer": {**_TEXT, "examples": ["https://login.example.com"]},
            "client_id": {**_TEXT, "examples": ["console"]},
            "scope": {**_TEXT, "examples": ["openid email profile"]},
            "groups_claim": {**_TEXT, "examples": ["groups"]},
            "admin_group": {**_TEXT, "examples": ["admins"]},
            "viewer_group": {**_TEXT, "examples": ["viewers"]},
            "reporting_currency": {**_TEXT, "examples": ["EUR"]},
            "fiscal_year_start": {
                "type": "integer",
                "description": "The month that years and quarters of reports begin with",
                "examples": [1],
            },
            "outgoing_address": {**_TEXT, "examples": ["203.0.113.7"]},
            "version": {**_TEXT, "examples": ["0.1.0"]},
        },
    ),
    "/openapi.json": (
        "get_openapi",
        "This description",
        "OpenAPI 3.1, of the version that is deployed.",
        {"openapi": {**_TEXT, "examples": ["3.1.0"]}},
    ),
}


def document() -> dict[str, Any]:
    with process.importable(ROOT / "layers" / "accounting"), warnings.catch_warnings():
        warnings.simplefilter("error")  # It would only warn of a function it cannot import.
        merged: dict[str, Any] = json.loads(_merge().get_openapi_json_schema())
    schemas = merged["components"]["schemas"]
    names = sorted(schemas.keys() - _POWERTOOLS_OWN)
    merged["components"]["schemas"] = {name: schemas[name] for name in names}
    for path, method, operation in operations(merged):
        _complete(path, method, operation)
    merged["paths"] |= {path: {"get": _public(*of)} for path, of in _PUBLIC.items()}
    merged["paths"] = {
        path: {method: merged["paths"][path][method] for method in _METHODS if method in there}
        for path, there in sorted(merged["paths"].items())
    }
    merged["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    openapi_examples.add(merged)
    return merged


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _merge() -> OpenAPIMerge:
    merge = OpenAPIMerge(
        title="Revenue synchronisation",
        version=_version(),
        description=DESCRIPTION,
        security_schemes={"idToken": HTTPBearer(bearerFormat="JWT")},
        security=[{"idToken": []}],
        servers=[Server(url="/", description="The deployment that serves this description")],
        contact=Contact(name="Who runs this deployment"),
        license_info=License(name="All rights reserved", identifier="LicenseRef-Proprietary"),
        on_conflict="error",
    )
    for name in FUNCTIONS:
        merge.add_file(ROOT / "functions" / name / "app.py")
    return merge


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    place = re.sub(r"\W", "_", path)  # Powertools puts it behind the function's name.
    operation["operationId"] = operation["operationId"].removesuffix(f"{place}_{method}")
    del operation["responses"]["500"]  # Of a shape of Powertools' own; a defect, not an answer.
    if operation["tags"] == ["Hooks"]:
        operation["security"] = []  # Powertools takes an empty list for none given.
    operation["responses"] = dict(sorted(operation["responses"].items()))
    for parameter in operation.get("parameters", []):
        parameter["name"] = _HEADERS.get(parameter["name"], parameter["name"])
        parameter["schema"] = _without_null(parameter["schema"])
        parameter["schema"].pop("description", None)
    for media in operation.get("requestBody", {}).get("content", {}).values():
        media["schema"] = _without_null(media["schema"])


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What may be left out is no null: neither a parameter nor a body can say null."""
    some: list[dict[str, Any]] = [
        each for each in schema.get("anyOf", []) if each != {"type": "null"}
    ]
    if len(some) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in {"anyOf", "title"}}
    return some[0] | rest


def _public(
    name: str, summary: str, description: str, properties: dict[str, Any]
) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    busy = {"$ref": "#/components/schemas/GatewayMessage"}
    return {
        "operationId": name,
        "summary": summary,
        "description": description,
        "tags": ["Public"],
        "security": [],
        "responses": {"200": _json("OK", schema), "429": _json(_TOO_MANY, busy)},
    }


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _version() -> str:
    match = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert match
    return match[1]
