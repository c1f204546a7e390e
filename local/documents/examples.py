"""An example of every body in the OpenAPI document, put together from those of its fields."""

from __future__ import annotations

import json
from typing import Any


def add(document: dict[str, Any]) -> None:
    for methods in document["paths"].values():
        for operation in methods.values():
            for media in operation.get("requestBody", {}).get("content", {}).values():
                media["example"] = example_of(media["schema"], document)
            for status, answer in operation["responses"].items():
                for kind, media in answer.get("content", {}).items():
                    media["example"] = _answered(status, kind, media["schema"], document)


def _answered(status: str, kind: str, schema: dict[str, Any], document: dict[str, Any]) -> Any:
    if kind.endswith("problem+json"):
        return _problem(int(status))
    if kind == "text/csv":
        return CSV
    if int(status) in GATEWAY_MESSAGES:
        return {"message": GATEWAY_MESSAGES[int(status)]}
    return example_of(schema, document)


def _problem(status: int) -> Any:
    """What the API really says in such a case."""
    # Imported only now: `accounting` can be imported once `openapi_document` has seen to it.
    from accounting.api import problems  # noqa: PLC0415
    from accounting.domain import errors  # noqa: PLC0415

    examples = {
        401: errors.WebhookRefused("signature"),
        403: errors.NotAllowed("Only members of the group admins may change something."),
        404: errors.SystemNotFound("9f2c4be81a07"),
        409: errors.SyncAlreadyRunning("20260131T080000-5f0c2a91"),
        412: errors.VersionMismatch(),
        415: errors.UnsupportedMediaType(),
        422: errors.InvalidInput(("step", "Input should be greater than or equal to 1")),
        503: errors.Busy(),
    }
    return json.loads(problems.of_error(examples[status]).body or "")


GATEWAY_MESSAGES = {401: "Unauthorized", 429: "Too Many Requests"}
CSV = """period,system_id,system,currency,count,net,tax,gross\r
2026-01,9f2c4be81a07,Example Hosting,EUR,120,10000.00,1900.00,11900.00\r
"""


def example_of(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """What the schema gives as its example, else its parts'."""
    for name in ("examples", "enum"):
        if schema.get(name):
            return schema[name][0]
    if "$ref" in schema:
        return example_of(resolved(schema, document), document)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], document)
    if schema.get("type") == "array":
        return [example_of(schema["items"], document)]
    if schema.get("type") == "object":
        fields = schema.get("properties", {}).items()
        return {name: example_of(field, document) for name, field in fields}
    return schema.get("const", schema.get("default"))


def resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """What a reference into the components stands for; anything else as it is."""
    if "$ref" not in schema:
        return schema
    named: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return named
