"""The people of the own user pool, and what becomes of them and all else that is kept."""

from typing import Any

import pytest

from accounting.api import access
from tests.structure.agreed import HERE
from tests.structure.project import RESOURCES, TEMPLATE, properties, ref

ELSEWHERE = {"Fn::If": ["HasConsoleUrl", ref("ConsoleUrl"), ref("AWS::NoValue")]}
MAIL = {
    "EmailSubject": "Revenue of our WHMCS installations",
    "EmailMessage": {
        "Fn::Sub": [
            "Sign in at ${Url} as {username} with the password {####} "
            "which you are then asked to change.",
            {"Url": {"Fn::If": ["HasConsoleUrl", ref("ConsoleUrl"), HERE]}},
        ]
    },
}


def test_nobody_registers_and_what_protects_people_is_on() -> None:
    assert properties("PeoplePool") == {
        "DeletionProtection": "ACTIVE",
        "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True, "InviteMessageTemplate": MAIL},
        "UsernameAttributes": ["email"],
        "UsernameConfiguration": {"CaseSensitive": False},
        "AutoVerifiedAttributes": ["email"],
        "MfaConfiguration": ref("Mfa"),
        "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
        "Policies": {"PasswordPolicy": {"MinimumLength": 14}},
    }
    assert TEMPLATE["Parameters"]["Mfa"]["Default"] == "OPTIONAL"
    assert TEMPLATE["Parameters"]["Mfa"]["AllowedValues"] == ["OPTIONAL", "ON"]


def test_sign_in_is_the_code_flow_and_returns_to_our_addresses_only() -> None:
    assert properties("UserPoolClient") == {
        "UserPoolId": ref("PeoplePool"),
        "AllowedOAuthFlowsUserPoolClient": True,
        "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": {"Fn::Split": [" ", ref("Scope")]},
        "CallbackURLs": [HERE, ELSEWHERE],
        "LogoutURLs": [HERE, ELSEWHERE],
        "SupportedIdentityProviders": ["COGNITO"],
        "PreventUserExistenceErrors": "ENABLED",
    }


def test_scripts_get_tokens_by_their_secret_and_nobody_signs_in_as_one() -> None:
    assert properties("ScriptUserPoolClient") == {
        "UserPoolId": ref("PeoplePool"),
        "GenerateSecret": True,
        "AllowedOAuthFlowsUserPoolClient": True,
        "AllowedOAuthFlows": ["client_credentials"],
        "AllowedOAuthScopes": [access.READ_SCOPE, access.ADMIN_SCOPE],
        "ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"],
    }
    # Cognito refuses scopes that do not exist yet.
    assert RESOURCES["ScriptUserPoolClient"]["DependsOn"] == "ApiResourceServer"


def test_scopes_bear_the_names_that_the_api_compares_with() -> None:
    server = properties("ApiResourceServer")
    assert server["UserPoolId"] == ref("PeoplePool")
    scopes = [f"{server['Identifier']}/{scope['ScopeName']}" for scope in server["Scopes"]]
    assert scopes == [access.READ_SCOPE, access.ADMIN_SCOPE]


def test_domain_of_the_sign_in_pages_is_legal_whatever_the_name_of_the_stack() -> None:
    stack_id = {"Fn::Select": [2, {"Fn::Split": ["/", ref("AWS::StackId")]}]}
    assert properties("UserPoolDomain") == {
        "UserPoolId": ref("PeoplePool"),
        "Domain": {"Fn::Sub": ["revenue-${Id}", {"Id": stack_id}]},
    }


@pytest.mark.parametrize(
    ("resource", "name"), [("PoolAdminsGroup", "AdminGroup"), ("PoolViewersGroup", "ViewerGroup")]
)
def test_groups_bear_the_names_that_the_api_compares_with(resource: str, name: str) -> None:
    given = dict(properties(resource))
    assert given.pop("Description")
    assert given == {"UserPoolId": ref("PeoplePool"), "GroupName": ref(name)}


