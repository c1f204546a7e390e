"""What handlers print goes to a file; the terminal is for what people read."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

_ENOUGH_BYTES = 10_000_000


@contextmanager
def to_file(path: Path) -> Iterator[TextIO]:
    """Yields the terminal. Must come before handlers are imported: loggers keep the stdout they
    were made with."""
    terminal = sys.stdout
    if isinstance(terminal, TextIOWrapper):
        terminal.reconfigure(line_buffering=True)  # Who reads along through a pipe reads at once.
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        path.open("a" if _is_small(path) else "w", buffering=1) as file,
        redirect_stdout(file),
        redirect_stderr(file),
    ):
        logging.basicConfig(stream=file, level=logging.WARNING, force=True)
        yield terminal


def _is_small(path: Path) -> bool:
    return path.exists() and path.stat().st_size < _ENOUGH_BYTES
