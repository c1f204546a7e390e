"""One visit to the console: what a person who looks at one system and at reports asks the API for.

The browser keeps the console's files for a year; it asks for the page and its settings each time.
"""

import base64
import json
from typing import Any

from benchmarks.handlers import Handlers

CLAIMS = {"iss": "https://issuer.example", "sub": "a-person", "cognito:groups": ["viewers"]}


def visit(handlers: Handlers, system_id: str) -> None:
    system = {"system_id": system_id}
    for function, route, path, query in (
        ("console", "$default", "/", {}),
        ("console", "$default", "/config.json", {}),
        ("systems_api", "GET /systems", "/systems", {}),
        ("systems_api", "GET /systems/{system_id}", f"/systems/{system_id}", {}),
        ("syncs_api", "GET /systems/{system_id}/syncs", f"/systems/{system_id}/syncs", {}),
        ("revenue_api", "GET /systems/{system_id}/invoices", f"/systems/{system_id}/invoices", {}),
        ("revenue_api", "GET /revenue", "/revenue", {"by": "month"}),
        ("revenue_api", "GET /revenue", "/revenue", {"by": "month", "basis": "paid"}),
        ("revenue_api", "GET /revenue", "/revenue", {"by": "year"}),
    ):
        parameters = system if "{system_id}" in route else {}
        answer = handlers.invoke(function, event(route, path, query, parameters))
        if answer["statusCode"] != 200 and function != "console":
            raise RuntimeError(f"{path}: {answer['statusCode']} {answer['body']}")


def event(
    route: str, path: str, query: dict[str, str], parameters: dict[str, str]
) -> dict[str, Any]:
    """What API Gateway hands on of a viewer's GET request."""
    payload = base64.urlsafe_b64encode(json.dumps(CLAIMS).encode()).decode().rstrip("=")
    return {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": "&".join(f"{name}={value}" for name, value in query.items()),
        "headers": {"authorization": f"Bearer e30.{payload}.e30", "accept": "application/json"},
        "queryStringParameters": query,
        "pathParameters": parameters,
        "requestContext": {
            "http": {"method": "GET", "path": path, "sourceIp": "127.0.0.1"},
            "requestId": "a-request",
            "stage": "$default",
            "authorizer": {"jwt": {"claims": CLAIMS, "scopes": None}},
        },
        "isBase64Encoded": False,
    }
