"""Which files are changed, and which tests are run on a change of each: the likely ones first."""

from collections.abc import Iterator
from pathlib import Path

LAYER = "layers/accounting/accounting"
SOURCES = (
    f"{LAYER}/**/*.py",
    "functions/*/app.py",
    "statemachines/*.asl.json",
    "template.yaml",
)

# Each text is one run of pytest.
_RULES = "tests/unit/test_*.py tests/unit/whmcs tests/unit/tables tests/unit/services"
_ENGINE = "tests/unit/engine"
_HANDLERS = "tests/integration tests/unit/api tests/unit/console_function"
_DATA = "tests/structure"
_WORKFLOW = "tests/workflow/test_failed_executions.py tests/workflow/test_waiting.py"

# The first prefix that fits.
_SUITES = {
    f"{LAYER}/domain/": [_RULES, _ENGINE, _HANDLERS],
    f"{LAYER}/engine/": [_ENGINE, _HANDLERS],
    f"{LAYER}/tables/": [
        "tests/unit/tables",
        "tests/integration/test_store.py tests/integration/test_lost_answers.py",
        _HANDLERS,
        _WORKFLOW,
    ],
    f"{LAYER}/clients/whmcs/": ["tests/unit/whmcs", _HANDLERS],
    f"{LAYER}/clients/": [
        "tests/unit/test_source_urls.py tests/unit/test_installation_addresses.py",
        "tests/integration/test_connection_errors.py tests/integration/test_outgoing_requests.py",
        _HANDLERS,
    ],
    f"{LAYER}/services/": ["tests/unit/services", _HANDLERS, _WORKFLOW],
    f"{LAYER}/api/": ["tests/unit/api tests/unit/test_access.py", _HANDLERS, "tests/contract"],
    "functions/console/": ["tests/unit/console_function", _HANDLERS],
    "functions/": [_HANDLERS, _DATA, _WORKFLOW],
    "statemachines/": [_DATA, _WORKFLOW],
    "template.yaml": [_DATA, _HANDLERS, _WORKFLOW],
}


def sources(root: Path, only: str) -> list[str]:
    """Paths of the files of the product that begin with `only`."""
    found = (
        file.relative_to(root).as_posix() for pattern in SOURCES for file in root.glob(pattern)
    )
    return sorted(
        {path for path in found if path.startswith(only) and not path.endswith("__init__.py")}
    )


def suites(path: str) -> list[str]:
    return next(suite for prefix, suite in _SUITES.items() if path.startswith(prefix))


def room(path: str) -> str:
    """The folder that a summary counts together."""
    return path.removeprefix(f"{LAYER}/").partition("/")[0]


def arguments(root: Path, suite: str) -> Iterator[str]:
    for pattern in suite.split():
        yield from sorted(file.relative_to(root).as_posix() for file in root.glob(pattern))
