"""Who asks an accounting system is done before Lambda ends it, whatever the system does."""

import pytest

from accounting.clients.outgoing import SYNC_PATIENCE, TEST_PATIENCE, Patience
from tests.structure.project import FUNCTIONS, ROOT, TEMPLATE, imported_modules

PATIENCE: dict[str, Patience] = {
    "SystemsApiFunction": TEST_PATIENCE,
    "SyncStepFunction": SYNC_PATIENCE,
}
# For what is done besides: the lease, the secret, and the last commit.
BESIDES = {"SystemsApiFunction": 3, "SyncStepFunction": 10}
GATEWAY_SECONDS = 30


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
