"""The template, read as data: what the code needs is there, and nothing else is."""

import re
import tomllib
from typing import Any

import pytest

from tests.structure.project import (
    FUNCTIONS,
    RESOURCES,
    ROOT,
    TEMPLATE,
    Variables,
    imported_modules,
    nested,
    of_type,
    variables,
)

POWERTOOLS = {
    "POWERTOOLS_SERVICE_NAME",
    "POWERTOOLS_LOG_LEVEL",
    "POWERTOOLS_METRICS_NAMESPACE",
}


def folder(function: str) -> str:
    return str(FUNCTIONS[function]["Properties"]["CodeUri"])


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_variable_read_is_set_and_every_one_set_is_read(function: str) -> None:
    files = imported_modules(ROOT / folder(function) / "app.py")
    found = [variables(file.read_text()) for file in files]
    given = FUNCTIONS[function]["Properties"]["Environment"]["Variables"]
    assert set().union(*(one.read for one in found)) >= given.keys() - POWERTOOLS
    reachable_only = {
        *("SECRET_PREFIX", "HOOK_SECRET_PREFIX"),
        *("SYNC_STATE_MACHINE", "DELETE_STATE_MACHINE", "EVENT_BUS"),
    }
    assert set().union(*(one.needed for one in found)) - given.keys() <= reachable_only


@pytest.mark.parametrize(
    ("code", "read", "needed"),
    [
        ('os.environ["A"]', {"A"}, {"A"}),
        ('environ["A"]', {"A"}, {"A"}),
        ('os.environ.get("A")', {"A"}, set()),
        ('os.environ.get("A", "b")', {"A"}, set()),
        ('os.getenv("A", "b")', {"A"}, set()),
        ('getenv("A")', {"A"}, set()),
        ('event["A"] + settings.get("B")', set(), set()),
    ],
)
def test_variables_are_found_however_they_are_read(
    code: str, read: set[str], needed: set[str]
) -> None:
    assert variables(code) == Variables(frozenset(read), frozenset(needed))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_folder_is_named_as_its_function(function: str) -> None:
    words = re.findall(r"[A-Z][a-z]+", function.removesuffix("Function"))
    assert folder(function) == "functions/" + "_".join(words).lower()


def test_functions_of_the_api_end_before_api_gateway_gives_up() -> None:
    """After 30 seconds it answers 503, and the function goes on: nobody would know what it did."""
    longest = TEMPLATE["Globals"]["Function"]["Timeout"]
    integrations = of_type("AWS::ApiGatewayV2::Integration").values()
    of_the_api = {one["Properties"]["IntegrationUri"]["Fn::GetAtt"][0] for one in integrations}
    assert len(of_the_api) == 5
    assert max(FUNCTIONS[one]["Properties"].get("Timeout", longest) for one in of_the_api) < 30


def test_every_folder_of_functions_is_deployed() -> None:
    folders = {f"functions/{path.parent.name}" for path in ROOT.glob("functions/*/app.py")}
    assert folders == {folder(function) for function in FUNCTIONS}


def test_policies_allow_exact_actions() -> None:
    found = [one for each in nested(RESOURCES, "Statement") for one in each]
    statements = [one for one in found if one["Effect"] != "Deny"]
    assert len(statements) > len(FUNCTIONS)
    for statement in statements:
        actions, resources = (_listed(statement[key]) for key in ("Action", "Resource"))
        assert not any("*" in action for action in actions), statement
        assert "*" not in resources, statement


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_every_parameter_is_explained_and_used() -> None:
    substitutions = [text for value in nested(TEMPLATE, "Fn::Sub") for text in _listed(value)[:1]]
    used = {*nested(TEMPLATE, "Ref"), *re.findall(r"\$\{(\w+)\}", "".join(substitutions))}
    for name, parameter in TEMPLATE["Parameters"].items():
        assert parameter["Description"], name
        assert name in used, name


def test_the_layer_holds_what_the_lock_file_says() -> None:
    locked = {
        package["name"]: package
        for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    }
    text = (ROOT / "layers/dependencies/requirements.txt").read_text()
    required = text.replace("\\\n", "").splitlines()
    assert required
    for line in required:
        pinned, *hashes = line.split()
        name, version = pinned.split("==")
        assert locked[name]["version"] == version
        assert {one.removeprefix("--hash=") for one in hashes} == _hashes(locked[name])


