"""The routes of an HTTP API, as the template has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_DEFAULT = "$default"


@dataclass(frozen=True)
class Route:
    """`method` is "ANY" where the path takes all. `function`: an ARN. `authorizer`: a logical id,
    None for an open route."""

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

    def __init__(self, api: Mapping[str, Any]) -> None:
        integrations = of_kind(api, "Integration")
        self.routes = [
            _route(properties, integrations) for properties in of_kind(api, "Route").values()
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


def of_kind(api: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Properties by logical id of what is an AWS::ApiGatewayV2::`kind`."""
    return {
        name: resource["Properties"]
        for name, resource in api.items()
        if resource["Type"] == f"AWS::ApiGatewayV2::{kind}"
    }


def _route(properties: Mapping[str, Any], integrations: Mapping[str, Any]) -> Route:
    method, _, path = properties["RouteKey"].partition(" ")
    integration = integrations[properties["Target"].removeprefix("integrations/")]
    return Route(
        method=method if path else "ANY",
        path=path or _DEFAULT,
        function=integration["IntegrationUri"],
        authorizer=properties.get("AuthorizerId"),
        scopes=tuple(properties.get("AuthorizationScopes", ())),
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
