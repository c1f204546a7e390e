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
    "tests/integration/test_step.py tests/integration/test_conditional_writes.py "
    "tests/integration/test_consistent_reads.py tests/integration/test_lost_answers.py"
)
_SYNCS = "tests/integration/test_sync*.py"
_DAILY = "tests/unit/services tests/integration/test_daily_sync.py"
_EVENTS = (
    "tests/unit/test_events.py tests/unit/test_month_totals.py "
    "tests/integration/test_recorded_events.py tests/integration/test_event_history.py"
)
_DELETION = "tests/integration/test_deletion.py"
_SYSTEMS = (
    "tests/integration/test_system*.py tests/integration/test_credentials.py "
    "tests/integration/test_installations.py tests/integration/test_next_sync.py"
)
_REVENUE = "tests/unit/api tests/integration/test_revenue_*.py"
_DOCUMENTS = "tests/contract/test_documents.py"
_REQUESTS = (
    "tests/unit/api tests/unit/test_access.py tests/integration/test_requests.py "
    "tests/integration/test_text.py tests/integration/test_group*.py"
)
_SOURCES = (
    "tests/integration/test_connection_errors.py tests/integration/test_outgoing_requests.py "
    "tests/integration/test_simulated_answers.py tests/integration/test_slow_answers.py"
)
_ADDRESSES = "tests/unit/test_source_urls.py tests/unit/test_installation_addresses.py"
_TEMPLATE = "tests/structure"
_WAITING = "tests/workflow/test_waiting.py"
_WORKFLOW = f"tests/workflow/test_failed_executions.py {_WAITING}"

_HOOKS = "tests/unit/test_webhooks.py tests/integration/test_hook*.py"

# The first prefix that fits.
_SUITES = {
    f"{LAYER}/domain/event": [_EVENTS],
    f"{LAYER}/domain/month_totals": [_EVENTS],
    f"{LAYER}/tables/events_table": [_EVENTS],
    f"{LAYER}/clients/event_bus": [_EVENTS],
    f"{LAYER}/services/events": [_EVENTS],
    f"{LAYER}/services/revenue_change": [_EVENTS],
    f"{LAYER}/api/events": [_DOCUMENTS, _EVENTS],
    f"{LAYER}/domain/webhooks": [_HOOKS],
    f"{LAYER}/tables/webhooks": [_HOOKS],
    f"{LAYER}/services/hook": [_HOOKS],
    f"{LAYER}/services/new_secret": [_SYSTEMS, _HOOKS],
    f"{LAYER}/api/hooks": [_HOOKS, _DOCUMENTS],
    "functions/hooks_api/": [_HOOKS, _DOCUMENTS],
    f"{LAYER}/domain/sy": [_RULES, _STORED, _DAILY, _WAITING, _SYNCS],
    f"{LAYER}/domain/": [_RULES, _ENGINE, _STORED, _REVENUE, _SYSTEMS],
    f"{LAYER}/engine/": [_ENGINE, _STORED, _SYNCS],
    f"{LAYER}/tables/": [_STORED, _SYNCS, _SYSTEMS, _DELETION, _REVENUE],
    f"{LAYER}/clients/whmcs/": ["tests/unit/whmcs", _SOURCES, _SYNCS],
    f"{LAYER}/clients/s": [_SYSTEMS, _STORED, _SYNCS],
    f"{LAYER}/clients/": [_ADDRESSES, _SOURCES, _SYSTEMS],
    f"{LAYER}/services/c": ["tests/unit/services", _SYSTEMS, _SYNCS],
    f"{LAYER}/services/d": [_DAILY, _DELETION],
    f"{LAYER}/services/": ["tests/unit/services", _STORED, _WAITING, _SYNCS, _SYSTEMS, _REVENUE],
    f"{LAYER}/api/revenue": [_DOCUMENTS, _REVENUE],
    f"{LAYER}/api/syncs": [_DOCUMENTS, _SYNCS],
    f"{LAYER}/api/system": [_DOCUMENTS, _SYSTEMS],
    f"{LAYER}/api/": [_DOCUMENTS, _REQUESTS, _SYSTEMS, _REVENUE, _SYNCS],
    "functions/console/": ["tests/unit/console_function"],
    "functions/revenue_api/": [_DOCUMENTS, _REVENUE],
    "functions/syncs_api/": [_DOCUMENTS, _SYNCS],
    "functions/systems_api/": [_DOCUMENTS, _SYSTEMS, _DELETION],
    "functions/": [_DAILY, _SYNCS, _DELETION, _TEMPLATE, _WORKFLOW],
    "statemachines/": [_TEMPLATE, _WORKFLOW],
    "template.yaml": [_TEMPLATE, _SYNCS, _SYSTEMS, _WORKFLOW],
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
