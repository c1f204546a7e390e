"""The routes of an HTTP API, read from the OpenAPI body SAM made of the template's events."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ANY = "x-amazon-apigateway-any-method"
_METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", _ANY}
_DEFAULT = "$default"


@dataclass(frozen=True)
class Route:
    """`method` is "ANY" where the path takes all. `authorizer` is None for an open route."""

    method: str
    path: str
    function: str
    authorizer: str | None
    scopes: tuple[str, ...]

    @property
    def key(self) -> str:
        return _DEFAULT if self.path == _DEFAULT else f"{self.method} {self.path}"


@dataclass(frozen=True)
class Match:
    route: Route
    path_parameters: dict[str, str]


class Routes:
    """Finds the most specific route, as API Gateway does: an exact path before one with variables,
    a variable before a greedy one, a named method before ANY, and `$default` last."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self.routes = [
            _route(path, method, operation)
            for path, operations in body["paths"].items()
            for method, operation in operations.items()
            if method in _METHODS
        ]
        self._patterns = [
            (route, _pattern(route.path)) for route in sorted(self.routes, key=_specificity)
        ]

    def find(self, method: str, path: str) -> Match | None:
        for route, pattern in self._patterns:
            found = pattern.fullmatch(path)
            if found and route.method in (method, "ANY"):
                values = zip(_names(route.path), found.groups(), strict=True)
                return Match(route, dict(values))
        return None


def _route(path: str, method: str, operation: Mapping[str, Any]) -> Route:
    security = operation.get("security") or []
    authorizer = next(iter(security[0]), None) if security else None
    uri = operation["x-amazon-apigateway-integration"]["uri"]
    return Route(
        method="ANY" if method == _ANY else method.upper(),
        path=path if path.startswith("/") else f"/{path}" if path != _DEFAULT else path,
        function=uri.split("/functions/")[1].removesuffix("/invocations"),
        authorizer=authorizer if authorizer != "NONE" else None,
        scopes=tuple(security[0][authorizer]) if authorizer else (),
    )


def _pattern(path: str) -> re.Pattern[str]:
    if path == _DEFAULT:
        return re.compile(r".*", re.DOTALL)
    parts = re.split(r"(\{[^}]+\})", path)
    return re.compile("".join(_part(part) for part in parts), re.DOTALL)


def _part(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    return "(.+)" if part.endswith("+}") else "([^/]+)"


def _names(path: str) -> list[str]:
    return re.findall(r"\{([^}+]+)\+?\}", path)


def _specificity(route: Route) -> tuple[object, ...]:
    if route.path == _DEFAULT:
        return (1, (), True)
    segments = tuple(_generality(segment) for segment in route.path.split("/"))
    return (0, segments, route.method == "ANY")


def _generality(segment: str) -> int:
    return 2 if segment.endswith("+}") else 1 if segment.startswith("{") else 0
