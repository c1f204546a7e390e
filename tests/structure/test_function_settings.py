"""The functions and state machines: what each is given, and what its role allows."""

from typing import Any

import pytest

from tests.structure.agreed import CLIENT_ID, ISSUER, SCRIPT_CLIENT
from tests.structure.project import (
    FUNCTIONS,
    STATE_MACHINES,
    TEMPLATE,
    arn,
    definition,
    of_type,
    properties,
    ref,
    sub,
)

GLOBALS = TEMPLATE["Globals"]["Function"]

# Seconds and megabytes. More memory is more processor: 1,769 MB are one whole one.
LIMITS = {
    "SystemsApiFunction": (29, 1024),
    "SyncsApiFunction": (29, 512),
    "RevenueApiFunction": (29, 1769),
    "HooksApiFunction": (29, 1024),
    "ConsoleFunction": (29, 512),
    "SyncBeginFunction": (29, 512),
    "SyncStepFunction": (120, 1769),
    "SyncEndFunction": (29, 1769),
    "DailySyncFunction": (120, 512),
    "NotifyFunction": (29, 512),
    "SystemDeleteFunction": (120, 1769),
}

# What a name means, in whichever function it stands.
VARIABLES: dict[str, Any] = {
    "ADMIN_GROUP": ref("AdminGroup"),
    "VIEWER_GROUP": ref("ViewerGroup"),
    "GROUPS_CLAIM": {
        "Fn::If": [
            "HasGroupsClaim",
            ref("GroupsClaim"),
            {"Fn::If": ["CreateUserPool", "cognito:groups", "groups"]},
        ]
    },
    "SCRIPT_CLIENT_ID": {"Fn::If": ["CreateScriptClient", SCRIPT_CLIENT, ""]},
    "OIDC_ISSUER": ISSUER,
    "OIDC_CLIENT_ID": CLIENT_ID,
    "OIDC_SCOPE": ref("Scope"),
    "CONNECT_ORIGINS": ref("ConnectOrigins"),
    "OUTGOING_ADDRESS": {
        "Fn::If": [
            "HasNatGateway",
            ref("GatewayAddress"),
            {"Fn::If": ["HasNatInstance", ref("InstanceAddress"), ""]},
        ]
    },
    "REPORTING_CURRENCY": ref("ReportingCurrency"),
    "FISCAL_YEAR_START": ref("FiscalYearStart"),
    "SOURCE_ADDRESSES": "public",
    "SECRET_PREFIX": sub("${AWS::StackName}/systems/"),
    "HOOK_SECRET_PREFIX": sub("${AWS::StackName}/hooks/"),
    "SPREAD_SECONDS": "60",
    "WORK_SECONDS": "45",
    "SYSTEMS_TABLE": ref("SystemsTable"),
    "INVOICES_TABLE": ref("InvoicesTable"),
    "REVENUE_TABLE": ref("RevenueTable"),
    "SYNCS_TABLE": ref("SyncsTable"),
    "IDEMPOTENCY_TABLE": ref("IdempotencyTable"),
    "EVENTS_TABLE": ref("EventsTable"),
    "EVENT_BUS": {"Fn::GetAtt": ["EventBus", "Name"]},
    "SYNC_STATE_MACHINE": ref("SyncStateMachine"),
    "ALARM_TOPIC": ref("AlarmTopic"),
    "CONSOLE_URL": {
        "Fn::If": [
            "HasConsoleUrl",
            ref("ConsoleUrl"),
            sub("https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/"),
        ]
    },
    "DELETE_STATE_MACHINE": ref("DeleteStateMachine"),
}
PASSWORDS, HOOK_KEYS = (
    sub(
        "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:"
        f"secret:${{AWS::StackName}}/{folder}/*"
    )
    for folder in ("systems", "hooks")
)
# Which may be read, by whom; the function that a WHMCS calls reads no password.
READ = {
    "SystemsApiFunction": [PASSWORDS],
    "SyncStepFunction": [PASSWORDS],
    "HooksApiFunction": [HOOK_KEYS],
}
INVOKES = {
    "SyncStateMachine": ["SyncBeginFunction", "SyncStepFunction", "SyncEndFunction"],
    "DeleteStateMachine": ["SystemDeleteFunction"],
}


EVENTS = {
    "DailySyncFunction": {"Events"},
    "SyncEndFunction": {"Events", "EventInvokeConfig"},
    "NotifyFunction": {"Events", "EventInvokeConfig"},
}
EXECUTIONS = (
    "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}"
    ":execution:${SyncStateMachine.Name}:*"
)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_has_its_time_and_memory(name: str) -> None:
    given = GLOBALS | properties(name)
    assert (given["Timeout"], given["MemorySize"]) == LIMITS[name]


