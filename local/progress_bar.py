"""A bar in the terminal that follows a sync to its end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn


@contextmanager
def following(name: str, console: Console) -> Iterator[Callable[[dict[str, Any]], None]]:
    """What the sync's record is shown to, each time somebody has looked at it."""
    columns = (TextColumn("[bold]{task.description:9}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task(name, total=None)

        def show(record: dict[str, Any]) -> None:
            bar.update(task, total=record["steps_total"], completed=record["steps_done"])

        yield show
