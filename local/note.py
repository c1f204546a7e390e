"""What a running `up` leaves for `token`, in a file a port."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".local"
PORT = 8000  # Of an `up` that is told no other.


def read(port: int) -> dict[str, str]:
    """Raises FileNotFoundError when nothing runs there."""
    note: dict[str, str] = json.loads(_file(port).read_text())
    return note


@contextmanager
def left(port: int, note: dict[str, str]) -> Iterator[None]:
    _file(port).write_text(json.dumps(note))
    try:
        yield
    finally:
        _file(port).unlink(missing_ok=True)


def _file(port: int) -> Path:
    return FOLDER / f"up-{port}.json"
