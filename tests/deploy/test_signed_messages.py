"""A WHMCS asks for a Sync where API Gateway, IAM and Secrets Manager are not ours."""

import pytest

from accounting.domain.webhooks import WebhookKey
from local.api_client import ApiClient
from local.connection import connect
from local.simulator import Simulator
from tests.deploy.deployment import Deployment, wait_until
from tests.deploy.systems import ended, state
from tests.integration.hook_messages import Sender

pytestmark = pytest.mark.deploy


def test_whmcs_starts_a_sync_by_its_signature(
    api: ApiClient, deployment: Deployment, simulator: Simulator
) -> None:
    system_id = connect(api, simulator.url)
    made = api.post(f"/systems/{system_id}/hook-key")
    assert made["url"].endswith(f"/hooks/whmcs/{system_id}")
    sender = Sender(f"{deployment.url}/hooks/whmcs/{system_id}", WebhookKey.parse(made["key"]))
    elsewhere = sender.url.replace(system_id, "0123456789ab")
    refused = [sender.send(late=360), sender.send(url=elsewhere), sender.send(body=b"\xff" * 9999)]
    assert {answer.status_code for answer in refused} == {401}
    assert len({answer.text for answer in refused}) == 1
    answer = sender.send(webhook_id="msg_1")
    assert (answer.status_code, answer.json()["state"]) == (202, "started")
    assert sender.send(webhook_id="msg_1").status_code == 409
    sync_id = answer.json()["sync_id"]
    wait_until(lambda: ended(api, system_id, sync_id))
    assert state(api, system_id, sync_id) == "succeeded"
    api.call("DELETE", f"/systems/{system_id}/hook-key")
    assert sender.send().status_code == 401
    api.call("DELETE", f"/systems/{system_id}")
    wait_until(lambda: api.get("/systems")["systems"] == [])