def _hashes(package: dict[str, Any]) -> set[str]:
    files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    return {file["hash"] for file in files}


# What who names nothing gets. Names without a default are asked for.
DEFAULTS = {
    "AdminEmail": "",
    "ReportingCurrency": "EUR",
    "FiscalYearStart": "1",
    "OidcIssuer": "",
    "OidcAudience": "",
    "Mfa": "OPTIONAL",
    "ScriptClient": "no",
    "GroupsClaim": "",
    "AdminGroup": "admins",
    "ViewerGroup": "viewers",
    "Scope": "openid email profile",
    "ConnectOrigins": "",
    "ConsoleUrl": "",
    "FixedAddress": "none",
    "AlarmEmail": "",
    "SourceRetrySeconds": 30,
    "CrashRetrySeconds": 2,
}


def test_nothing_has_to_be_named() -> None:
    given = {name: one["Default"] for name, one in TEMPLATE["Parameters"].items()}
    assert given == DEFAULTS


REFUSED = {
    "ConnectOrigins": ["http://a.example", "https://a.example/token", "https://*", "'self'", "*"],
    "AdminEmail": ["ada", "ada@", "ada @example.com"],
    "AlarmEmail": ["ops", "@example.com"],
    "ConsoleUrl": ["https://books.example.com", "http://books.example.com/", "books.example.com/"],
    "ReportingCurrency": ["eur", "EURO", ""],
    "Scope": ["email openid", "", "openid  email"],
}
TAKEN = {
    "ConnectOrigins": ["", "https://a.example", "https://a.example:8443 https://b.example"],
    "AdminEmail": ["", "ada@example.com"],
    "AlarmEmail": ["", "ops@example.com"],
    "ConsoleUrl": ["", "https://books.example.com/", "http://localhost:8000/"],
    "ReportingCurrency": ["USD"],
    "Scope": ["openid", "openid groups"],
}


@pytest.mark.parametrize("name", REFUSED)
def test_value_that_cannot_be_meant_is_refused(name: str) -> None:
    pattern = TEMPLATE["Parameters"][name]["AllowedPattern"]
    assert [value for value in REFUSED[name] if re.fullmatch(pattern, value)] == []
    assert [value for value in TAKEN[name] if not re.fullmatch(pattern, value)] == []


def test_limits_of_other_parameters() -> None:
    parameters = TEMPLATE["Parameters"]
    assert parameters["ScriptClient"]["AllowedValues"] == ["no", "yes"]
    assert parameters["FiscalYearStart"]["AllowedValues"] == [str(month) for month in range(1, 13)]
    for name in ("AdminGroup", "ViewerGroup"):
        assert parameters[name]["MinLength"] == 1
    for name in ("SourceRetrySeconds", "CrashRetrySeconds"):
        assert (parameters[name]["Type"], parameters[name]["MinValue"]) == ("Number", 1)


def test_outputs_name_what_people_need() -> None:
    outputs = {name: one["Value"] for name, one in TEMPLATE["Outputs"].items()}
    assert outputs.keys() == {
        *("ApiUrl", "SyncStateMachineArn", "OutgoingAddress", "EventBusName"),
        *("UserPoolId", "UserPoolClientId", "ScriptClientId", "TokenUrl"),
    }
    assert outputs["SyncStateMachineArn"] == {"Ref": "SyncStateMachine"}
    assert outputs["EventBusName"] == {"Fn::GetAtt": ["EventBus", "Name"]}
    assert outputs["UserPoolId"] == {"Ref": "PeoplePool"}
    assert outputs["UserPoolClientId"] == {"Ref": "UserPoolClient"}
    for name in ("UserPoolId", "UserPoolClientId"):
        assert TEMPLATE["Outputs"][name]["Condition"] == "CreateUserPool"
    assert outputs["ScriptClientId"] == {"Ref": "ScriptUserPoolClient"}
    domain = "${UserPoolDomain}.auth.${AWS::Region}.amazoncognito.com"
    assert outputs["TokenUrl"] == {"Fn::Sub": f"https://{domain}/oauth2/token"}
    for name in ("ScriptClientId", "TokenUrl"):
        assert TEMPLATE["Outputs"][name]["Condition"] == "CreateScriptClient"
