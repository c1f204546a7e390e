"""What the running stack publishes fits the schemas in docs/events.md, and reaches a rule that is
made as the page says."""

import json
import re
from typing import Any

import boto3
import pytest
from cfnlint.api import lint_all  # type: ignore[import-untyped]
from jsonschema_rs import validator_for
from samtranslator.yaml_helper import yaml_parse

from local.api_client import ApiClient
from local.aws.template import ROOT
from local.connection import sync
from local.documents.events import schemas
from local.running import Running
from tests.deployed import running_sync
from tests.fakes.subscriber import messages, subscribed
from tests.integration.http import Http, simulated

AUDIT_ONLY = {"ConnectionTested", "SyncCancelRequested"}
SCHEMAS = schemas()
PAGE = (ROOT / "docs" / "events.md").read_text()


def ended(running: Running, http: Http, sync: str) -> None:
    running.stack.wait_until(lambda: http.get(sync).json()["ended_at"] is not None)


def settled(running: Running, http: Http, path: str) -> None:
    running.stack.wait_until(lambda: not http.get(path).json()["running_sync_id"])


@pytest.mark.usefixtures("commits_every_page")
def test_every_type_is_published_as_its_schema_says(
    running: Running, http: Http, api: ApiClient
) -> None:
    with subscribed(running.stack.outputs["EventBusName"]) as subscriber:
        slow = simulated(running, step=5, parallel=1)
        path = http.post("/systems", slow).headers["Location"]
        system_id = path.removeprefix("/systems/")
        http.post(f"{path}/test")
        with running_sync(running, api, system_id) as sync_id:
            http.post(f"{path}/syncs/{sync_id}/cancel")
        settled(running, http, path)
        sync(api, system_id, "full")
        settled(running, http, path)
        running.simulator.faults.plan("wrong_secret", at=len(running.simulator.requests) + 1)
        started = http.post(f"{path}/syncs", {"mode": "incremental"}).headers["Location"]
        ended(running, http, started)
        settled(running, http, path)
        http.patch(path, {"name": "Renamed", "rates": [{"currency": "USD", "rate": "0.9"}]})
        http.delete(path)
        running.stack.wait_until(lambda: http.get(path).status_code == 404)
        heard = subscriber.heard()
    assert {event["detail-type"] for event in heard} == SCHEMAS.keys() - AUDIT_ONLY
    for event in heard:
        schema = SCHEMAS[event["detail-type"]]
        validator_for(schema, validate_formats=True).validate(event["detail"])
        assert event["detail"].keys() == schema["properties"].keys()
    listed = http.get(f"{path}/events").json()["events"]
    assert {event["type"] for event in listed} == SCHEMAS.keys()
    published = {event["detail"]["event_id"]: event for event in heard}
    for event in listed:
        common = {"event_id": event["id"], "system_id": system_id, "format": 1}
        common |= {name: event[name] for name in ("name", "at", "actor")}
        whole = {**common, **event["detail"]}
        validator_for(SCHEMAS[event["type"]], validate_formats=True).validate(whole)
        assert event["type"] in AUDIT_ONLY or published[event["id"]]["detail"] == whole


def yaml_blocks() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_rule_of_the_page_hears_of_the_first_of_failures_of_one_cause(
    running: Running, http: Http
) -> None:
    template = yaml_parse(yaml_blocks()[0])
    del template["Resources"]["FailedSyncsPolicy"]  # moto knows none, and checks no permissions.
    cloudformation, bus = boto3.client("cloudformation"), running.stack.outputs["EventBusName"]
    cloudformation.create_stack(
        StackName="mine",
        TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": "EventBusName", "ParameterValue": bus}],
    )
    path = http.post("/systems", simulated(running, password="wrong")).headers["Location"]
    for _ in range(3):
        started = http.post(f"{path}/syncs", {"mode": "full"}).headers["Location"]
        ended(running, http, started)
        settled(running, http, path)
    resource = cloudformation.describe_stack_resource(
        StackName="mine", LogicalResourceId="FailedSyncs"
    )
    (event,) = messages(resource["StackResourceDetail"]["PhysicalResourceId"])
    cloudformation.delete_stack(StackName="mine")
    assert event["detail"]["error"]["code"] == "SourceRejected"


@pytest.mark.parametrize("template", yaml_blocks(), ids=["queue", "mail"])
def test_templates_of_the_page_are_valid(template: str) -> None:
    found = [match for match in lint_all(template) if match.rule.id.startswith("E")]
    assert found == []


def test_mail_of_the_page_names_what_a_failure_has() -> None:
    """Its fields exist: a path that leads nowhere becomes nothing in the mail."""
    _, mail = yaml_blocks()
    paths = re.findall(r"\w+: \$\.detail\.([\w.]+)", mail)
    assert len(paths) == 4
    for path in paths:
        schema: dict[str, Any] = SCHEMAS["SyncFailed"]
        for name in path.split("."):
            schema = schema["properties"][name]
        assert schema["type"] == "string"


def test_examples_of_the_page_fit_their_schemas() -> None:
    blocks = re.findall(r"^### (\w+)\n.*?```json\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
    assert {name for name, _ in blocks} == SCHEMAS.keys()
    for name, example in blocks:
        validator_for(SCHEMAS[name], validate_formats=True).validate(json.loads(example))
