"""What outlives the stack. Not tried: a successor of the same name, for the emulator gives its
tables the very names of those that were kept, where CloudFormation takes new ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy import emulator
from tests.deploy.deployment import STACK, Deployment, sam_deploy
from tests.deploy.emulator import Emulator

pytestmark = pytest.mark.deploy


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Emulator]:
    """Another AWS, whose stack no other test needs."""
    with emulator.running(tmp_path) as running:
        yield running


def test_books_and_people_outlive_the_stack_and_are_protected(alone: Emulator, build: Path) -> None:
    assert sam_deploy(alone, build).returncode == 0
    table = Deployment(alone).resource("SystemsTable")
    pool = Deployment(alone).outputs["UserPoolId"]
    dynamodb, cognito = alone.client("dynamodb"), alone.client("cognito-idp")
    system = {"system_id": {"S": "0123456789ab"}}
    dynamodb.put_item(TableName=table, Item=system)

    cloudformation = alone.client("cloudformation")
    cloudformation.delete_stack(StackName=STACK)
    cloudformation.get_waiter("stack_delete_complete").wait(
        StackName=STACK, WaiterConfig={"Delay": 1}
    )
    assert dynamodb.get_item(TableName=table, Key=system)["Item"] == system
    with pytest.raises(dynamodb.exceptions.ClientError, match="protect"):
        dynamodb.delete_table(TableName=table)
    kept = cognito.describe_user_pool(UserPoolId=pool)["UserPool"]
    assert kept["DeletionProtection"] == "ACTIVE"  # Which the emulator shows and does not heed.
