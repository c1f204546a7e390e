"""The runtime of the package tests holds a function to the memory the template gives it."""

from pathlib import Path
from typing import Any

import pytest

from local.lambda_runtime import runtime_folder
from tests.package.runtime import limits, running

FUNCTION = "SyncEndFunction"
HANDLER = """
def handler(event, context):
    return [len(bytearray(event["mb"] << 20)), context.memory_limit_in_mb]
"""


@pytest.mark.parametrize("share", [0.5, 1.1])
def test_more_memory_than_the_template_gives_is_not_to_be_had(tmp_path: Path, share: float) -> None:
    (tmp_path / FUNCTION).mkdir()
    (tmp_path / FUNCTION / "app.py").write_text(HANDLER)
    runtime = runtime_folder(tmp_path / "runtime")
    _, memory_mb = limits(FUNCTION)
    wanted = int(memory_mb * share)
    with running(tmp_path, runtime, FUNCTION, {}) as function:
        answer: Any = function.invoke({"mb": wanted})
    if share < 1:
        assert answer == [wanted << 20, str(memory_mb)]
    else:
        assert answer["errorType"] == "MemoryError"
