from typing import Any

import pytest

from local.web.routes import Match, Routes

SECURED = {"AuthorizerId": "Oidc", "AuthorizationScopes": ["read"]}
KEYS = {
    "$default": {},
    "GET /systems": {},
    "POST /systems/test": {},
    "GET /systems/{system_id}": SECURED,
    "PATCH /systems/{system_id}": {},
    "POST /systems/{system_id}/test": {},
    "ANY /assets/{proxy+}": {},
    "GET /assets/one": {},
}
INTEGRATION = {"Type": "AWS::ApiGatewayV2::Integration", "Properties": {"IntegrationUri": "F"}}


def resource(key: str, authorization: dict[str, Any]) -> dict[str, Any]:
    properties = {"RouteKey": key, "Target": "integrations/I", **authorization}
    return {"Type": "AWS::ApiGatewayV2::Route", "Properties": properties}


ROUTES = Routes({"I": INTEGRATION} | {key: resource(key, KEYS[key]) for key in KEYS})


def find(method: str, path: str) -> Match:
    match = ROUTES.find(method, path)
    assert match
    return match


@pytest.mark.parametrize(
    ("method", "path", "key", "parameters"),
    [
        ("GET", "/systems", "GET /systems", {}),
        ("POST", "/systems/test", "POST /systems/test", {}),
        ("GET", "/systems/test", "GET /systems/{system_id}", {"system_id": "test"}),
        ("POST", "/systems/a/test", "POST /systems/{system_id}/test", {"system_id": "a"}),
        ("GET", "/assets/one", "GET /assets/one", {}),
        ("POST", "/assets/one", "ANY /assets/{proxy+}", {"proxy": "one"}),
        ("GET", "/assets/a/b.js", "ANY /assets/{proxy+}", {"proxy": "a/b.js"}),
        ("GET", "/", "$default", {}),
        ("DELETE", "/systems/a", "$default", {}),
    ],
)
def test_the_most_specific_route_wins(
    method: str, path: str, key: str, parameters: dict[str, str]
) -> None:
    match = find(method, path)
    assert (match.route.key, match.path_parameters) == (key, parameters)


def test_routes_know_who_may_use_them() -> None:
    assert find("GET", "/systems").route.authorizer is None
    secured = find("GET", "/systems/a").route
    assert (secured.authorizer, secured.scopes, secured.function) == ("Oidc", ("read",), "F")
