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

# Each text is one run of pytest. What takes long and looks at memory or time is not among them.
_RULES = "tests/unit/test_*.py tests/unit/whmcs tests/unit/tables tests/unit/services"
_ENGINE = "tests/unit/engine"
_STORED = (
    "tests/unit/tables tests/integration/test_store.py tests/integration/test_begin.py "
    "tests/integration/test_conditional_writes.py tests/integration/test_consistent_reads.py "
    "tests/integration/test_lost_answers.py"
)
_SYNCS = (
    "tests/integration/test_sync*.py tests/integration/test_daily_sync.py "
    "tests/integration/test_deletion.py"
)
_SYSTEMS = (
    "tests/integration/test_system*.py tests/integration/test_credentials.py "
    "tests/integration/test_installations.py"
)
_REVENUE = "tests/integration/test_revenue_*.py tests/unit/api"
_REQUESTS = (
    "tests/integration/test_requests.py tests/integration/test_all_routes.py "
    "tests/integration/test_text.py tests/integration/test_group*.py"
)
_SOURCES = (
    "tests/integration/test_connection_errors.py tests/integration/test_outgoing_requests.py "
    "tests/integration/test_simulated_answers.py tests/integration/test_slow_answers.py"
)
_DATA = "tests/structure"
_WORKFLOW = "tests/workflow/test_failed_executions.py tests/workflow/test_waiting.py"

# The first prefix that fits.
_SUITES = {
    f"{LAYER}/domain/sy": [_RULES, _STORED, _ENGINE, _SYNCS, _SYSTEMS],
    f"{LAYER}/domain/": [_RULES, _ENGINE, _STORED, f"{_REVENUE} {_SYSTEMS} {_REQUESTS}"],
    f"{LAYER}/engine/": [_ENGINE, f"{_STORED} {_SYNCS}"],
    f"{LAYER}/tables/": [_STORED, f"{_SYNCS} {_SYSTEMS} {_REVENUE}"],
    f"{LAYER}/clients/whmcs/": ["tests/unit/whmcs", _SOURCES],
    f"{LAYER}/clients/": [
        "tests/unit/test_source_urls.py tests/unit/test_installation_addresses.py",
        f"{_SOURCES} tests/integration/test_lost_answers.py {_SYSTEMS}",
    ],
    f"{LAYER}/services/": ["tests/unit/services", _STORED, f"{_SYNCS} {_SYSTEMS} {_REVENUE}"],
    f"{LAYER}/api/": [
        "tests/unit/api tests/unit/test_access.py",
        f"{_SYSTEMS} {_REQUESTS} {_REVENUE} {_SYNCS}",
        "tests/contract/test_documents.py tests/integration/test_answer_size.py",
    ],
    "functions/console/": ["tests/unit/console_function", _REQUESTS],
    "functions/": [f"{_REQUESTS} {_SYSTEMS} {_REVENUE} {_SYNCS}", _DATA, _WORKFLOW],
    "statemachines/": [_DATA, _WORKFLOW],
    "template.yaml": [_DATA, f"{_SYNCS} {_SYSTEMS} {_REVENUE}", _WORKFLOW],
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
