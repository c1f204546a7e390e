"""How long a handler of the API takes, without the gateway and the network before it."""

import json
from collections.abc import Callable
from typing import Any

from local.aws.stack import Stack
from tests.fakes.bearer import authorized

ATTEMPTS = 5


def seconds(
    clock: Callable[[], float], stack: Stack, function: str, path: str, query: str = ""
) -> float:
    """The best of a few. A handler runs in a thread of its own: no clock of this thread sees it."""
    times = []
    for _ in range(ATTEMPTS):
        began = clock()
        get(stack, function, path, query)
        times.append(clock() - began)
    return min(times)


def get(stack: Stack, function: str, path: str, query: str = "") -> Any:
    """The answer's body."""
    caller = authorized(sub="ada", groups=["admins"])
    event = {
        "version": "2.0",
        "routeKey": f"GET {path}",
        "rawPath": path,
        "rawQueryString": query,
        "headers": caller["headers"],
        "queryStringParameters": dict(pair.split("=") for pair in query.split("&") if pair),
        "requestContext": {
            "requestId": "1",
            "stage": "$default",
            "http": {"method": "GET", "path": path},
            **caller["requestContext"],
        },
        "isBase64Encoded": False,
    }
    answer = json.loads(stack.functions.invoke(function, json.dumps(event).encode()).payload)
    assert answer["statusCode"] == 200, answer
    return json.loads(answer["body"])
