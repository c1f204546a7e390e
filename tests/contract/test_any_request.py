"""schemathesis sends what the description allows, and what it does not, to every route."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import allow_header_conformance, unsupported_method

from accounting.domain.schedule import time_zones
from local.api_client import ApiClient
from local.connection import connect, sync
from local.documents.openapi import document
from local.running import Running
from local.simulator import demo_installation

# A `uri` is a string to JSON Schema; what else the API asks of one: test_source_urls.py.
# Many, since each is connected once.
URLS = st.from_regex(
    r"https://[a-z]{4}\.example\.com(:8443)?/(whmcs)?|http://127\.0\.0\.1:9/[a-z]{4}",
    fullmatch=True,
)
schemathesis.openapi.format("uri", URLS)
schemathesis.openapi.format("time-zone", st.sampled_from(sorted(time_zones())))

schema = schemathesis.openapi.from_dict(document())
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
# 412: no description can say which version is the current one.
schema.config.checks.positive_data_acceptance.expected_statuses.append("412")
schema.config.checks.negative_data_rejection.expected_statuses.append("412")
# PATCH there is a change of the system `test`, as far as any path tells.
NO_METHODS_OF_ITS_OWN = "/systems/test"
ABOUT_METHODS = [allow_header_conformance, unsupported_method]


@pytest.fixture(scope="module")
def target(no_dns: None) -> Iterator[tuple[Running, str, str]]:
    """A system and a sync of it, in a world without DNS."""
    with Running(installation=demo_installation(20), waiting=0.0) as running:
        client = ApiClient(running.url, running.token)
        system_id = connect(client, running.simulator.url)
        sync_id = sync(client, system_id, "full")["id"]
        yield running, system_id, sync_id
        client.close()


SECRETS = {"password", "access_key"}
LISTS = ("status", "currency", "compare")
numbers = itertools.count()


@schema.hook
def filter_case(_context: schemathesis.HookContext, case: Any) -> bool:
    """What no schema can say: the order of two days, that two rates do not contradict, and that a
    stored system's secrets come along with another address. In a query an empty list is nothing,
    and a single value is a list."""
    query, body = case.query or {}, case.body
    if any(value in ([], {}, None) for value in query.values()):
        return False
    if any(name in query and not isinstance(query[name], list) for name in LISTS):
        return False
    if str(query.get("from", "")) > str(query.get("to", "9999")):
        return False
    if not isinstance(body, dict):
        return True
    if "{system_id}" in case.path and "url" in body and not body.keys() >= SECRETS:
        return False
    rates = body.get("rates")
    return not isinstance(rates, list) or len(rates) < 2


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisDeprecationWarning")
@schema.parametrize()
@settings(
    max_examples=50,
    deadline=None,  # How long an answer takes depends on what else the machine does.
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_answer_fits_the_description(case: Any, target: tuple[Running, str, str]) -> None:
    running, system_id, sync_id = target
    if _is_positive(case) and case.method != "DELETE" and next(numbers) % 2:
        real = {"system_id": system_id, "sync_id": sync_id}
        case.path_parameters = {name: real[name] for name in case.path_parameters}
    if _is_positive(case) and case.headers.get("Idempotency-Key"):
        case.headers["Idempotency-Key"] = str(next(numbers))  # Another request, another key.
    case.call_and_validate(
        base_url=running.url,
        headers={"Authorization": f"Bearer {running.token()}"},
        excluded_checks=ABOUT_METHODS if case.path == NO_METHODS_OF_ITS_OWN else [],
    )


def _is_positive(case: Any) -> bool:
    """Whether the description allows all of it."""
    return bool(case.meta.generation.mode.is_positive)