def test_first_administrator_is_one() -> None:
    assert properties("AdminUser") == {
        "UserPoolId": ref("PeoplePool"),
        "Username": ref("AdminEmail"),
        "DesiredDeliveryMediums": ["EMAIL"],
        "UserAttributes": [
            {"Name": "email", "Value": ref("AdminEmail")},
            {"Name": "email_verified", "Value": "true"},
        ],
    }
    assert properties("AdminUserInGroup") == {
        "UserPoolId": ref("PeoplePool"),
        "GroupName": ref("PoolAdminsGroup"),
        "Username": ref("AdminUser"),
    }


CONDITIONS = {
    **dict.fromkeys(
        ("PeoplePool", "UserPoolClient", "UserPoolDomain", "PoolAdminsGroup", "PoolViewersGroup"),
        "CreateUserPool",
    ),
    **dict.fromkeys(("AdminUser", "AdminUserInGroup"), "CreateAdmin"),
    **dict.fromkeys(("ApiResourceServer", "ScriptUserPoolClient"), "CreateScriptClient"),
    "AlarmSubscription": "HasAlarmEmail",
}


def test_only_these_resources_depend_on_parameters() -> None:
    """Besides those of the network, which tests/structure/test_network.py makes."""
    given = {
        name: one["Condition"]
        for name, one in RESOURCES.items()
        if "Condition" in one and not one["Type"].startswith("AWS::EC2::")
    }
    assert given == CONDITIONS


@pytest.mark.parametrize("name", ["PeoplePool", "AdminUser", "AdminUserInGroup"])
def test_people_survive_the_stack_and_another_first_administrator(name: str) -> None:
    assert RESOURCES[name]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert RESOURCES[name]["UpdateReplacePolicy"] == "Retain"


def empty(parameter: str) -> dict[str, Any]:
    return {"Fn::Equals": [ref(parameter), ""]}


def given(parameter: str) -> dict[str, Any]:
    return {"Fn::Not": [empty(parameter)]}


def test_conditions_ask_whether_a_parameter_was_given() -> None:
    assert TEMPLATE["Conditions"] == {
        "CreateUserPool": empty("OidcIssuer"),
        "CreateAdmin": {"Fn::And": [{"Condition": "CreateUserPool"}, given("AdminEmail")]},
        "CreateScriptClient": {
            "Fn::And": [
                {"Condition": "CreateUserPool"},
                {"Fn::Equals": [ref("ScriptClient"), "yes"]},
            ]
        },
        "HasAlarmEmail": given("AlarmEmail"),
        "HasConsoleUrl": given("ConsoleUrl"),
        "HasGroupsClaim": given("GroupsClaim"),
        "HasNatInstance": {"Fn::Equals": [ref("FixedAddress"), "nat-instance"]},
        "HasNatGateway": {"Fn::Equals": [ref("FixedAddress"), "nat-gateway"]},
        "HasFixedAddress": {
            "Fn::Or": [{"Condition": "HasNatInstance"}, {"Condition": "HasNatGateway"}]
        },
    }


def test_contradicting_parameters_are_refused() -> None:
    own, yours = TEMPLATE["Rules"]["OwnUserPool"], TEMPLATE["Rules"]["YourProvider"]
    assert (own["RuleCondition"], yours["RuleCondition"]) == (
        empty("OidcIssuer"),
        given("OidcIssuer"),
    )
    assert [each["Assert"] for each in own["Assertions"]] == [empty("OidcAudience")]
    assert [each["Assert"] for each in yours["Assertions"]] == [
        given("OidcAudience"),
        empty("AdminEmail"),
        {"Fn::Equals": [ref("ScriptClient"), "no"]},
    ]


def test_retained_are_only_people_data_and_logs() -> None:
    retained = {name for name, one in RESOURCES.items() if "DeletionPolicy" in one}
    assert retained == {
        *("PeoplePool", "AdminUser", "AdminUserInGroup"),
        *("SystemsTable", "InvoicesTable", "RevenueTable", "SyncsTable", "EventsTable"),
        *("LogGroup", "AccessLog"),
    }
