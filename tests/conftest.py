"""The order of the tests, and which of them run in one process."""

import gc
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TESTS = Path(__file__).parent
# Longest first: what is long and starts last keeps one worker busy while the others have ended.
FIRST = ("console", "deploy", "package", "workflow", "integration", "contract", "tools")


class LoadSuite(LoadScopeScheduling):  # type: ignore[misc]
    """A file is tested by one worker; all of the console is, for its tests share a browser and the
    product that it looks at."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "tests/console" if file.startswith("tests/console/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadSuite:
    return LoadSuite(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one folder keep their order."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    folder = item.path.relative_to(TESTS).parts[0]
    return FIRST.index(folder) if folder in FIRST else len(FIRST)


def pytest_collection_finish() -> None:
    """All modules are imported now. What they made stays, a million objects: a garbage collector
    that looks through it again and again takes a quarter of the time."""
    gc.collect()
    gc.freeze()
