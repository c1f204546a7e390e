"""A sync whose secret is missing, or is replaced while it runs."""

from contextvars import Context
from functools import partial

import boto3

from accounting.clients import secrets_manager
from accounting.domain.clock import utc_now
from accounting.domain.credentials import CredentialsChange
from accounting.services.connect import change
from local.running import PASSWORD, Running
from tests.integration.on_the_wire import overtaken
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
    first = system.system.secret_arn
    replace = partial(Context().run, enter_password, system)  # Not with the rights of the step.
    with overtaken(secrets_manager._client(), "GetSecretValue", replace):
        assert system.sync("full").state == "succeeded"
    assert system.system.secret_arn != first


def enter_password(system: ConnectedSystem) -> None:
    entered = CredentialsChange(PASSWORD)
    change(system.system_id, lambda settings: settings, entered, None, utc_now(), "ada")
