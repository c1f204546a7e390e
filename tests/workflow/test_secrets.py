"""A sync whose secret is missing, or is replaced while it runs."""

from concurrent.futures import ThreadPoolExecutor

import boto3

from accounting.clients import secrets_manager
from accounting.domain.clock import utc_now
from accounting.domain.credentials import CredentialsChange
from accounting.services.connect import change
from local.running import PASSWORD, Running
from tests.workflow.connected_system import ConnectedSystem


def test_missing_secret_ends_the_sync_at_once_and_says_what_to_do(running: Running) -> None:
    system = ConnectedSystem(running)
    boto3.client("secretsmanager").delete_secret(SecretId=system.system.secret_arn)
    ended = system.sync("full")
    assert ended.state == "failed"
    assert ended.error
    assert ended.error.code == "SecretMissing"
    assert "enter the password again" in ended.error.advice
    assert running.stack.waits == []
    assert running.simulator.requests == []
    enter_password(system)
    assert system.sync("full").state == "succeeded"


def test_secret_that_is_replaced_meanwhile_is_looked_up_again(running: Running) -> None:
    system = ConnectedSystem(running)
    events = secrets_manager._client().meta.events
    stored, replaced = [system.system.secret_arn], list[str]()

    def replace(**_: object) -> None:
        if stored:
            replaced.append(stored.pop())
            with ThreadPoolExecutor(1) as elsewhere:  # Not with the rights of the step.
                elsewhere.submit(enter_password, system).result()

    name = "before-call.secretsmanager.GetSecretValue"
    events.register(name, replace, unique_id="replace")
    ended = system.sync("full")
    events.unregister(name, unique_id="replace")
    assert ended.state == "succeeded"
    assert replaced
    assert system.system.secret_arn not in replaced


def enter_password(system: ConnectedSystem) -> None:
    entered = CredentialsChange(PASSWORD)
    change(system.system_id, lambda settings: settings, entered, None, utc_now())
