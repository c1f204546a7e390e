"""The OpenAPI document of the API: the three functions' own descriptions, merged and completed."""

from __future__ import annotations

import json
import re
from typing import Any

from aws_lambda_powertools.event_handler.openapi.merge import OpenAPIMerge
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from local.template import ROOT

FUNCTIONS = ("systems_api", "syncs_api", "revenue_api")
DESCRIPTION = """Connect accounting systems, synchronise their invoices, and see what they add up to.

JSON in and out. Money is a string with two decimals, moments are UTC in ISO 8601. Errors are
`application/problem+json` (RFC 9457) with a `code` for programs and an `advice` for people.

The bearer is the ID token of your OpenID Connect provider. Members of the group `viewers` read,
members of `admins` do everything."""
_POWERTOOLS_OWN = {"HTTPValidationError", "ValidationError", "ResponseValidationError"}


def document() -> dict[str, Any]:
    merge = OpenAPIMerge(
        title="Revenue synchronisation",
        version=_version(),
        description=DESCRIPTION,
        security_schemes={"idToken": HTTPBearer(bearerFormat="JWT")},
        security=[{"idToken": []}],
        on_conflict="error",
    )
    for name in FUNCTIONS:
        merge.add_file(ROOT / "functions" / name / "app.py")
    merged: dict[str, Any] = json.loads(merge.get_openapi_json_schema())
    schemas = merged["components"]["schemas"]
    merged["components"]["schemas"] = {
        name: schemas[name] for name in sorted(schemas.keys() - _POWERTOOLS_OWN)
    }
    for path, operations in merged["paths"].items():
        for method, operation in operations.items():
            place = re.sub(r"\W", "_", path)  # Powertools puts it behind the function's name.
            operation["operationId"] = operation["operationId"].removesuffix(f"{place}_{method}")
    return merged


def _version() -> str:
    match = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert match
    return match[1]