def test_functions_have_all_else_in_common() -> None:
    assert GLOBALS["Runtime"] == "python3.13"
    assert GLOBALS["Architectures"] == ["arm64"]
    assert GLOBALS["Handler"] == "app.handler"
    assert GLOBALS["Layers"] == [ref("DependenciesLayer"), ref("AccountingLayer")]
    assert GLOBALS["Environment"]["Variables"] == {
        "POWERTOOLS_LOG_LEVEL": "INFO",
        "POWERTOOLS_METRICS_NAMESPACE": ref("AWS::StackName"),
    }
    own = {"Description", "CodeUri", "MemorySize", "Timeout", "Environment", "Policies"}
    own |= {"VpcConfig"}  # tests/structure/test_network.py
    for name, function in FUNCTIONS.items():
        assert function["Properties"].keys() <= own | EVENTS.get(name, set()), name


@pytest.mark.parametrize("name", FUNCTIONS)
def test_variable_has_one_meaning(name: str) -> None:
    variables = dict(properties(name)["Environment"]["Variables"])
    folder = properties(name)["CodeUri"].removeprefix("functions/")
    assert variables.pop("POWERTOOLS_SERVICE_NAME") == folder
    assert variables == {each: VARIABLES[each] for each in variables}


@pytest.mark.parametrize(
    ("layer", "folder"),
    [("DependenciesLayer", "dependencies"), ("AccountingLayer", "accounting")],
)
def test_layer_is_built_for_the_functions_that_use_it(layer: str, folder: str) -> None:
    given = dict(properties(layer))
    assert given.pop("Description")
    assert given == {
        "ContentUri": f"layers/{folder}",
        "CompatibleRuntimes": ["python3.13"],
        "CompatibleArchitectures": GLOBALS["Architectures"],
        "RetentionPolicy": "Delete",
    }
    assert of_type("AWS::Serverless::LayerVersion")[layer]["Metadata"] == {
        "BuildMethod": "python3.13",
        "BuildArchitecture": "arm64",
    }


def statements(name: str) -> list[dict[str, Any]]:
    policies = properties(name).get("Policies", [])
    assert all(policy.keys() == {"Version", "Statement"} for policy in policies)
    assert all(policy["Version"] == "2012-10-17" for policy in policies)
    return [one for policy in policies for one in policy["Statement"]]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_may_touch_only_the_secrets_of_this_stack(name: str) -> None:
    readable = []
    for statement in statements(name):
        assert statement["Effect"] == "Allow"
        actions = listed(statement["Action"])
        if any(action.startswith("secretsmanager:") for action in actions):
            assert all(each in (PASSWORDS, HOOK_KEYS) for each in listed(statement["Resource"]))
        if "secretsmanager:GetSecretValue" in actions:
            readable += listed(statement["Resource"])
    assert readable == READ.get(name, [])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_has_a_name_for_each_resource_that_it_may_touch(name: str) -> None:
    """And may touch each that it has a name for. An index goes with its table."""
    variables = properties(name)["Environment"]["Variables"]
    named = {
        one["Ref"]
        for key, one in variables.items()
        if key.endswith(("_TABLE", "_MACHINE", "_TOPIC"))
    }
    named |= {"EventBus"} if "EVENT_BUS" in variables else set()
    allowed = set()
    for statement in statements(name):
        for resource in listed(statement["Resource"]):
            match resource:
                case {"Ref": str(found)} | {"Fn::GetAtt": [str(found), "Arn"]}:
                    allowed.add(found)
                case {"Fn::Sub": "${SyncsTable.Arn}/index/by_start"}:
                    allowed.add("SyncsTable")
                case {"Fn::Sub": "${EventsTable.Arn}/index/outbox"}:
                    allowed.add("EventsTable")
                case {"Fn::Sub": str(found)} if found == EXECUTIONS:
                    allowed.add("SyncStateMachine")
                case other:
                    assert other in (PASSWORDS, HOOK_KEYS)
    assert allowed == named


@pytest.mark.parametrize("name", STATE_MACHINES)
def test_state_machine_may_invoke_what_it_invokes(name: str) -> None:
    arns = [arn(function) for function in INVOKES[name]]
    (statement,) = statements(name)
    assert (statement["Effect"], statement["Action"]) == ("Allow", "lambda:InvokeFunction")
    assert listed(statement["Resource"]) == arns
    tasks = [one for one in definition(name)[1]["States"].values() if one["Type"] == "Task"]
    assert {task["Parameters"]["FunctionName"].strip("${}") for task in tasks} == set(INVOKES[name])


@pytest.mark.parametrize("name", STATE_MACHINES)
def test_state_machine_is_traced_and_filled_with_what_the_template_knows(name: str) -> None:
    given = properties(name)
    assert given["Tracing"] == {"Enabled": True}
    filled: dict[str, Any] = {function: arn(function) for function in INVOKES[name]}
    filled |= {"Partition": ref("AWS::Partition"), "CrashRetrySeconds": ref("CrashRetrySeconds")}
    if name == "SyncStateMachine":
        filled["SourceRetrySeconds"] = ref("SourceRetrySeconds")
    assert given["DefinitionSubstitutions"] == filled
