from collections.abc import Iterator

import pytest

from tests.deployed import api, commits_every_page, deployed, running, system_id
from tests.workflow.fault_matrix import without_pauses

__all__ = ["api", "commits_every_page", "deployed", "running", "system_id"]


@pytest.fixture
def no_pauses() -> Iterator[None]:
    with without_pauses():
        yield
