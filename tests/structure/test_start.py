"""What a function imports when it starts: nothing heavy that its requests can do without."""

import subprocess
import sys

import pytest

from tests.structure.project import FUNCTIONS, LAYER, ROOT

CALLING_OUT = {"requests", "requests_hardened", "charset_normalizer", "idna"}
ROUTES = {"aws_lambda_powertools.event_handler"}
AWS = {"boto3", "botocore", "pydantic", "aws_lambda_powertools"}
# boto3 brings S3's transfers; only Powertools' Idempotency wants it.
SELDOM = {"boto3", "s3transfer", "aws_lambda_powertools.utilities.idempotency"}
NOT_AT_START = {
    "ConsoleFunction": CALLING_OUT | ROUTES | AWS,
    "HooksApiFunction": CALLING_OUT,
    "RevenueApiFunction": CALLING_OUT,
    "SyncsApiFunction": CALLING_OUT,
    "SystemsApiFunction": CALLING_OUT | {"accounting.domain.atoms"},
    "DailySyncFunction": CALLING_OUT | ROUTES,
    "NotifyFunction": CALLING_OUT | ROUTES,
    "SyncBeginFunction": CALLING_OUT | ROUTES,
    "SyncEndFunction": CALLING_OUT | ROUTES,
    "SyncStepFunction": CALLING_OUT | ROUTES,
    "SystemDeleteFunction": CALLING_OUT | ROUTES,
}
SHOW = "import sys, app; print(*sys.modules)"
COUNT = "import gc, app; print(sum(one['collections'] for one in gc.get_stats()))"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_start_imports_nothing_that_is_heavy_and_seldom_needed(function: str) -> None:
    imported = imports(function)
    assert "app" in imported
    assert imported & (SELDOM | NOT_AT_START[function]) == set()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_start_seldom_looks_for_garbage(function: str) -> None:
    """Without what `accounting` says to the collector it does fifty times."""
    assert int(started(function, COUNT)) < 20


def imports(function: str) -> set[str]:
    """The modules of a process that has started the function and done nothing else."""
    return set(started(function, SHOW).split())


def started(function: str, code: str) -> str:
    """What a process of its own prints that runs this code in the function's folder."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / FUNCTIONS[function]["Properties"]["CodeUri"],
        env={"PYTHONPATH": str(LAYER.parent), "POWERTOOLS_SERVICE_NAME": function},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
