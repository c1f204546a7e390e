"""The HTTP API: which route leads where, and with which token."""

from typing import Any

import pytest

from tests.structure.agreed import CLIENT_ID, HERE, ISSUER, SCRIPT_CLIENT
from tests.structure.project import RESOURCES, TEMPLATE, arn, of_type, properties, ref, sub

ROUTES = {
    "SystemsApi": {
        "GET /systems",
        "POST /systems",
        "GET /systems/{system_id}",
        "PATCH /systems/{system_id}",
        "DELETE /systems/{system_id}",
        "POST /systems/{system_id}/test",
        "POST /systems/test",
        "POST /systems/{system_id}/rates/preview",
        "POST /systems/{system_id}/hook-key",
        "DELETE /systems/{system_id}/hook-key",
    },
    "SyncsApi": {
        "POST /systems/{system_id}/syncs",
        "GET /systems/{system_id}/syncs",
        "GET /systems/{system_id}/syncs/{sync_id}",
        "POST /systems/{system_id}/syncs/{sync_id}/cancel",
        "GET /systems/{system_id}/events",
    },
    "RevenueApi": {"GET /revenue", "GET /invoices", "GET /systems/{system_id}/invoices"},
    "HooksApi": {"POST /hooks/whmcs/{system_id}"},
    "Console": {"$default"},
}
WITHOUT_A_TOKEN = {"$default", "POST /hooks/whmcs/{system_id}"}


def test_api_is_one_address_for_console_and_routes() -> None:
    assert properties("HttpApi") == {"Name": ref("AWS::StackName"), "ProtocolType": "HTTP"}
    assert TEMPLATE["Outputs"]["ApiUrl"]["Value"] == HERE


def test_token_is_of_our_issuer_and_for_our_clients() -> None:
    scripts = {"Fn::If": ["CreateScriptClient", SCRIPT_CLIENT, ref("AWS::NoValue")]}
    assert properties("Authorizer") == {
        "ApiId": ref("HttpApi"),
        "Name": "oidc",
        "AuthorizerType": "JWT",
        "IdentitySource": ["$request.header.Authorization"],
        "JwtConfiguration": {"Issuer": ISSUER, "Audience": [CLIENT_ID, scripts]},
    }
    console = properties("ConsoleFunction")["Environment"]["Variables"]
    assert (console["OIDC_ISSUER"], console["OIDC_CLIENT_ID"]) == (ISSUER, CLIENT_ID)


def route(key: str, name: str) -> dict[str, Any]:
    guard = {"AuthorizationType": "JWT", "AuthorizerId": ref("Authorizer")}
    return {
        "ApiId": ref("HttpApi"),
        "RouteKey": key,
        "Target": sub(f"integrations/${{{name}Integration}}"),
        **({} if key in WITHOUT_A_TOKEN else guard),
    }


def test_routes_lead_to_their_functions_and_need_a_token() -> None:
    given = [one["Properties"] for one in of_type("AWS::ApiGatewayV2::Route").values()]
    expected = {key: route(key, name) for name, keys in ROUTES.items() for key in keys}
    assert {one["RouteKey"]: one for one in given} == expected
    assert len(given) == len(expected)


@pytest.mark.parametrize("name", ROUTES)
def test_api_gateway_may_call_the_function_and_nobody_else(name: str) -> None:
    assert properties(f"{name}Integration") == {
        "ApiId": ref("HttpApi"),
        "IntegrationType": "AWS_PROXY",
        "PayloadFormatVersion": "2.0",
        "IntegrationUri": arn(f"{name}Function"),
    }
    api = "${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${HttpApi}"
    assert properties(f"{name}Permission") == {
        "Action": "lambda:InvokeFunction",
        "FunctionName": ref(f"{name}Function"),
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": sub(f"arn:{api}/*"),
    }


def test_stage_is_throttled_more_where_no_token_is_needed() -> None:
    stage = properties("Stage")
    assert (stage["ApiId"], stage["StageName"]) == (ref("HttpApi"), "$default")
    assert stage["AutoDeploy"] is True
    assert stage["DefaultRouteSettings"] == {
        "ThrottlingBurstLimit": 100,
        "ThrottlingRateLimit": 50,
    }
    assert stage["RouteSettings"] == {
        "$default": {"ThrottlingBurstLimit": 40, "ThrottlingRateLimit": 10},
        "POST /hooks/whmcs/{system_id}": {"ThrottlingBurstLimit": 20, "ThrottlingRateLimit": 5},
    }
    assert stage["RouteSettings"].keys() == WITHOUT_A_TOKEN
    # API Gateway refuses settings of a route that is not there yet.
    needed = {properties(name)["RouteKey"] for name in RESOURCES["Stage"]["DependsOn"]}
    assert needed == WITHOUT_A_TOKEN


def test_access_log_says_who_asked_for_what_and_how_it_went() -> None:
    settings = properties("Stage")["AccessLogSettings"]
    assert settings["DestinationArn"] == arn("AccessLog")
    for name in ("requestId", "requestTime", "identity.sourceIp", "routeKey", "status"):
        assert f'"$context.{name}"' in settings["Format"]
    assert "\n" not in settings["Format"]  # API Gateway takes one line.
