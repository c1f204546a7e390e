"""openapi.json and docs/api.md: up to date, valid and complete."""

from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from jsonschema_rs import validator_for
from openapi_spec_validator import validate

from local.documents import documents
from local.documents.openapi import document, operations

DOCUMENT = document()
OPERATIONS = list(operations(DOCUMENT))
NAMES = [f"{method.upper()} {path}" for path, method, _ in OPERATIONS]


@pytest.mark.parametrize("file", documents(), ids=lambda file: file.name)
def test_generated_file_is_up_to_date(file: Path) -> None:
    assert file.read_text() == documents()[file], "run: make documents"


def test_description_is_valid_openapi() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    validate(DOCUMENT)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=NAMES)
def test_example_of_every_body_fits_its_schema(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    bodies = [*operation["responses"].values(), operation.get("requestBody", {})]
    for each in (media for body in bodies for media in body.get("content", {}).values()):
        schema = {**each["schema"], "components": DOCUMENT["components"]}
        validator_for(schema).validate(each["example"])


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=NAMES)
def test_parameter_is_explained(path: str, method: str, operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", []):
        assert parameter.get("description"), parameter["name"]
        assert "null" not in str(parameter["schema"])


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=NAMES)
def test_answers_of_the_gateway_have_one_shape(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    gateway = {"429"} if operation.get("security") == [] else {"401", "429"}
    shaped = {
        status
        for status, answer in operation["responses"].items()
        if answer["content"].get("application/json", {}).get("schema")
        == {"$ref": "#/components/schemas/GatewayMessage"}
    }
    assert shaped == gateway


@pytest.mark.parametrize("name", ["system_id", "sync_id"])
def test_ids_have_a_pattern_that_real_ones_fit(name: str) -> None:
    real = {
        "system_id": ["9f2c4be81a07", token_hex(6)],
        "sync_id": ["20260131T080000-5f0c2a91", "daily-2026-01-31-9f2c4be81a07", "by.hand_(2)"],
    }
    parameters = [each for _, _, of in OPERATIONS for each in of.get("parameters", [])]
    found = [each["schema"] for each in parameters if each["name"] == name]
    schemas = [each.get("items", each) for each in found]
    assert schemas
    for schema in schemas:
        for one in real[name]:
            validator_for(schema).validate(one)
        assert not validator_for(schema).is_valid("a b")


def test_only_the_public_documents_and_what_is_signed_need_no_token() -> None:
    open_routes = {path for path, _, operation in OPERATIONS if operation.get("security") == []}
    signed = {"/hooks/whmcs/{system_id}"}
    assert open_routes == {"/health", "/config.json", "/openapi.json"} | signed


def test_secrets_can_be_written_and_not_read() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    secret = {"password", "access_key"}
    holders = {name for name, one in schemas.items() if secret & one.get("properties", {}).keys()}
    assert holders == {"SystemCreate", "SystemChange", "ConnectionTest", "NewConnectionTest"}
    for name in holders:
        assert all(schemas[name]["properties"][field]["writeOnly"] for field in secret)
