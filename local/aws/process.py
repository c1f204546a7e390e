"""What a stack changes in its process, and how that is undone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from local.aws import caches

_ONLY = Lock()


@contextmanager
def only_one() -> Iterator[None]:
    if not _ONLY.acquire(blocking=False):
        raise RuntimeError("There is one stack at a time: moto belongs to the whole process.")
    try:
        yield
    finally:
        _ONLY.release()


@contextmanager
def own_environment() -> Iterator[None]:
    """Variables are as before at the end, and nobody remembers what they were."""
    before = dict(os.environ)
    try:
        yield
    finally:
        caches.forget()
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
