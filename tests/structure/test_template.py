"""The template, read as data: what the code needs is there, and nothing else is."""

import re
import tomllib
from typing import Any

import pytest

from tests.structure.project import (
    FUNCTIONS,
    ROOT,
    TEMPLATE,
    imported_modules,
    of_type,
    variables_read,
)

POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_LOG_LEVEL"}


def folder(function: str) -> str:
    return str(FUNCTIONS[function]["Properties"]["CodeUri"])


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_variable_read_is_set_and_every_one_set_is_read(function: str) -> None:
    files = imported_modules(ROOT / folder(function) / "app.py")
    read = set().union(*(variables_read(file) for file in files))
    variables = FUNCTIONS[function]["Properties"]["Environment"]["Variables"]
    assert read >= variables.keys() - POWERTOOLS
    reachable_only = {"SECRET_PREFIX", "SYNC_STATE_MACHINE", "DELETE_STATE_MACHINE"}
    assert read - variables.keys() <= reachable_only


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_folder_is_named_as_its_function(function: str) -> None:
    words = re.findall(r"[A-Z][a-z]+", function.removesuffix("Function"))
    assert folder(function) == "functions/" + "_".join(words).lower()


def test_every_folder_of_functions_is_deployed() -> None:
    folders = {f"functions/{path.parent.name}" for path in ROOT.glob("functions/*/app.py")}
    assert folders == {folder(function) for function in FUNCTIONS}


def test_tables_are_on_demand_recoverable_encrypted_and_retained() -> None:
    for name, table in of_type("AWS::DynamoDB::Table").items():
        properties: dict[str, Any] = table["Properties"]
        assert properties["BillingMode"] == "PAY_PER_REQUEST", name
        assert properties["SSESpecification"]["SSEEnabled"], name
        if name != "IdempotencyTable":  # Holds answers for a day; nothing is lost with it.
            recovery = properties["PointInTimeRecoverySpecification"]
            assert recovery["PointInTimeRecoveryEnabled"], name
            assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain", name


def test_policies_name_exact_actions() -> None:
    for function in FUNCTIONS.values():
        for policy in function["Properties"].get("Policies", []):
            for statement in policy["Statement"]:
                actions = statement["Action"]
                assert "*" not in "".join([actions] if isinstance(actions, str) else actions)
                assert statement["Resource"] != "*"


def test_every_parameter_is_explained_and_used() -> None:
    text = (ROOT / "template.yaml").read_text().split("\nResources:")[1]
    conditions = (ROOT / "template.yaml").read_text().split("\nConditions:")[1]
    for name, parameter in TEMPLATE["Parameters"].items():
        assert parameter["Description"], name
        assert name in text or name in conditions, name


def test_the_layer_holds_what_the_lock_file_says() -> None:
    locked = {
        package["name"]: package["version"]
        for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    }
    lines = (ROOT / "layers/dependencies/requirements.txt").read_text().split()
    assert lines
    for line in lines:
        name, version = line.split("==")
        assert locked[name] == version
