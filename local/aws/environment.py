"""All functions share this process, so they share its environment variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# Differs by function; `Functions` sets it while a function's module is imported.
_OWN = {"POWERTOOLS_SERVICE_NAME"}


class ConflictingVariableError(Exception):
    """A name means different things in two functions, which one process cannot give them."""


def shared_environment(functions: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Merge the variables of all functions (logical id → variables)."""
    merged: dict[str, str] = {}
    for variables in functions.values():
        for name, value in variables.items():
            if name not in _OWN and merged.setdefault(name, value) != value:
                holders = ", ".join(_values(functions, name))
                raise ConflictingVariableError(f"{name} has different values: {holders}")
    return merged


def _values(functions: Mapping[str, Mapping[str, str]], name: str) -> Iterable[str]:
    return (f"{id}={v[name]!r}" for id, v in functions.items() if name in v)
