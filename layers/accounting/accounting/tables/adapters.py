"""What pydantic makes of a class, to read and write what is stored of it."""

from typing import Any

from pydantic import TypeAdapter

_made: dict[object, TypeAdapter[Any]] = {}


def adapter[T](kind: type[T]) -> TypeAdapter[T]:
    """Made when it is first needed: each takes milliseconds of a start, and no function needs all
    of them."""
    if kind not in _made:
        _made[kind] = TypeAdapter(kind)
    return _made[kind]
