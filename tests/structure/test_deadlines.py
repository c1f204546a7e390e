"""Who asks an accounting system is done before Lambda ends it, whatever the system does."""

from collections.abc import Callable
from inspect import unwrap

import pytest
from botocore.client import BaseClient

from accounting.api import first_answers
from accounting.clients import event_bus, secrets_manager, state_machines, topic
from accounting.clients.patience import SYNC_PATIENCE, TEST_PATIENCE, Patience
from accounting.tables import dynamodb
from tests.structure.project import FUNCTIONS, ROOT, TEMPLATE, imported_modules

PATIENCE: dict[str, Patience] = {
    "SystemsApiFunction": TEST_PATIENCE,
    "SyncStepFunction": SYNC_PATIENCE,
}
# For what is done besides: the lease, the secret, and the last commit.
BESIDES = {"SystemsApiFunction": 3, "SyncStepFunction": 10}
GATEWAY_SECONDS = 30
CLIENTS = (
    dynamodb.client,
    secrets_manager._client,
    state_machines._client,
    event_bus._client,
    topic._client,
)


def timeout(function: str) -> int:
    given = FUNCTIONS[function]["Properties"]
    return int(given.get("Timeout", TEMPLATE["Globals"]["Function"]["Timeout"]))


def calls_out(function: str) -> bool:
    app = ROOT / FUNCTIONS[function]["Properties"]["CodeUri"] / "app.py"
    return any("sources.open_source(" in each.read_text() for each in imported_modules(app))


def test_every_function_that_calls_out_is_known() -> None:
    assert {function for function in FUNCTIONS if calls_out(function)} == PATIENCE.keys()


@pytest.mark.parametrize("function", PATIENCE)
def test_function_ends_after_the_last_request_it_may_begin(function: str) -> None:
    variables = FUNCTIONS[function]["Properties"]["Environment"]["Variables"]
    works = float(variables.get("WORK_SECONDS", 0))
    assert works + PATIENCE[function].most + BESIDES[function] <= timeout(function)


def test_connection_test_ends_before_the_gateway_gives_up() -> None:
    assert timeout("SystemsApiFunction") < GATEWAY_SECONDS


def test_patience_counts_all_that_a_request_waits_for() -> None:
    """DNS, the connection, the handshake, the answer."""
    assert Patience(connect=3, answer=7).most == 10 + 3 + 3 + 7


def test_a_request_begun_at_the_last_moment_leaves_time_for_a_second_one_in_an_iteration() -> None:
    """A search reads twice before it has gained anything."""
    variables = FUNCTIONS["SyncStepFunction"]["Properties"]["Environment"]["Variables"]
    assert SYNC_PATIENCE.answer < float(variables["WORK_SECONDS"])


@pytest.mark.parametrize("accessor", CLIENTS, ids=lambda each: each.__module__)
def test_no_function_is_ended_while_it_waits_for_aws(
    accessor: Callable[[], BaseClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    config = unwrap(accessor)().meta.config
    attempts = config.retries["total_max_attempts"]
    pauses = sum(min(2**number, 20) for number in range(attempts - 1))
    longest = attempts * (config.connect_timeout + config.read_timeout) + pauses
    assert longest < min(timeout(function) for function in FUNCTIONS)


def test_every_client_of_aws_is_known() -> None:
    files = [*ROOT.glob("layers/accounting/**/*.py"), *ROOT.glob("functions/**/*.py")]
    assert sum(file.read_text().count("aws.client(") for file in files) == len(CLIENTS)


def test_answers_to_repeated_requests_are_kept_by_the_same_client(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("IDEMPOTENCY_TABLE", "table")
    try:
        assert unwrap(first_answers._store)().client is dynamodb.client()
    finally:
        dynamodb.client.cache_clear()


def test_daily_starts_are_spread_over_half_of_their_functions_time() -> None:
    variables = FUNCTIONS["DailySyncFunction"]["Properties"]["Environment"]["Variables"]
    assert float(variables["SPREAD_SECONDS"]) <= timeout("DailySyncFunction") / 2
