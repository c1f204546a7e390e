"""Who may use which route, and that no route is without a handler, a description and a test."""

import time

import pytest

from local.api_client import ApiClient
from local.connection import sync
from local.documents.openapi import document, operations
from local.running import Running
from tests.integration.http import Http, problem
from tests.integration.routes import KEYS, PRIVATE, ROUTES, SIGNED, Route
from tests.structure.project import of_type

UNAUTHORIZED, FORBIDDEN = 401, 403


def expected(route: Route) -> dict[str, int]:
    """The status by the kind of caller."""
    if route.public:
        return dict.fromkeys(("nobody", "expired", "elsewhere", "no group", "viewer", "admin"), 200)
    return {
        "nobody": UNAUTHORIZED,
        "expired": UNAUTHORIZED,
        "elsewhere": UNAUTHORIZED,
        "no group": FORBIDDEN,
        "viewer": route.status if route.reads else FORBIDDEN,
        "admin": route.status,
    }


def token(running: Running, caller: str) -> str | None:
    match caller:
        case "nobody":
            return None
        case "expired":
            return running.token(exp=int(time.time()) - 1)
        case "elsewhere":
            return running.token(aud="another-client")
        case "no group":
            return running.token("stranger", groups=[])
    return running.token(caller)


@pytest.mark.parametrize("route", ROUTES, ids=KEYS)
def test_who_may(running: Running, api: ApiClient, system_id: str, route: Route) -> None:
    sync_id = sync(api, system_id, "full")["id"] if "{sync_id}" in route.path else ""
    path = route.path.format(system_id=system_id, sync_id=sync_id)
    found = {}
    for caller in expected(route):
        client = Http(running, token(running, caller))
        found[caller] = client.call(route.method, path, route.request_body(running)).status_code
        client.close()
    assert found == expected(route)


@pytest.mark.parametrize("route", PRIVATE, ids=[route.key for route in PRIVATE])
def test_refusal_is_a_problem_and_changes_nothing(
    running: Running, http: Http, system_id: str, route: Route
) -> None:
    before = http.get("/systems").json()
    path = route.path.format(system_id=system_id, sync_id="20260131T080000-5f0c2a91")
    stranger = Http(running, running.token("stranger", groups=["viewer", "admin", "ADMINS"]))
    answer = stranger.call(route.method, path, route.request_body(running))
    stranger.close()
    problem(answer, 403, "NotAllowed")
    assert http.get("/systems").json() == before


@pytest.mark.parametrize("route", [each for each in ROUTES if "{system_id}" in each.path], ids=str)
@pytest.mark.parametrize("unknown", ["0123456789ab", "ü", "a b", "%2e%2e", "test2", "x" * 40])
def test_unknown_system(running: Running, http: Http, route: Route, unknown: str) -> None:
    path = route.path.format(system_id=unknown, sync_id="20260131T080000-5f0c2a91")
    problem(http.call(route.method, path, route.request_body(running)), 404, "SystemNotFound")


def test_no_route_without_handler_description_and_test() -> None:
    routes = of_type("AWS::ApiGatewayV2::Route").values()
    deployed = {route["Properties"]["RouteKey"] for route in routes} - {"$default"}
    described = {f"{method.upper()} {path}" for path, method, _ in operations(document())}
    assert deployed == {SIGNED, *(route.key for route in PRIVATE)}
    assert described == {SIGNED, *KEYS}
