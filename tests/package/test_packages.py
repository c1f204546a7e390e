"""What `sam build` makes, run by the real Lambda runtime against moto's server: a whole sync."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
import pytest

from local import built
from local.aws import tables
from local.aws.moto_server import moto_server
from local.aws.template import ROOT, translate
from local.demo import expected
from local.lambda_runtime import LAYERS, runtime_folder
from local.simulator import Simulator, demo_installation
from tests.fakes.bearer import authorized
from tests.package.runtime import Function, running
from tests.structure.project import FUNCTIONS

LIMIT_MB = 50
VARIABLES = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_REGION": "eu-central-1",
    "REPORTING_CURRENCY": "EUR",
    "FISCAL_YEAR_START": "1",
    "SECRET_PREFIX": "test/systems/",
    "SOURCE_ADDRESSES": "loopback",
    "SPREAD_SECONDS": "0",
    "WORK_SECONDS": "45",
    "OIDC_ISSUER": "https://issuer.example.com",
    "OIDC_CLIENT_ID": "console",
    "OIDC_SCOPE": "openid",
    "CONNECT_ORIGINS": "",
    "GROUPS_CLAIM": "groups",
    "ADMIN_GROUP": "admins",
    "VIEWER_GROUP": "viewers",
    "SCRIPT_CLIENT_ID": "",
    "OUTGOING_ADDRESS": "",
    "EVENT_BUS": "default",
    "POWERTOOLS_METRICS_NAMESPACE": "test",
    "PYTHONTZPATH": "",  # As if the system had no time zones.
}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built.build(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def aws() -> Iterator[dict[str, str]]:
    """moto's server with the template's tables; the variables of the functions."""
    with moto_server() as url:
        variables = {**VARIABLES, "AWS_ENDPOINT_URL": url}
        with patch.dict(os.environ, variables):
            body = translate(ROOT / "template.yaml", stack_name="test", region="eu-central-1").body
            tables.create_missing(body)
            for name in boto3.client("dynamodb").list_tables()["TableNames"]:
                variables[f"{name.removeprefix('test-').removesuffix('Table').upper()}_TABLE"] = (
                    name
                )
            yield variables


def request(method: str, path: str, body: object = None, **parameters: str) -> dict[str, Any]:
    """What API Gateway hands to a function, as far as it matters."""
    caller = authorized(sub="test", groups=["admins"])
    return {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": "application/json", **caller["headers"]},
        "pathParameters": parameters,
        "requestContext": {
            "requestId": "r",
            "stage": "$default",
            "http": {"method": method, "path": path},
            **caller["requestContext"],
        },
        "body": json.dumps(body) if body is not None else None,
        "isBase64Encoded": False,
    }


def test_built_functions_synchronise_and_report(
    build: Path, aws: dict[str, str], tmp_path: Path
) -> None:
    runtime = runtime_folder(tmp_path / "runtime")
    installation = demo_installation(300, today=date(2026, 11, 22))
    with ExitStack() as stack:
        simulator = stack.enter_context(Simulator(installation))

        def function(logical_id: str) -> Function:
            return stack.enter_context(running(build, runtime, logical_id, aws))

        system_id = connect(function("SystemsApiFunction"), simulator.url)
        order = {"sync_id": "s", "input": {"system_id": system_id, "mode": "full"}}
        assert function("SyncBeginFunction").invoke(order)["sync_id"] == "s"
        step = function("SyncStepFunction")
        assert step.invoke(order) == {"done": True, "wait_seconds": 0}
        assert function("SyncEndFunction").invoke(order) == {"error": None, "cause": None}
        answer = function("RevenueApiFunction").invoke(request("GET", "/revenue"))
    rows = json.loads(answer["body"])["rows"]
    ours = {row["period"]: {key: row[key] for key in ("net", "tax", "gross")} for row in rows}
    assert ours == expected(installation)


def connect(systems_api: Function, url: str) -> str:
    system = {
        "name": "Test",
        "url": url,
        "username": "demo",
        "password": "demo-secret",
        "rates": [{"currency": "USD", "rate": "0.92"}],
        "auto_sync": True,
        "time_zone": "Asia/Kathmandu",
    }
    answer = systems_api.invoke(request("POST", "/systems", system))
    assert answer["statusCode"] == 201, answer
    created = json.loads(answer["body"])
    assert created["next_sync_at"].endswith("T00:15:00.000Z")
    return str(created["id"])


@pytest.mark.parametrize(
    ("function", "event"),
    [
        ("SyncsApiFunction", request("GET", "/systems/x/syncs", system_id="x")),
        ("DailySyncFunction", {}),
        ("SystemDeleteFunction", {"system_id": "nobody"}),
        ("ConsoleFunction", request("GET", "/health")),
        ("HooksApiFunction", request("POST", "/hooks/whmcs/x", system_id="x")),
    ],
)
def test_every_other_built_function_answers(
    build: Path, aws: dict[str, str], tmp_path: Path, function: str, event: dict[str, Any]
) -> None:
    runtime = runtime_folder(tmp_path / "runtime")
    variables = {**aws, "SYNC_STATE_MACHINE": "none"}
    with running(build, runtime, function, variables) as running_function:
        answer = running_function.invoke(event)
    assert "errorType" not in answer
    assert answer.get("statusCode", 200) in {200, 401, 404}


def test_layers_stay_small(build: Path) -> None:
    """Lambda unpacks them at every cold start; 250 MB is its limit, ours is lower."""
    files = (path for layer in LAYERS for path in (build / layer).rglob("*"))
    assert 1 << 20 < sum(path.stat().st_size for path in files if path.is_file()) < LIMIT_MB << 20


def test_boto3_is_not_in_the_layer(build: Path) -> None:
    packages = {path.name for path in (build / "DependenciesLayer" / "python").iterdir()}
    assert "requests" in packages
    assert not any(name.startswith("boto") for name in packages)


def test_layer_knows_the_time_zones_by_itself(build: Path) -> None:
    code = "import zoneinfo as z; print(z.ZoneInfo('Europe/Berlin'), len(z.available_timezones()))"
    command = [sys.executable, "-S", "-c", code]
    layer = str(build / "DependenciesLayer" / "python")
    environment = {"PYTHONPATH": layer, "PYTHONTZPATH": ""}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    zone, number = said.stdout.split()
    assert zone == "Europe/Berlin"
    assert int(number) > 400


def test_nothing_needs_compiling_at_a_cold_start(build: Path) -> None:
    """Files that are valid whatever the times of the sources: the flags' word is 1 (PEP 552)."""
    sources = list(build.rglob("*.py"))
    assert len(sources) > 300 + len(FUNCTIONS)
    compiled = [Path(cache_from_source(path)) for path in sources]
    assert [path for path in compiled if not path.exists()] == []
    assert {path.read_bytes()[:8] for path in compiled} == {MAGIC_NUMBER + b"\1\0\0\0"}
