"""schemathesis sends what the description allows, and what it does not, to every route."""

import itertools
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from local.api_client import ApiClient
from local.connection import connect, sync
from local.documents.openapi import document
from local.running import Running
from local.simulator import demo_installation

# A `uri` is a string to JSON Schema; what else the API asks of one: test_source_urls.py.
URLS = st.sampled_from(
    ["https://billing.example.com/", "https://example.com:8443/whmcs", "http://127.0.0.1:9/"]
)
schemathesis.openapi.format("uri", URLS)

schema = schemathesis.openapi.from_dict(document())
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
# 412: no description can say which version is the current one.
schema.config.checks.positive_data_acceptance.expected_statuses.append("412")


@pytest.fixture(scope="module")
def target() -> Iterator[tuple[Running, str, str]]:
    """A system and a sync of it, in a world without DNS."""
    with Running(installation=demo_installation(20), waiting=0.0) as running:
        client = ApiClient(running.url, running.token)
        system_id = connect(client, running.simulator.url)
        sync_id = sync(client, system_id, "full")["id"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(socket, "getaddrinfo", _only_this_machine)
            yield running, system_id, sync_id
        client.close()


numbers = itertools.count()
_getaddrinfo = socket.getaddrinfo


def _only_this_machine(host: str, *arguments: Any, **options: Any) -> Any:
    if host not in ("localhost", "127.0.0.1"):
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return _getaddrinfo(host, *arguments, **options)


@schema.hook
def filter_case(_context: schemathesis.HookContext, case: Any) -> bool:
    """What no schema can say: the order of two days, and that two rates do not contradict."""
    query, body = case.query or {}, case.body
    if str(query.get("from", "")) > str(query.get("to", "9999")):
        return False
    rates = body.get("rates") if isinstance(body, dict) else None
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
    )


def _is_positive(case: Any) -> bool:
    """Whether the description allows all of it."""
    return bool(case.meta.generation.mode.is_positive)
